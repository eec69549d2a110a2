#include "command/audit.h"

#include "config/app.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "store/audit.h"

#define NS_PER_DAY (INT64_C(86400) * 1000000000)
#define FLUSH_BYTES 65536 /* written out when there is so much */

/* What the command line asks for. Days are those of UTC, as the times in the answer are. */
struct wanted {
	bool csv;
	int32_t from, to; /* DATE_NONE: no bound */
};

static const char USAGE[] = "usage: billspool [-s DIR] audit [--csv] [--from DAY] [--to DAY]\n"
			    "DAY is a date such as 2026-10-31 (UTC); both days are included.\n";

/* Understand the arguments; false if they are not ours. */
static bool
parse(int argc, char **argv, struct wanted *wanted)
{
	int i;

	*wanted = (struct wanted){ false, DATE_NONE, DATE_NONE };
	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--csv") == 0) {
			wanted->csv = true;
			continue;
		}
		if (i + 1 == argc ||
		    (strcmp(argv[i], "--from") != 0 && strcmp(argv[i], "--to") != 0))
			return (false);
		if (!date_parse(argv[i + 1], NULL,
			strcmp(argv[i], "--from") == 0 ? &wanted->from : &wanted->to))
			return (false);
		i++;
	}
	return (true);
}

/* One row as CSV. */
static void
add_csv(const struct audit_row *row, struct buf *out)
{
	const char *const texts[] = { row->agent, row->act, row->type, row->what, row->why,
		row->status_line, row->run, row->file, row->sha256 };
	char at[CLOCK_STAMP_SIZE];
	size_t i;

	clock_stamp(row->finished_ns, at);
	csv_add(out, at, true);
	for (i = 0; i < LENGTH(texts); i++)
		csv_add_safe(out, texts[i], false);
	clock_stamp(row->arrived_ns, at);
	csv_add(out, at, false);
	csv_add_safe(out, row->kept, false);
	csv_end(out);
}

/* The same for people: a line a job, and an indented one for each thing that it did. */
static void
add_line(const struct audit_row *row, struct buf *out)
{
	char at[CLOCK_STAMP_SIZE];

	if (row->what[0] != '\0') {
		buf_printf(out, "    %s %s%s%s\n", row->act, row->what,
		    row->why[0] != '\0' ? ": " : "", row->why);
		return;
	}
	clock_stamp(row->finished_ns, at);
	buf_printf(out, "%s %s %s%s%s, %s (sha256 %.16s): %s\n", at, row->agent, row->act,
	    row->type[0] != '\0' ? " " : "", row->type, row->file, row->sha256, row->status_line);
}

/* For app_look: write out all rows; they may be millions, so they are not gathered. */
static int
print(struct app *app, void *context, struct err *e)
{
	const struct wanted *wanted = context;
	struct database *db = app->db;
	static const char header[] =
	    "when,who,act,type,what,why,result,run,file,sha256,arrived,kept_as\r\n";
	int64_t from = wanted->from == DATE_NONE ? INT64_MIN : wanted->from * NS_PER_DAY;
	int64_t to = wanted->to == DATE_NONE ? INT64_MAX : (wanted->to + 1) * NS_PER_DAY;
	struct buf out = BUF_EMPTY;
	struct audit_row row;
	int rc;

	if (audit_begin(db, from, to, e) != 0)
		return (-1);
	if (wanted->csv)
		buf_add_string(&out, header);
	while ((rc = audit_next(db, &row, e)) == 1) {
		if (wanted->csv)
			add_csv(&row, &out);
		else
			add_line(&row, &out);
		if (out.length > FLUSH_BYTES) {
			(void)fwrite(out.data, 1, out.length, stdout);
			buf_reset(&out);
		}
	}
	(void)fwrite(buf_text(&out), 1, out.length, stdout);
	buf_release(&out);
	if (rc == 0 && (fflush(stdout) != 0 || ferror(stdout)))
		return (err_retry(e, 0, "the audit could not be written out in full"));
	return (rc);
}

int
audit_command(const char *spool, int argc, char **argv)
{
	struct wanted wanted;

	if (!parse(argc, argv, &wanted)) {
		fputs(USAGE, stderr);
		return (EXIT_USAGE);
	}
	return (app_look(spool, print, &wanted));
}
