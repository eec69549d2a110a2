#include <dirent.h>
#include <stdarg.h>
#include <unistd.h>

#include "config/app.h"
#include "config/owner.h"
#include "command/command.h"
#include "base/csv.h"
#include "base/log.h"
#include "base/arena.h"
#include "produce/look.h"
#include "report/model.h"
#include "report/papers.h"
#include "spool/claim.h"
#include "spool/publish.h"
#include "store/integrity.h"
#include "store/migration.h"
#include "store/spool_id.h"

#define FILE_BYTES ((size_t)256 << 20)

/* The findings so far. */
struct checking {
	struct app *app;
	int64_t wrong;
	int64_t files;
	struct buf notices;
};

/* Print a sentence about something that is wrong. */
static void PRINTF_LIKE(2, 3) say(struct checking *c, const char *format, ...)
{
	va_list args;

	c->wrong++;
	printf("WRONG: ");
	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* The callback of database_check. */
static void
say_database(void *context, const char *what)
{
	say(context,
	    "database: %s. Restore the last backup, or ask for help before anything else is done.",
	    what);
}

/* A question to the database that should have no rows; each row is printed in its sentence. */
static const struct question {
	enum integrity id;
	const char *sentence; /* with one %s for the row's text */
} QUESTIONS[] = {
	{ INTEGRITY_NUMBERS,
	    "invoice numbers: %s is missing from the series. No number may be lost." },
	{ INTEGRITY_LEDGER,
	    "ledger: invoice %s does not have exactly one entry of its own amount." },
	{ INTEGRITY_ORPHANS, "ledger: the entry for %s has no invoice behind it." },
	{ INTEGRITY_LINES, "invoice %s: its lines and taxes do not add up to its total." },
	{ INTEGRITY_OVERLAPS, "account %s is billed twice for some days." },
	{ INTEGRITY_BILLED_TO, "account %s: billed_to is not the last day on its invoices." },
	{ INTEGRITY_QUEUES, "%s stands in no delivery queue, or in two." },
	{ INTEGRITY_DRAFTS, "run %s left a draft. Start the watcher: it sweeps drafts." },
	{ INTEGRITY_SCOPE, "building %s is in scope though no run is under way." },
	{ INTEGRITY_CLAIMED,
	    "input %s was begun and not finished. Start the watcher: it finishes it." },
};

static int
check_rows(struct checking *c, struct err *e)
{
	struct database *db = c->app->db;
	size_t i;
	int rc;

	if (database_check(db, say_database, c, e) != 0)
		return (-1);
	for (i = 0; i < LENGTH(QUESTIONS); i++) {
		const enum integrity id = QUESTIONS[i].id;
		const char *text;
		char *sentence;

		if (integrity_begin(db, id, e) != 0)
			return (-1);
		while ((rc = integrity_next(db, id, &text, e)) == 1) {
			struct arena arena = ARENA_EMPTY;
			const char *mark = strstr(QUESTIONS[i].sentence, "%s");

			sentence =
			    arena_printf(&arena, "%.*s%s%s", (int)(mark - QUESTIONS[i].sentence),
				QUESTIONS[i].sentence, text, mark + 2);
			say(c, "%s", sentence);
			arena_release(&arena);
		}
		if (rc < 0)
			return (-1);
	}
	return (0);
}

/*
 * Note buildings whose bills ask for money without an account to pay it to: that is not wrong, but
 * nobody wants it.
 */
static int
note_unpayable(struct checking *c, struct err *e)
{
	const enum integrity id = INTEGRITY_UNPAYABLE;
	const char *building;
	int rc = integrity_begin(c->app->db, id, e);

	while (rc == 0 && (rc = integrity_next(c->app->db, id, &building, e)) == 1) {
		buf_printf(&c->notices,
		    "NOTICE: building %s has neither a bank_account nor a biller_code: its bills "
		    "do not say where to pay. Load its row again, with one of them.\n",
		    building);
		rc = 0;
	}
	return (rc);
}

/* Note the id of the spool; the file that has it too may be missing. */
static int
note_spool(struct checking *c, struct err *e)
{
	char id[SPOOL_ID_SIZE];

	struct err other = { 0 };

	if (spool_id_read(c->app->db, id, e) != 0)
		return (-1);
	if (owner_check_id(c->app, &other) < 0)
		say(c, "%s", other.text);
	if (faccessat(c->app->spool.fds[FOLDER_ROOT], OWNER_ID_FILE, F_OK, 0) != 0)
		buf_printf(&c->notices,
		    "NOTICE: " OWNER_ID_FILE
		    " is missing. Start the watcher: it writes it again.\n");
	buf_printf(&c->notices, "Spool %s, database version %d.\n", id, migration_newest());
	return (0);
}

/* How to mend a file that has changed: PDFs can be made again from the database, lists cannot. */
static const char *
remedy(const char *path)
{
	size_t length = strlen(path);

	return (length > 4 && strcmp(path + length - 4, ".pdf") == 0
		? "Make it again with: billspool render"
		: "Take it from a backup, or from whoever has a copy");
}

/* Compare one published file with the hash that was taken when it was made. */
static void
check_file(struct checking *c, const char *path, const char *sha256)
{
	struct buf bytes = BUF_EMPTY;
	char hash[HASH_HEX_SIZE];
	struct err e = { 0 };

	c->files++;
	if (publish_read(&c->app->spool, FOLDER_INVOICES, path, FILE_BYTES, &bytes, &e) != 0) {
		say(c, "invoices/%s cannot be read (%s). %s.", path, e.text, remedy(path));
	} else {
		hash_bytes(buf_text(&bytes), bytes.length, hash);
		if (strcmp(hash, sha256) != 0)
			say(c,
			    "invoices/%s is not the file that was issued (somebody changed it). "
			    "%s.",
			    path, remedy(path));
	}
	buf_release(&bytes);
}

/*
 * Compare the lists of a run (<name>.csv) with their hashes in its proof, which the database has.
 */
static void
check_lists(struct checking *c, const char *run, const char *proof)
{
	char path[96], name[64], hash[HASH_HEX_SIZE];
	const char *line, *end;

	for (line = proof; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		end = line + strcspn(line, ": \n");
		if (*end != ':' || end - line < 4 || strncmp(end - 4, ".csv", 4) != 0 ||
		    (size_t)(end - line) >= sizeof(name))
			continue;
		(void)snprintf(name, sizeof(name), "%.*s", (int)(end - line), line);
		if (!papers_list_hash(line, name, hash))
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", run, name);
		check_file(c, path, hash);
	}
}

/* The sum of an AR file, while it is read. */
struct ar_sum {
	int64_t gross, rows;
	size_t column; /* index of the column gross; SIZE_MAX: there is none */
	int places;
};

/* Add one row of it. */
static int
add_ar_row(void *context, const struct csv_row *row, struct err *e)
{
	struct ar_sum *sum = context;
	int64_t amount = 0;
	size_t i;

	(void)e;
	for (i = 0; row->number == 1 && i < row->count; i++)
		if (strcmp(row->fields[i], "gross") == 0)
			sum->column = i;
	if (row->number == 1)
		return (0);
	if (sum->column < row->count &&
	    decimal_parse_money(row->fields[sum->column], '.', sum->places, &amount))
		sum->gross += amount;
	sum->rows++;
	return (0);
}

/*
 * Compare an AR file that has a row for each invoice with the run's invoices; and its sum, if it
 * has a column gross.
 */
static void
check_ar_file(struct checking *c, const char *path, int64_t invoices, int64_t total)
{
	struct ar_sum sum = { .column = SIZE_MAX, .places = c->app->settings.rules.minor_places };
	struct csv_limits limits = { 0 };
	struct buf bytes = BUF_EMPTY;
	struct err e = { 0 };

	if (publish_read(&c->app->spool, FOLDER_INVOICES, path, FILE_BYTES, &bytes, &e) != 0 ||
	    csv_read(buf_text(&bytes), bytes.length, ',', &limits, add_ar_row, &sum, &e) != 0)
		say(c, "invoices/%s: %s", path, e.text);
	else if (sum.rows != invoices || (sum.column != SIZE_MAX && sum.gross != total))
		say(c,
		    "invoices/%s has %lld rows and %lld cents; the run's invoices are %lld and "
		    "%lld cents",
		    path, (long long)sum.rows, (long long)sum.gross, (long long)invoices,
		    (long long)total);
	buf_release(&bytes);
}

/* Compare the AR files of a run. */
static int
check_ar(struct checking *c, const char *run, int64_t invoices, int64_t total, struct err *e)
{
	const struct ar_format *const *formats;
	struct arena arena = ARENA_EMPTY;
	char path[128];
	size_t count, i;
	int rc = look_load_ar(c->app->db, run, &arena, &formats, &count, e);

	for (i = 0; rc == 0 && i < count; i++) {
		(void)snprintf(path, sizeof(path), "%s/%s.csv", run, formats[i]->name);
		if (formats[i]->rows == AR_INVOICE)
			check_ar_file(c, path, invoices, total);
	}
	arena_release(&arena);
	return (rc);
}

/* Compare a run's proof with its hash, and its previous hash with the proof before it. */
static void
check_proof(struct checking *c, const char *run, const char *hash, const char *previous,
    const char *expected)
{
	char path[96];

	(void)snprintf(path, sizeof(path), "%s/proof.txt", run);
	check_file(c, path, hash);
	if (strcmp(previous, expected) != 0)
		say(c,
		    "run %s: its proof does not carry the hash of the proof before it. The chain "
		    "is broken here.",
		    run);
}

/* Compare every file of one run; count invoices and copies. */
static int
check_run_files(struct checking *c, const char *run, int64_t count[2], int64_t *total,
    struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = c->app->db, .settings = &c->app->settings };
	struct model model, copy;
	char path[256];
	int rc = model_begin(&list, run, 1, 0, e);

	while (rc == 0 && (rc = model_next(&list, false, &arena, &model, e)) == 1) {
		(void)snprintf(path, sizeof(path), "%s/%s", run, model.file);
		check_file(c, path, model.sha256);
		count[0]++;
		if (model_copy(&model, &arena, &copy)) {
			(void)snprintf(path, sizeof(path), "%s/%s", run, copy.file);
			check_file(c, path, copy.sha256);
			count[1]++;
		}
		*total += model.document.total_minor;
		arena_reset(&arena);
		rc = 0;
	}
	arena_release(&arena);
	return (rc);
}

