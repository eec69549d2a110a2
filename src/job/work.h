#ifndef JOB_WORK_H
#define JOB_WORK_H

#include "base/arena.h"
#include "request/request.h"
#include "request/decision_list.h"
#include "run/progress.h"
#include "config/settings.h"
#include "spool/claim.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/database.h"
#include "store/job.h"

/*
 * work: the job in hand, as the files of this room pass it to each other: the claimed input, what
 * is known of it so far, and how it ends.
 */

struct work {
	const struct spool *spool;
	struct database *db;
	const char *db_path;
	const struct settings *settings;
	const struct claim *claim;
	struct progress progress;
	int64_t began_ns; /* set by input_do */

	/* filled in as the work goes on; everything lives in arena */
	struct arena arena;
	struct agent agent;
	struct job job;
	struct request request;
	struct decision_list decisions;
	struct building_set buildings;
	struct account_set accounts; /* of these, where a run names some */
	struct buf bytes; /* the input */
	struct buf text;  /* the same as UTF-8 */
};

/*
 * Whose an input is, by where it lay: an agent's code, "operator" or "imports". That is the folder
 * of its status line, and the job's agent until more is known.
 */
const char *work_sender(enum arrival_kind kind, const char *door);

/* Fill in work->job by the claim alone, before anything else is known of the input. */
void work_begin_job(struct work *work);

/* Give back what input_do has gathered. */
void work_release(struct work *work);

/* How a job ends: its status line, and the note beside its input. Strings in work->arena. */
struct work_outcome {
	const char *status; /* "Finished, 3 exceptions need a decision" */
	const char *note; /* longer, for the .result.txt */
	const char *errors_name; /* of error/<name>.errors.csv, or NULL */
	const char *run; /* or NULL */
	bool refused; /* goes to error/, not to archive/ */
};

/*
 * The last act of a handler: job_commit and database_commit. All that the database transaction
 * promises is a debt from here on.
 */
int work_commit(struct work *work, const struct work_outcome *outcome, struct err *e) NODISCARD;

/*
 * A handler does one type of job: it opens and commits its own database transactions, the last with
 * work_commit.
 */
typedef int work_fn(struct work *work, struct err *e);
work_fn work_import;
work_fn work_bounce; /* a delivery report in imports/bounces/ */
/* Those of the types of requests; decisions also does decision lists. */
#define REQUEST_TYPE(id, handler, ...) work_fn work_##handler;
#include "request/types.def"
#undef REQUEST_TYPE

/* "12 accounts", "1 account": a count and its noun, in arena. */
const char *work_count(struct work *work, int64_t count, const char *noun);

#endif
