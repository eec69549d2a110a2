#include "job/debt.h"

#include "base/log.h"
#include "job/change.h"
#include "job/result.h"
#include "spool/status.h"
#include "standing/standing.h"

/* The callback of agent_each: make the agent's door and status folder. */
static int
add_door(void *context, const char *code, struct err *e)
{
	return (spool_add_agent(context, code, e));
}

int
debt_pay(struct work *work, struct err *e)
{
	const struct job *job = &work->job;
	const unsigned changes = change_of(job->type);
	const struct retirement to = { job->retire_folder, job->retire_name,
		job->refused ? ".error.txt" : ".result.txt", job->note,
		job->errors_name[0] != '\0' ? job->errors_name : NULL };
	const struct standing standing = { work->spool, work->db, work->settings };

	/* Publish the results of its run. */
	if (job->run_id[0] != '\0' && result_publish(work->spool, job->run_id, e) != 0)
		return (-1);
	if (strcmp(job->type, "import agents") == 0 &&
	    agent_each(work->db, add_door, (void *)(uintptr_t)work->spool, e) != 0)
		return (-1);
	if ((changes & JOB_CHANGES_AGENTS) != 0 && standing_forms(&standing, e) != 0)
		return (-1);
	if (!job->refused && (changes & JOB_CHANGES_QUEUES) != 0 &&
	    standing_balances(&standing, e) != 0)
		return (-1);
	if (!job->refused && (changes & JOB_CHANGES_READINGS) != 0 &&
	    standing_readings(&standing, e) != 0)
		return (-1);

	/* Write the answer, then retire the input itself. */
	if (status_finish(work->spool, work_sender(work->claim->kind, work->claim->door), job->name,
		job->status_line, e) != 0 ||
	    claim_retire(work->spool, work->claim, &to, e) != 0)
		return (-1);
	log_event(job->refused ? "refused" : "finished", "agent", job->agent, "request", job->name,
	    "type", job->type, "run", job->run_id, "claim", job->claim_id, NULL);
	return (0);
}
