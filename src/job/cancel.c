#include "spool/scan.h"
#include "spool/status.h"
#include "job/work.h"

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
		/* Write its answer first: after it is removed, a second try would not find it. */
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
	struct work_outcome outcome = { 0 };
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
