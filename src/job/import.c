#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "intake/intake.h"
#include "job/work.h"

/* "customers.csv" -> "customers.errors.csv"; a corrected "customers.errors.csv" keeps its name. */
static const char *
errors_name(struct work *work)
{
	static const char ending[] = ".errors";
	size_t length = strlen(work->job.name);

	if (length > 4 && text_equal_nocase(work->job.name + length - 4, ".csv"))
		length -= 4;
	if (length > strlen(ending) &&
	    strncmp(work->job.name + length - strlen(ending), ending, strlen(ending)) == 0)
		length -= strlen(ending);
	return (arena_printf(&work->arena, "%.*s.errors.csv", (int)length, work->job.name));
}

/* Write the answer. */
static void
describe_import(struct work *work, const struct intake_result *result, struct work_outcome *outcome)
{
	struct buf note = BUF_EMPTY;

	outcome->status = arena_printf(&work->arena, "Finished, %s loaded%s%s%s",
	    work_count(work, result->loaded, "row"),
	    result->same > 0
		? arena_printf(&work->arena, ", %lld known already", (long long)result->same)
		: "",
	    result->refused > 0 ? arena_printf(&work->arena, ", %lld refused: see error/",
				      (long long)result->refused)
				: "",
	    result->refused > 0 ? outcome->errors_name : "");
	buf_printf(&note, "%s: %lld rows loaded, %lld known already, %lld refused\n",
	    work->job.type, (long long)result->loaded, (long long)result->same,
	    (long long)result->refused);
	if (result->refused > 0)
		buf_printf(&note,
		    "\nThe refused rows are in error/%s, each with what is wrong. Correct them "
		    "there and drop that file into the same folder.\n",
		    outcome->errors_name);
	if (result->notices.length > 0)
		buf_printf(&note, "\n%s", buf_text(&result->notices));
	outcome->note = arena_string(&work->arena, buf_text(&note));
	buf_release(&note);
}

/* Load the file in a database transaction that is open, and commit. */
static int
load_import(struct work *work, struct intake_result *result, struct err *e)
{
	struct intake_settings settings = work->settings->intake;
	const struct intake_input input = { work->claim->door, work->job.name, work->job.sha256,
		work->job.claim_id, buf_text(&work->bytes), work->bytes.length };
	struct work_outcome outcome = { 0 };

	settings.today = clock_today();
	settings.time_zone = work->settings->time_zone;
	if (job_open(work->db, &work->job, e) != 0 ||
	    intake_load(work->db, &settings, &input, result, e) != 0)
		return (-1);
	if (result->refused > 0)
		outcome.errors_name = errors_name(work);
	if (settings.whole_file && result->refused > 0) {
		/* For accept = file: undo the whole load, and give the bad rows back. */
		database_rollback(work->db);
		result->loaded = 0;
		outcome.refused = true;
		if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0)
			return (-1);
	}
	describe_import(work, result, &outcome);

	/* Write the file of bad rows before the commit; until the commit it is garbage. */
	if (result->refused > 0 && claim_write_errors(work->spool, &result->errors, e) != 0)
		return (-1);
	return (work_commit(work, &outcome, e));
}

/* Is the file a saved email, by its name? */
static bool
is_eml(const char *name)
{
	size_t length = strlen(name);

	return (length > 4 && text_equal_nocase(name + length - 4, ".eml"));
}

int
work_import(struct work *work, struct err *e)
{
	struct intake_result result = { 0 };
	bool report = strcmp(work->claim->door, "bounces") == 0, eml = is_eml(work->job.name);
	int rc;

	/* The door of bounces takes emails, the others take CSV. */
	if (report != eml)
		return (err_reject(e, "%s",
		    report ? "only delivery reports are taken here, as emails that were saved with "
			     "the ending .eml"
			   : "an email belongs into imports/bounces/; only files that end in .csv "
			     "are taken here"));
	if (report)
		return (work_bounce(work, e));
	rc = database_begin(work->db, e);

	if (rc == 0)
		rc = load_import(work, &result, e);
	intake_result_release(&result);
	return (rc);
}
