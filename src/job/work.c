#include "job/work.h"

#include "base/charset.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/hold.h"
#include "request/rights.h"
#include "run/draft.h"
#include "spool/free_name.h"
#include "spool/publish.h"
#include "spool/status.h"
#include "job/identity.h"
#include "standing/standing.h"

/* Folders in which a run's results appear. */
static const enum spool_folder RESULTS[] = { FOLDER_REPORTS, FOLDER_PREVIEWS, FOLDER_INVOICES };

/* By what is made: a preview is done by whoever does the real thing. */
static work_fn *const HANDLERS[REQUEST_COUNT] = {
	[REQUEST_TRANSACTIONS] = work_transactions,
	[REQUEST_INVOICES] = work_invoices,
	[REQUEST_DAILY] = work_invoices,
	[REQUEST_REVERSE] = work_invoices,
	[REQUEST_APPROVE] = work_decide,
	[REQUEST_HOLD] = work_decide,
	[REQUEST_EMAIL] = work_decide,
	[REQUEST_POSTED] = work_decide,
	[REQUEST_CANCEL] = work_cancel,
	[REQUEST_SCHEDULE] = work_schedule,
	[REQUEST_STATEMENTS] = work_letters,
	[REQUEST_REMINDERS] = work_letters,
};

const char *
work_count(struct work *work, int64_t count, const char *noun)
{
	return (arena_printf(&work->arena, "%lld %s%s", (long long)count, noun,
	    count == 1 ? "" : "s"));
}

void
work_release(struct work *work)
{
	arena_release(&work->arena);
	buf_release(&work->bytes);
	buf_release(&work->text);
}

/* What the database calls this input, before anything is known of it. */
static void
begin_job(struct work *work)
{
	const struct claim *claim = work->claim;
	const char *agent = claim->kind == ARRIVAL_IMPORT ? "imports"
	    : claim->door[0] != '\0'                      ? claim->door
							  : "operator";

	work->job = (struct job){ .claim_id = claim->id,
		.folder = claim->folder,
		.door = claim->door,
		.name = claim->name,
		.sha256 = claim->sha256,
		.arrived_ns = claim->arrived_ns,
		.agent = agent,
		.type = "",
		.started_ns = work->began_ns,
		.status_line = "",
		.note = "",
		.retire_folder = "",
		.retire_name = "",
		.errors_name = "",
		.run_id = "" };
}

/* ---- the end of a job ------------------------------------------------------------------------ */

/* For free_name: the folder in which the database promises names. */
struct promises {
	struct database *db;
	const char *folder;
};

static int
is_promised(void *context, const char *name, struct err *e)
{
	const struct promises *promises = context;

	return (job_name_taken(promises->db, promises->folder, name, e));
}

/* Set *name, in the arena, to one in folder that nobody has. */
static int
find_name(struct work *work, const char *folder, const char *wanted, const char **name,
    struct err *e)
{
	struct promises promises = { work->db, folder };
	char *found = free_name(work->spool, folder, wanted, is_promised, &promises, e);

	if (found == NULL)
		return (-1);
	*name = arena_string(&work->arena, found);
	free(found);
	return (0);
}

/* "archive/2026-11" of today. */
static const char *
archive_folder(struct work *work)
{
	int year, month, day;

	date_to_ymd(clock_today(), &year, &month, &day);
	return (arena_printf(&work->arena, "archive/%04d-%02d", year, month));
}

/* Does this type of job change balances, addresses or the email queue? */
static bool
changes_queues(const char *type)
{
	static const char *const others[] = { "", "transactions", "preview", "approve", "hold",
		"cancel", "posted", "schedule" };
	size_t i;

	for (i = 0; i < LENGTH(others); i++)
		if (strcmp(type, others[i]) == 0)
			return (false);
	return (true);
}

/* Does it change which readings somebody has to look at? */
static bool
changes_readings(const char *type)
{
	static const char *const types[] = { "transactions", "daily", "invoices", "approve",
		"hold" };
	size_t i;

	for (i = 0; i < LENGTH(types); i++)
		if (strcmp(type, types[i]) == 0)
			return (true);
	return (false);
}

/* What the email queue makes of this job, in its transaction. */
static int
look_over_emails(struct work *work, const struct outcome *outcome, struct err *e)
{
	if (outcome->refused || !changes_queues(work->job.type))
		return (0);
	if (hold_changed(work->db, e) != 0)
		return (-1);
	return (outcome->run != NULL ? hold_new(work->spool, work->db, work->settings, outcome->run,
					   work->job.claim_id, e)
				     : 0);
}

