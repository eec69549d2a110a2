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
 * work: the job that is being done: the claimed input, the facts that are known so far, and the
 * outcome. The files of this room pass it to each other.
 */

struct work {
	const struct spool *spool;
	struct database *db;
	const char *db_path;
	const struct settings *settings;
	const struct claim *claim;
	struct progress progress;
	int64_t began_ns; /* when input_do began */

	/* filled in during the work; everything lives in arena */
	struct arena arena;
	struct agent agent;
	struct job job;
	struct request request;
	struct decision_list decisions;
	struct building_set buildings;
	struct account_set accounts; /* the accounts that a run names, if any */
	struct buf bytes; /* bytes of the input */
	struct buf text;  /* the same bytes converted to UTF-8 */
};

/*
 * The sender of an input by its door: an agent's code, "operator" or "imports". This is the folder
 * of its status line, and the job's agent until more is known.
 */
const char *work_sender(enum arrival_kind kind, const char *door);

/* Fill in work->job from the claim alone, before the input is read. */
void work_begin_job(struct work *work);

/* Release what input_do has gathered. */
void work_release(struct work *work);

/* The outcome of a job: its status line, and the note beside its input. Strings in work->arena. */
struct work_outcome {
	const char *status; /* "Finished, 3 exceptions need a decision" */
	const char *note; /* the longer text for the .result.txt */
	const char *errors_name; /* name of error/<name>.errors.csv, or NULL */
	const char *run; /* id of the run, or NULL */
	bool refused; /* the input goes to error/, not to archive/ */
};

/*
 * The last act of a handler: job_commit and database_commit. From here on the outcome is a debt
 * that must be paid.
 */
int work_commit(struct work *work, const struct work_outcome *outcome, struct err *e) NODISCARD;

/*
 * A handler does one type of job: it opens and commits its own database transactions, the last with
 * work_commit.
 */
typedef int work_fn(struct work *work, struct err *e);
work_fn work_import;
work_fn work_bounce; /* a delivery report in imports/bounces/ */
/* The handlers of the types of requests; work_decisions also does decision lists. */
#define REQUEST_TYPE(id, handler, ...) work_fn work_##handler;
#include "request/types.def"
#undef REQUEST_TYPE

/* Words for a count and its noun, in arena: "12 accounts", "1 account". */
const char *work_count(struct work *work, int64_t count, const char *noun);

#endif
