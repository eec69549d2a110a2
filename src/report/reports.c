#include "report/reports.h"

#include "report/outfile.h"
#include "store/exception_list.h"
#include "store/proof.h"

/*
 * The text of an amount for a row. Each call has its own buffer, so that one row can have several.
 */
#define MONEY(minor) decimal_format_money((minor), places, (char[DECIMAL_SIZE]){ 0 })

struct reporting {
	struct database *db;
	const char *run;
	const struct publish_part *part;
	int places;
	int64_t rows; /* number of exceptions */
	struct outfile out;
};

/* One row of exceptions.csv, or of held.csv. */
static void
add_exception(struct reporting *r, const struct exception_listed *x)
{
	const int places = r->places;

	r->rows++;
	outfile_row_safe(&r->out, x->building, x->account, x->name, x->code, x->severity, x->state,
	    x->detail, x->total.known ? MONEY(x->total.number) : "", "", "", x->fingerprint, NULL);
}

/*
 * Gather exceptions.csv, or held.csv: the exceptions that the run has found, or those that keep
 * accounts out of it. If that fails the file is abandoned.
 */
static int
gather_exceptions(struct reporting *r, const char *path, bool held, struct err *e)
{
	struct exception_listed exception;
	int rc;

	outfile_open(&r->out, r->part, path, held);
	outfile_row(&r->out, "building_code", "account_number", "account_name", "code", "severity",
	    "state", "detail", "total", "decision", "reason", "fingerprint", NULL);
	rc = exception_list_begin(r->db, r->run, held, e);
	while (rc == 0 && (rc = exception_list_next(r->db, held, &exception, e)) == 1) {
		add_exception(r, &exception);
		rc = outfile_flush(&r->out, e);
	}
	if (rc != 0)
		outfile_abandon(&r->out);
	return (rc);
}

/* Write one line of the proof: a name, a figure, and words for it. */
static void
proof_line(struct buf *text, const char *name, const char *figure, const char *what)
{
	buf_printf(text, "%-28s %16s  %s\n", name, figure, what);
}

/*
 * Write how many accounts and reads of the run each outcome has, from table run_count. Adds to
 * *accounts and *reads.
 */
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
	struct proof_outcome outcome;
	char figure[32];
	size_t i;
	int rc;

	if (proof_outcomes_begin(r->db, r->run, e) != 0)
		return (-1);
	while ((rc = proof_outcomes_next(r->db, &outcome, e)) == 1) {
		for (i = 0; i + 1 < LENGTH(WORDS) && strcmp(WORDS[i].outcome, outcome.outcome) != 0;
		    i++)
			;
		*accounts += outcome.accounts;
		*reads += outcome.reads;
		(void)snprintf(figure, sizeof(figure), "%lld / %lld", (long long)outcome.accounts,
		    (long long)outcome.reads);
		proof_line(text, "accounts / reads", figure, WORDS[i].what);
	}
	return (rc);
}

/* Write the figures that must tie. Returns whether they do. */
static int
proof_sums(struct reporting *r, struct buf *text, int64_t accounts, int64_t reads, struct err *e)
{
	const int places = r->places;
	struct proof_transactions sums;
	char figure[32];

	if (proof_transactions(r->db, r->run, &sums, e) != 0)
		return (-1);
	bool counted = accounts == sums.accounts && reads == sums.reads;
	bool adds_up = sums.lines_minor + sums.taxes_minor == sums.totals_minor;
	(void)snprintf(figure, sizeof(figure), "%lld / %lld", (long long)sums.accounts,
	    (long long)sums.reads);
	proof_line(text, "accounts / reads in", figure,
	    counted ? "= the sum of the above" : "DIFFERS from the sum of the above");
	buf_add_char(text, '\n');
	proof_line(text, "sum of lines", MONEY(sums.lines_minor), "");
	proof_line(text, "sum of tax", MONEY(sums.taxes_minor), "");
	proof_line(text, "sum of transactions", MONEY(sums.totals_minor),
	    adds_up ? "= lines + tax" : "DIFFERS from lines + tax");
	if (!counted || !adds_up)
		return (err_reject(e, "the run does not balance:\n%s", buf_text(text)));
	return (0);
}

/* Write proof.txt of a transaction run. */
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

	if (gather_exceptions(&r, "exceptions.csv", false, e) != 0 ||
	    outfile_close(&r.out, NULL, e) != 0)
		return (-1);
	return (write_proof(&r, e));
}

int
reports_held(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, char hash[static HASH_HEX_SIZE], struct err *e)
{
	struct reporting r = {
		.db = db, .run = run, .part = part, .places = settings->rules.minor_places
	};

	hash[0] = '\0';
	if (gather_exceptions(&r, "held.csv", true, e) != 0)
		return (-1);
	if (r.rows > 0)
		return (outfile_close(&r.out, hash, e));
	outfile_abandon(&r.out);
	return (0);
}