int
work_commit(struct work *work, const struct outcome *outcome, struct err *e)
{
	struct job *job = &work->job;

	job->refused = outcome->refused;
	job->finished_ns = clock_wall_ns();
	job->status_line = outcome->status;
	job->note = outcome->note;
	/*
	 * What the sender noted comes back with the answer: by it a scheduled run says that it was
	 * late.
	 */
	if (work->request.note != NULL && work->request.note[0] != '\0')
		job->note =
		    arena_printf(&work->arena, "%s\nNote: %s\n", outcome->note, work->request.note);
	job->retire_folder = outcome->refused ? "error" : archive_folder(work);
	job->errors_name = "";
	if (find_name(work, job->retire_folder, job->name, &job->retire_name, e) != 0 ||
	    (outcome->errors_name != NULL &&
		find_name(work, "error", outcome->errors_name, &job->errors_name, e) != 0))
		return (-1);
	job->run_id = outcome->run != NULL ? outcome->run : "";
	if (look_over_emails(work, outcome, e) != 0 || job_commit(work->db, job, e) != 0 ||
	    database_commit(work->db, e) != 0)
		return (-1);
	job->committed = true;
	return (0);
}

/* The door whose status folder tells about this input. */
static const char *
status_door(const struct work *work)
{
	if (work->claim->kind == ARRIVAL_IMPORT)
		return ("imports");
	return (work->claim->door[0] != '\0' ? work->claim->door : "operator");
}

/* For agent_each: an agent has a door and a status folder. */
static int
add_door(void *context, const char *code, struct err *e)
{
	return (spool_add_agent(context, code, e));
}

/* Does this type of job change who may ask for which buildings? */
static bool
changes_agents(const char *type)
{
	static const char *const types[] = { "import agents", "import deputies",
		"import buildings" };
	size_t i;

	for (i = 0; i < LENGTH(types); i++)
		if (strcmp(type, types[i]) == 0)
			return (true);
	return (false);
}

/* Pay the debts of a COMMITTED job. Each step is a no-op when done already. */
static int
pay(struct work *work, struct err *e)
{
	const struct job *job = &work->job;
	const struct retirement to = { job->retire_folder, job->retire_name,
		job->refused ? ".error.txt" : ".result.txt", job->note,
		job->errors_name[0] != '\0' ? job->errors_name : NULL };
	const struct standing standing = { work->spool, work->db, work->settings };
	size_t i;

	/*
	 * Results: whatever this run has made and not yet shown, or shown and not yet cleared of
	 * its mark.
	 */
	for (i = 0; i < LENGTH(RESULTS) && job->run_id[0] != '\0'; i++)
		if ((publish_part_exists(work->spool, RESULTS[i], job->run_id) ||
			publish_exists(work->spool, RESULTS[i], job->run_id)) &&
		    publish_commit(work->spool, RESULTS[i], job->run_id, true, e) != 0)
			return (-1);
	if (strcmp(job->type, "import agents") == 0 &&
	    agent_each(work->db, add_door, (void *)(uintptr_t)work->spool, e) != 0)
		return (-1);
	if (changes_agents(job->type) && standing_forms(&standing, e) != 0)
		return (-1);
	if (!job->refused && changes_queues(job->type) && standing_balances(&standing, e) != 0)
		return (-1);
	if (!job->refused && changes_readings(job->type) && standing_readings(&standing, e) != 0)
		return (-1);

	/* The answer, then the input itself. */
	if (status_finish(work->spool, status_door(work), job->name, job->status_line, e) != 0 ||
	    claim_retire(work->spool, work->claim, &to, e) != 0)
		return (-1);
	log_event(job->refused ? "refused" : "finished", "agent", job->agent, "request", job->name,
	    "type", job->type, "run", job->run_id, "claim", job->claim_id, NULL);
	return (0);
}

/* ---- refusal --------------------------------------------------------------------------------- */

int
work_refuse(struct work *work, const char *reason, struct err *e)
{
	struct outcome outcome = { .refused = true, .status = reason };

	if (work->job.claim_id == NULL)
		begin_job(work);
	database_rollback(work->db);
	outcome.note = arena_printf(&work->arena,
	    "%s\n\nNothing was changed. Correct the file and drop it again.\n", reason);
	if (work_sweep(work, e) != 0 || database_begin(work->db, e) != 0)
		return (-1);
	if (job_open(work->db, &work->job, e) != 0 || work_commit(work, &outcome, e) != 0) {
		database_rollback(work->db);
		return (-1);
	}
	return (pay(work, e));
}

/* For work_sweep: forget the drafts of all runs that were not issued. */
static int
clear_drafts(struct work *work, struct err *e)
{
	char run[RUN_ID_SIZE];
	int rc;

	for (;;) {
		if (database_query(work->db, SQL_DRAFT_LEFT, e, "") != 0 ||
		    (rc = database_step(work->db, SQL_DRAFT_LEFT, e)) < 0)
			return (-1);
		if (rc == 0)
			return (0);
		(void)snprintf(run, sizeof(run), "%s", database_text(work->db, SQL_DRAFT_LEFT, 0));
		database_done(work->db, SQL_DRAFT_LEFT);
		if (database_begin(work->db, e) != 0)
			return (-1);
		if (draft_clear(work->db, run, e) != 0 || database_commit(work->db, e) != 0) {
			database_rollback(work->db);
			return (-1);
		}
	}
}

