#include "run/decide.h"

#include "base/clock.h"
#include "spool/scan.h"
#include "spool/status.h"
#include "job/work.h"

/* What a decision did, in the words of its type. */
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

/* Make the decisions, in the open database transaction. */
static int
apply(struct work *work, struct decide_tally *tally, struct err *e)
{
	char now[CLOCK_STAMP_SIZE];
	struct decide_order order = { .agent = &work->agent,
		.claim_id = work->job.claim_id,
		.four_eyes = work->settings->four_eyes,
		.minor_places = work->settings->rules.minor_places };

	clock_stamp(clock_now_ns(), now);
	order.at = now;
	if (work->sheet.count > 0)
		return (decide_sheet(work->db, &order, &work->sheet, tally, e));
	if (work->request.type == REQUEST_EMAIL)
		return (decide_emails(work->db, &order, &work->request, tally, e));
	if (work->request.type == REQUEST_POSTED)
		return (decide_posted(work->db, &order, &work->request, tally, e));
	return (decide_exceptions(work->db, &order, &work->request, tally, e));
}

/* What the agent is told. run: of the supplement, NULL if there is none. */
static const char *
describe(struct work *work, const struct decide_tally *tally, const char *run)
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
	    work->sheet.count > 0 ? "decided" : WORDS[i].verb);
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
work_decide(struct work *work, struct err *e)
{
	struct decide_tally tally = { 0 };
	struct outcome outcome = { 0 };
	const char *run = NULL;

	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    apply(work, &tally, e) != 0)
		return (-1);
	if (work->request.post && tally.changed > 0 && work_supplement(work, &run, e) != 0)
		return (-1);
	outcome.run = run;
	outcome.status = describe(work, &tally, run);
	outcome.note = arena_printf(&work->arena, "%s\n", outcome.status);
	return (work_commit(work, &outcome, e));
}

/* Withdraw the requester's queued file `target`: 1 done, 0 it is not there, -1. */
static int
withdraw(struct work *work, const char *target, struct err *e)
{
	struct scan *scan = scan_new(work->spool, 0);
	const char *note = arena_printf(&work->arena, "Withdrawn by %s before it began (%s).\n",
	    work->agent.name, work->job.name);
	const char *line = arena_printf(&work->arena, "Rejected: withdrawn by %s before it began",
	    work->agent.name);
	const struct arrival *arrivals;
	size_t count, i;
	int rc = scan_run(scan, &arrivals, &count, e);

	for (i = 0; rc == 0 && i < count; i++) {
		if (strcmp(arrivals[i].folder, work->claim->folder) != 0 ||
		    strcmp(arrivals[i].name, target) != 0)
			continue;
		/* Its answer first: once it has gone, a second try would not find it. */
		rc = status_finish(work->spool, work->claim->door, target, line, e) == 0 &&
			claim_refuse(work->spool, &arrivals[i], note, e) == 0
		    ? 1
		    : -1;
	}
	scan_free(scan);
	return (rc);
}

int
work_cancel(struct work *work, struct err *e)
{
	const char *target = work->request.target;
	struct outcome outcome = { 0 };
	int rc = withdraw(work, target, e);

	if (rc < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e,
		    "%s is not in your queue: it has begun, is done, was withdrawn already, or has "
		    "another name; its answer is beside this one, in status/",
		    target));
	outcome.status = arena_printf(&work->arena, "Finished, %s is withdrawn", target);
	outcome.note = arena_printf(&work->arena, "%s\n", outcome.status);
	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0)
		return (-1);
	return (work_commit(work, &outcome, e));
}
