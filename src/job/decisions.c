#include "base/clock.h"
#include "run/email_decision.h"
#include "run/exception_decision.h"
#include "run/posted.h"
#include "job/supplement.h"
#include "job/work.h"

/* The words of an answer for the things that a type decides about, and for the decision. */
static const struct {
	enum request_type type;
	const char *noun;
	const char *verb;
} WORDS[] = {
	{ REQUEST_APPROVE, "exception", "approved" },
	{ REQUEST_HOLD, "exception", "held" },
	{ REQUEST_EMAIL, "email", "decided" },
	{ REQUEST_POSTED, "invoice", "marked as posted" },
};

/* Make the decisions, in the database transaction that is open. */
static int
apply_decisions(struct work *work, struct decision_tally *tally, struct err *e)
{
	char now[CLOCK_STAMP_SIZE];
	struct decision_order order = { .agent = &work->agent,
		.claim_id = work->job.claim_id,
		.four_eyes = work->settings->four_eyes,
		.minor_places = work->settings->rules.minor_places };

	clock_stamp(clock_now_ns(), now);
	order.at = now;
	if (work->decisions.count > 0)
		return (work->decisions.kind == DECISION_LIST_EXCEPTIONS
			? exception_decision_list(work->db, &order, &work->decisions, tally, e)
			: email_decision_list(work->db, &order, &work->decisions, tally, e));
	if (work->request.type == REQUEST_EMAIL)
		return (email_decision_request(work->db, &order, &work->request, tally, e));
	if (work->request.type == REQUEST_POSTED)
		return (posted_mark(work->db, &order, &work->request, tally, e));
	return (exception_decision_request(work->db, &order, &work->request, tally, e));
}

/* Write the status line. run: that of the supplement, NULL if there is none. */
static const char *
describe_decisions(struct work *work, const struct decision_tally *tally, const char *run)
{
	struct arena *arena = &work->arena;
	const char *noun, *line;
	size_t i = 0;

	while (i + 1 < LENGTH(WORDS) && WORDS[i].type != work->request.type)
		i++;
	noun = tally->letters == 0             ? WORDS[i].noun
	    : tally->letters == tally->changed ? "letter"
					       : "document";
	line = arena_printf(arena, "Finished, %s %s", work_count(work, tally->changed, noun),
	    work->decisions.count > 0 ? "decided" : WORDS[i].verb);
	if (tally->same > 0)
		line =
		    arena_printf(arena, "%s (%lld were so already)", line, (long long)tally->same);
	if (tally->passed > 0)
		line = arena_printf(arena,
		    "%s; %lld of statements or reminders were not meant (write of = statements, "
		    "reminders or all)",
		    line, (long long)tally->passed);
	return (run == NULL
		? line
		: arena_printf(arena, "%s; they go by post: invoices/%s/POSTAL", line, run));
}

int
work_decisions(struct work *work, struct err *e)
{
	struct decision_tally tally = { 0 };
	struct work_outcome outcome = { 0 };
	const char *run = NULL;

	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    apply_decisions(work, &tally, e) != 0)
		return (-1);
	if (work->request.post && tally.changed > 0 && supplement_make(work, &run, e) != 0)
		return (-1);
	outcome.run = run;
	outcome.status = describe_decisions(work, &tally, run);
	outcome.note = arena_printf(&work->arena, "%s\n", outcome.status);
	return (work_commit(work, &outcome, e));
}