int
work_sweep(struct work *work, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(RESULTS); i++)
		if (publish_sweep(work->spool, RESULTS[i], NULL, e) != 0)
			return (-1);
	return (clear_drafts(work, e));
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Has a name this ending, in any case? */
static bool
ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return (length >= tail && text_equal_nocase(name + length - tail, ending));
}

/* The same request again, while the first was queued or running: answer it as that one. 1 if so. */
static int
answer_as_first(struct work *work, struct err *e)
{
	struct job first;
	struct outcome outcome = { 0 };
	int rc = job_same(work->db, &work->job, &work->arena, &first, e);

	if (rc != 1)
		return (rc);
	outcome.status = arena_printf(&work->arena, "%s (as %s, which is the same request)",
	    first.status_line, first.name);
	outcome.note = arena_printf(&work->arena,
	    "This is the same request as %s, which was waiting or running when this one arrived. "
	    "It was done once; this is its answer:\n\n%s",
	    first.name, first.note);
	if (database_begin(work->db, e) != 0)
		return (-1);
	if (job_open(work->db, &work->job, e) != 0 || work_commit(work, &outcome, e) != 0) {
		database_rollback(work->db);
		return (-1);
	}
	return (1);
}

/* Nobody can bill a day that has not come. */
static int
check_end_date(const struct work *work, struct err *e)
{
	char end[DATE_ISO_SIZE], today[DATE_ISO_SIZE];

	if (work->request.end_date == DATE_NONE || work->request.end_date <= clock_today())
		return (0);
	return (err_reject(e,
	    "end_date %s lies in the future; the last day that can be billed is today, %s",
	    date_format(work->request.end_date, end), date_format(clock_today(), today)));
}

/* A request or a sheet: parse it, check who asks, do it. */
static int
do_request(struct work *work, struct err *e)
{
	bool is_sheet = ends_with(work->job.name, ".csv");
	int rc;

	if (work->bytes.length == 0)
		return (err_reject(e,
		    "the file is empty; if you did not mean that, the copy broke off: copy it here "
		    "again"));
	if (charset_to_utf8(buf_text(&work->bytes), work->bytes.length,
		work->settings->intake.charset, &work->text, NULL, e) != 0)
		return (-1);
	if (is_sheet) {
		if (sheet_parse(buf_text(&work->text), work->text.length, &work->arena,
			&work->sheet, e) != 0)
			return (-1);
		work->request.type =
		    work->sheet.kind == SHEET_EXCEPTIONS ? REQUEST_APPROVE : REQUEST_EMAIL;
	} else if (request_parse(buf_text(&work->text), work->settings->date_format, &work->arena,
		       &work->request, e) != 0) {
		return (-1);
	}
	work->job.type = request_type_name(work->request.type);
	if (rights_check_type(work->db, &work->agent, work->request.type, e) != 0)
		return (-1);
	if ((work->request.buildings.count > 0 || work->request.buildings.all) &&
	    rights_buildings(work->db, &work->agent, &work->request.buildings, &work->arena,
		&work->buildings, e) != 0)
		return (-1);
	if (request_is_run(work->request.type) &&
	    rights_accounts(work->db, &work->agent, &work->request.accounts, &work->arena,
		&work->buildings, &work->accounts, e) != 0)
		return (-1);
	if (check_end_date(work, e) != 0)
		return (-1);
	if ((rc = answer_as_first(work, e)) != 0)
		return (rc == 1 ? 0 : -1);
	log_event("started", "agent", work->job.agent, "request", work->job.name, "type",
	    work->job.type, "claim", work->job.claim_id, NULL);
	return (HANDLERS[request_made(&work->request)](work, e));
}

/* Do the job from its beginning. */
static int
do_input(struct work *work, struct err *e)
{
	if (work_sweep(work, e) != 0 ||
	    claim_read(work->spool, work->claim, &work->bytes, e) != 0 ||
	    identity_find(work, e) != 0)
		return (-1);
	if (work->claim->kind == ARRIVAL_IMPORT) {
		work->job.type = arena_printf(&work->arena, "import %s", work->claim->door);
		log_event("started", "agent", work->job.agent, "request", work->job.name, "type",
		    work->job.type, "claim", work->job.claim_id, NULL);
		return (work_import(work, e));
	}
	return (do_request(work, e));
}

int
work_do(struct work *work, struct err *e)
{
	int rc;

	work->began_ns = clock_wall_ns();
	begin_job(work);
	rc = job_find(work->db, work->claim->id, &work->arena, &work->job, e);
	if (rc < 0)
		return (-1);
	if (rc == 1 && work->job.committed)
		return (pay(work, e));

	begin_job(work);
	if (do_input(work, e) == 0)
		return (pay(work, e));
	database_rollback(work->db);
	if (e->kind != ERR_REJECT)
		return (-1);
	return (work_refuse(work, arena_printf(&work->arena, "Rejected: %s", e->text), e));
}