/* Find files in EMAIL and POSTAL that belong to no invoice of the run. */
static void
check_strangers(struct checking *c, const char *run, int64_t expected)
{
	static const char *const folders[] = { "EMAIL", "POSTAL" };
	const struct dirent *entry;
	int64_t found = 0;
	char path[4096];
	DIR *dir;
	size_t i;

	for (i = 0; i < LENGTH(folders); i++) {
		(void)snprintf(path, sizeof(path), "%s/invoices/%s/%s", c->app->spool.path, run,
		    folders[i]);
		dir = opendir(path);
		while (dir != NULL && (entry = readdir(dir)) != NULL)
			found += entry->d_type == DT_REG;
		if (dir != NULL)
			(void)closedir(dir);
	}
	if (found != expected)
		say(c,
		    "invoices/%s has %lld PDF files and %lld documents. Compare the folders with "
		    "manifest.csv.",
		    run, (long long)found, (long long)expected);
}

/* Check all issued runs, in the order of their proofs. */
static int
check_runs(struct checking *c, struct err *e)
{
	struct database *db = c->app->db;
	char expected[HASH_HEX_SIZE] = "";
	struct integrity_run run;
	int rc;

	if (integrity_runs_begin(db, e) != 0)
		return (-1);
	while ((rc = integrity_runs_next(db, &run, e)) == 1) {
		int64_t count[2] = { 0, 0 }, total = 0;

		if (check_run_files(c, run.id, count, &total, e) != 0)
			return (-1);
		if (!run.letters && check_ar(c, run.id, count[0], total, e) != 0)
			return (-1);
		check_lists(c, run.id, run.proof);
		check_strangers(c, run.id, count[0] + count[1]);
		check_proof(c, run.id, run.proof_hash, run.previous_hash, expected);
		(void)snprintf(expected, sizeof(expected), "%s", run.proof_hash);
	}
	return (rc);
}

