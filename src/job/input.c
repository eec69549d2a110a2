#include "job/input.h"

#include "base/charset.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "request/parse.h"
#include "request/rights.h"
#include "run/invoice_draft.h"
#include "store/draft.h"
#include "job/debt.h"
#include "job/identity.h"
#include "job/result.h"

/*
 * The handlers, by the type of what is made: a preview has the handler of the type that it
 * previews.
 */
static work_fn *const HANDLERS[REQUEST_COUNT] = {
#define REQUEST_TYPE(id, handler, ...) [REQUEST_##id] = work_##handler,
#include "request/types.def"
#undef REQUEST_TYPE
};

/* ---- refusal --------------------------------------------------------------------------------- */

int
input_refuse(struct work *work, const char *reason, struct err *e)
{
	struct work_outcome outcome = { .refused = true, .status = reason };

	if (work->job.claim_id == NULL)
		work_begin_job(work);
	database_rollback(work->db);
	outcome.note = arena_printf(&work->arena,
	    "%s\n\nNothing was changed. Correct the file and drop it again.\n", reason);
	if (input_sweep(work, e) != 0 || database_begin(work->db, e) != 0)
		return (-1);
	if (job_open(work->db, &work->job, e) != 0 || work_commit(work, &outcome, e) != 0) {
		database_rollback(work->db);
		return (-1);
	}
	return (debt_pay(work, e));
}

/* For input_sweep: remove the drafts of all runs that were not issued. */
static int
clear_drafts(struct work *work, struct err *e)
{
	const char *run;
	int rc;

	while ((rc = draft_find_left(work->db, &work->arena, &run, e)) == 1) {
		if (database_begin(work->db, e) != 0)
			return (-1);
		if (invoice_draft_clear(work->db, run, e) != 0 ||
		    database_commit(work->db, e) != 0) {
			database_rollback(work->db);
			return (-1);
		}
	}
	return (rc);
}

int
input_sweep(struct work *work, struct err *e)
{
	if (result_sweep(work->spool, e) != 0)
		return (-1);
	return (clear_drafts(work, e));
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Does a name have this ending, in any case? */
static bool
ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return (length >= tail && text_equal_nocase(name + length - tail, ending));
}

/*
 * If the same request was dropped twice, while the first was queued or running, give the second the
 * answer of the first. 1 if so.
 */
static int
answer_as_first(struct work *work, struct err *e)
{
	struct job first;
	struct work_outcome outcome = { 0 };
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

/* Refuse an end_date in the future. */
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

/* Read the request, or the list with decisions. */
static int
read_asked(struct work *work, struct err *e)
{
	if (work->bytes.length == 0)
		return (err_reject(e,
		    "the file is empty; if you did not mean that, the copy broke off: copy it here "
		    "again"));
	if (charset_to_utf8(buf_text(&work->bytes), work->bytes.length,
		work->settings->intake.charset, &work->text, NULL, e) != 0)
		return (-1);
	if (!ends_with(work->job.name, ".csv"))
		return (request_parse(buf_text(&work->text), work->settings->date_format,
		    &work->arena, &work->request, e));
	if (decision_list_parse(buf_text(&work->text), work->text.length, &work->arena,
		&work->decisions, e) != 0)
		return (-1);
	work->request.type =
	    work->decisions.kind == DECISION_LIST_EXCEPTIONS ? REQUEST_APPROVE : REQUEST_EMAIL;
	return (0);
}

/* May the agent ask for this type, these buildings and these accounts? */
static int
check_asked(struct work *work, struct err *e)
{
	const struct request *request = &work->request;

	if (rights_check_type(work->db, &work->agent, request->type, e) != 0)
		return (-1);
	if ((request->buildings.count > 0 || request->buildings.all) &&
	    rights_buildings(work->db, &work->agent, &request->buildings, &work->arena,
		&work->buildings, e) != 0)
		return (-1);
	if (REQUEST_TYPES[request->type].is_run &&
	    rights_accounts(work->db, &work->agent, &request->accounts, &work->arena,
		&work->buildings, &work->accounts, e) != 0)
		return (-1);
	return (check_end_date(work, e));
}

/* Read the request, check the rights of the agent, do it. */
static int
do_request(struct work *work, struct err *e)
{
	int rc;

	if (read_asked(work, e) != 0)
		return (-1);
	work->job.type = REQUEST_TYPES[work->request.type].word;
	if (check_asked(work, e) != 0)
		return (-1);
	if ((rc = answer_as_first(work, e)) != 0)
		return (rc == 1 ? 0 : -1);
	log_event("started", "agent", work->job.agent, "request", work->job.name, "type",
	    work->job.type, "claim", work->job.claim_id, NULL);
	return (HANDLERS[request_made(&work->request)](work, e));
}

/* Do the job from the beginning. */
static int
do_input(struct work *work, struct err *e)
{
	if (input_sweep(work, e) != 0 ||
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
input_do(struct work *work, struct err *e)
{
	int rc;

	work->began_ns = clock_wall_ns();
	work_begin_job(work);
	rc = job_find(work->db, work->claim->id, &work->arena, &work->job, e);
	if (rc < 0)
		return (-1);
	if (rc == 1 && work->job.committed)
		return (debt_pay(work, e));

	work_begin_job(work);
	if (do_input(work, e) == 0)
		return (debt_pay(work, e));
	database_rollback(work->db);
	if (e->kind != ERR_REJECT)
		return (-1);
	return (input_refuse(work, arena_printf(&work->arena, "Rejected: %s", e->text), e));
}
