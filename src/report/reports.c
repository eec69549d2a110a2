#include "report/reports.h"

#include "report/outfile.h"

/* Text of an amount, for a row; each with a buffer of its own so that one row can have several. */
#define MONEY(minor) decimal_format_money((minor), places, (char[DECIMAL_SIZE]){ 0 })

struct reporting {
	struct database *db;
	const char *run;
	const struct publish_part *part;
	int places;
	bool hashed;       /* somebody wants the hash of what is written */
	enum statement id; /* of the report that is being written */
	int64_t rows;      /* that it has so far */
	struct outfile out;
};

/*
 * Gather one report: its header, then `row` for each row of `id`, which takes the run. Abandoned if
 * that fails.
 */
static int
gather_report(struct reporting *r, const char *path, enum statement id,
    void (*header)(struct outfile *out), void (*row)(struct reporting *r), struct err *e)
{
	int rc;

	r->id = id;
	r->rows = 0;
	outfile_open(&r->out, r->part, path, r->hashed);
	header(&r->out);
	rc = database_query(r->db, id, e, "s", r->run);
	while (rc == 0 && (rc = database_step(r->db, id, e)) == 1) {
		r->rows++;
		row(r);
		rc = outfile_flush(&r->out, e);
	}
	if (rc != 0)
		outfile_abandon(&r->out);
	return (rc);
}

/* Write one report, also if it has no rows. */
static int
write_report(struct reporting *r, const char *path, enum statement id,
    void (*header)(struct outfile *out), void (*row)(struct reporting *r), struct err *e)
{
	if (gather_report(r, path, id, header, row, e) != 0)
		return (-1);
	return (outfile_close(&r->out, NULL, e));
}

static void
exceptions_header(struct outfile *out)
{
	outfile_row(out, "building_code", "account_number", "account_name", "code", "severity",
	    "state", "detail", "total", "decision", "reason", "fingerprint", NULL);
}

/* A row of REPORT_EXCEPTIONS or REPORT_HELD, which have the same columns. */
static void
exceptions_row(struct reporting *r)
{
	const enum statement id = r->id;
	struct database *db = r->db;
	const int places = r->places;

	outfile_row_safe(&r->out, database_text(db, id, 0), database_text(db, id, 1),
	    database_text(db, id, 2), database_text(db, id, 3), database_text(db, id, 4),
	    database_text(db, id, 5), database_text(db, id, 6),
	    database_null(db, id, 7) ? "" : MONEY(database_int(db, id, 7)), "", "",
	    database_text(db, id, 8), NULL);
}

/* One line of the proof: a name, a figure, and what it is. */
static void
proof_line(struct buf *text, const char *name, const char *figure, const char *what)
{
	buf_printf(text, "%-28s %16s  %s\n", name, figure, what);
}

/* What became of the run's accounts and reads, from run_count. Returns the sum of reads. */
static int
proof_counts(struct reporting *r, struct buf *text, int64_t *accounts, int64_t *reads,
    struct err *e)
{
	static const struct {
		const char *outcome;
		const char *what;
	} WORDS[] = {
		{ "BILLED", "billed" },
		{ "EXCEPTED", "due, but held up by a missing fact: see exceptions.csv" },
		{ "NOT_DUE", "not due yet" },
		{ "ON_HOLD", "on hold (bill_cycle_code HOLD)" },
		{ "FULLY_BILLED", "closed and billed to the end" },
	};
	const enum statement id = SQL_PROOF_COUNTS;
	char figure[32];
	size_t i;
	int rc;

	if (database_query(r->db, id, e, "s", r->run) != 0)
		return (-1);
	while ((rc = database_step(r->db, id, e)) == 1) {
		for (i = 0; i + 1 < LENGTH(WORDS) &&
		    strcmp(WORDS[i].outcome, database_text(r->db, id, 0)) != 0;
		    i++)
			;
		*accounts += database_int(r->db, id, 1);
		*reads += database_int(r->db, id, 2);
		(void)snprintf(figure, sizeof(figure), "%lld / %lld",
		    (long long)database_int(r->db, id, 1), (long long)database_int(r->db, id, 2));
		proof_line(text, "accounts / reads", figure, WORDS[i].what);
	}
	return (rc);
}

/* The figures that must tie, and whether they do. */
static int
proof_sums(struct reporting *r, struct buf *text, int64_t accounts, int64_t reads, struct err *e)
{
	const enum statement id = SQL_PROOF_SUMS;
	const int places = r->places;
	int64_t lines, taxes, totals, all_accounts, all_reads;
	char figure[32];
	int rc;

	if (database_query(r->db, id, e, "s", r->run) != 0 ||
	    (rc = database_step(r->db, id, e)) != 1)
		return (-1);
	lines = database_int(r->db, id, 0);
	taxes = database_int(r->db, id, 1);
	totals = database_int(r->db, id, 2);
	all_accounts = database_int(r->db, id, 3);
	database_done(r->db, id);
	if (database_number(r->db, SQL_PROOF_READS, &all_reads, e, "s", r->run) < 0)
		return (-1);

	(void)snprintf(figure, sizeof(figure), "%lld / %lld", (long long)all_accounts,
	    (long long)all_reads);
	proof_line(text, "accounts / reads in", figure,
	    accounts == all_accounts && reads == all_reads ? "= the sum of the above"
							   : "DIFFERS from the sum of the above");
	buf_add_char(text, '\n');
	proof_line(text, "sum of lines", MONEY(lines), "");
	proof_line(text, "sum of tax", MONEY(taxes), "");
	proof_line(text, "sum of transactions", MONEY(totals),
	    lines + taxes == totals ? "= lines + tax" : "DIFFERS from lines + tax");
	if (accounts != all_accounts || reads != all_reads || lines + taxes != totals)
		return (err_reject(e, "the run does not balance:\n%s", buf_text(text)));
	return (0);
}

/* proof.txt of a transaction run. */
static int
write_proof(struct reporting *r, struct err *e)
{
	struct buf text = BUF_EMPTY;
	int64_t accounts = 0, reads = 0;
	int rc;

	buf_printf(&text, "Proof of run %s: transactions\n\n", r->run);
	rc = proof_counts(r, &text, &accounts, &reads, e);
	if (rc == 0)
		rc = proof_sums(r, &text, accounts, reads, e);
	if (rc == 0)
		rc = publish_part_file(r->part, "proof.txt", text.data, text.length, e);
	buf_release(&text);
	return (rc);
}

int
reports_write(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, struct err *e)
{
	struct reporting r = {
		.db = db, .run = run, .part = part, .places = settings->rules.minor_places
	};

	if (write_report(&r, "exceptions.csv", SQL_REPORT_EXCEPTIONS, exceptions_header,
		exceptions_row, e) != 0)
		return (-1);
	return (write_proof(&r, e));
}

int
reports_held(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, char hash[static HASH_HEX_SIZE], struct err *e)
{
	struct reporting r = { .db = db,
		.run = run,
		.part = part,
		.places = settings->rules.minor_places,
		.hashed = true };

	hash[0] = '\0';
	if (gather_report(&r, "held.csv", SQL_REPORT_HELD, exceptions_header, exceptions_row, e) !=
	    0)
		return (-1);
	if (r.rows > 0)
		return (outfile_close(&r.out, hash, e));
	outfile_abandon(&r.out);
	return (0);
}