/*
 * Check the documents that go by post instead of by email: they are the same files, in other runs.
 */
static int
check_supplements(struct checking *c, struct err *e)
{
	struct database *db = c->app->db;
	struct integrity_file file;
	int rc;

	if (integrity_supplements_begin(db, e) != 0)
		return (-1);
	while ((rc = integrity_supplements_next(db, &file, e)) == 1)
		check_file(c, file.path, file.sha256);
	return (rc);
}

/* Check the spool's own folders. Only while no watcher works, which is when the lock is free. */
static int
check_spool(struct checking *c, struct err *e)
{
	static const enum spool_folder folders[] = { FOLDER_REPORTS, FOLDER_PREVIEWS,
		FOLDER_INVOICES };
	const struct dirent *entry;
	char path[4096];
	int lock = -1, rc = claim_lock(&c->app->spool, &lock, e);
	DIR *dir;
	size_t i;

	if (rc != 1) {
		printf("A watcher is at work: what it has in hand is not looked at.\n");
		return (rc);
	}
	for (i = 0; i < LENGTH(folders); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", c->app->spool.path,
		    spool_folder_name(folders[i]));
		dir = opendir(path);
		while (dir != NULL && (entry = readdir(dir)) != NULL)
			if (entry->d_name[0] == '.' && strstr(entry->d_name, ".part") != NULL)
				say(c, "%s/%s was left half-made. Start the watcher: it sweeps it.",
				    spool_folder_name(folders[i]), entry->d_name);
		if (dir != NULL)
			(void)closedir(dir);
	}
	if (faccessat(c->app->spool.fds[FOLDER_WORK], "current.req", F_OK, 0) == 0)
		say(c,
		    "work/current.req is there: a request was begun and not finished. Start the "
		    "watcher: it finishes it.");
	(void)close(lock);
	return (0);
}

