#include "command/command.h"
#include "config/app.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "store/audit.h"

#define NS_PER_DAY (INT64_C(86400) * 1000000000)
#define FLUSH_BYTES 65536 /* rows are written when they have so many bytes */

/* The options of the command. Days are days in UTC, as the times in the answer are. */
struct audit_wanted {
	bool csv;
	int32_t from, to; /* DATE_NONE: no bound */
};

static const struct audit_wanted DEFAULTS = { false, DATE_NONE, DATE_NONE };

static const struct command_option OPTIONS[] = {
	{ "csv", 0, NULL, "for spreadsheets", COMMAND_FLAG, offsetof(struct audit_wanted, csv), 0,
	    0, false },
	{ "from", 0, "DAY", "from this day on, such as 2026-10-31 (UTC)", COMMAND_DAY,
	    offsetof(struct audit_wanted, from), 0, 0, false },
	{ "to", 0, "DAY", "up to this day", COMMAND_DAY, offsetof(struct audit_wanted, to), 0, 0,
	    false },
};

/* Write one row as CSV. */
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

/* Write one row for people: a line for each job, and an indented one for each thing that it did. */
static void
add_audit_line(const struct audit_row *row, struct buf *out)
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

/* The callback of app_look: write all rows. There may be millions, so they are not gathered. */
static int
print_audit(struct app *app, void *context, struct err *e)
{
	const struct audit_wanted *wanted = context;
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
			add_audit_line(&row, &out);
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

static int
audit_run(const struct command_call *call)
{
	struct audit_wanted wanted = *(const struct audit_wanted *)call->wanted;

	return (app_look(call->spool, print_audit, &wanted));
}

const struct command command_audit = { .name = "audit",
	.operands = "",
	.help = "who asked for and decided what, when, by which file",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = audit_run };