static int
check_run(const struct command_call *call)
{
	struct checking c = { 0 };
	struct app app;
	struct err e = { 0 };
	int rc;

	if (app_open(&app, call->spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	c.app = &app;
	rc = database_begin_read(app.db, &e);
	if (rc == 0)
		rc = check_rows(&c, &e);
	if (rc == 0)
		rc = check_runs(&c, &e);
	if (rc == 0)
		rc = check_supplements(&c, &e);
	if (rc == 0)
		rc = note_unpayable(&c, &e);
	if (rc == 0)
		rc = note_spool(&c, &e);
	database_rollback(app.db);
	if (rc == 0)
		rc = check_spool(&c, &e);
	app_close(&app);
	if (rc >= 0)
		fputs(buf_text(&c.notices), stdout);
	buf_release(&c.notices);
	if (rc < 0)
		return (app_fail(&e));
	if (c.wrong > 0)
		printf("%lld things are wrong.\n", (long long)c.wrong);
	else
		printf("Everything is as it should be: database, ledger, numbers, proofs, and %lld "
		       "published files.\n",
		    (long long)c.files);
	return (c.wrong > 0 ? EXIT_REFUSED : EXIT_DONE);
}

const struct command command_check = { .name = "check",
	.operands = "",
	.help = "is everything as it should be? Exit 0, or a list of what is wrong",
	.run = check_run };
