#ifndef JOB_WORK_H
#define JOB_WORK_H

#include "base/arena.h"
#include "request/request.h"
#include "request/sheet.h"
#include "run/progress.h"
#include "config/settings.h"
#include "spool/claim.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/database.h"
#include "store/job.h"

/*
 * work: what is done with the input in the slot, from reading it to retiring it. The states and
 * their order are in manual/states.md; this is the only module that knows spool and database
 * together.
 */

struct work {
	const struct spool *spool;
	struct database *db;
	const char *db_path;
	const struct settings *settings;
	const struct claim *claim;
	struct progress progress;
	int64_t began_ns; /* set by work_do */

	/* filled in as the work goes on; everything lives in arena */
	struct arena arena;
	struct agent agent;
	struct job job;
	struct request request;
	struct sheet sheet;
	struct building_set buildings;
	struct account_set accounts; /* of these, where a run names some */
	struct buf bytes; /* the input */
	struct buf text;  /* the same as UTF-8 */
};

/*
 * Do all that the claimed input asks for, or what is left of it after a crash: when this returns 0
 * the job is COMMITTED, its results are published and the slot is empty. Returns -1 with ERR_RETRY
 * when the machine is in the way: nothing half-done is visible, the slot still holds the input, and
 * the same call may succeed later.
 */
int work_do(struct work *work, struct err *e) NODISCARD;

/*
 * Refuse the input for good, with this reason: the same ending as a rejected one. "Failed: " or
 * "Rejected: " is the caller's.
 */
int work_refuse(struct work *work, const char *reason, struct err *e) NODISCARD;

/*
 * Remove what a dead life left on the left side of its commit point: hidden parts, drafts. Call
 * with the slot's lock held.
 */
int work_sweep(struct work *work, struct err *e) NODISCARD;

/* Give back what work_do has gathered. */
void work_release(struct work *work);

/* ---- for the files of this room -------------------------------------------------------------- */

/* How a job ends: what its status line and the note beside its input say. Strings in work->arena.
 */
struct outcome {
	const char *status; /* "Finished, 3 exceptions need a decision" */
	const char *note; /* longer, for the .result.txt */
	const char *errors_name; /* of error/<name>.errors.csv, or NULL */
	const char *run; /* or NULL */
	bool refused; /* goes to error/, not to archive/ */
};

/*
 * The last act of a handler: job_commit and database_commit. What stood in the database transaction
 * is a debt from here on.
 */
int work_commit(struct work *work, const struct outcome *outcome, struct err *e) NODISCARD;

/*
 * A handler does one type of job: it opens and commits its own database transactions, the last with
 * work_commit.
 */
typedef int work_fn(struct work *work, struct err *e);
work_fn work_import;
work_fn work_bounce; /* a delivery report in imports/bounces/ */
work_fn work_transactions;
work_fn work_invoices; /* invoices, previews of them, daily and reverse */
work_fn work_decide; /* approve, hold, email, posted, and sheets */
work_fn work_letters; /* statements and reminders, and previews of them */
work_fn work_cancel;
work_fn work_schedule;

/*
 * The invoices and letters whose emails this job has set to DO_NOT_SEND, as a run of their own for
 * the mail room: invoices/<run>/POSTAL, the very files that were issued. Within the job's database
 * transaction; the part is on disk when it returns. *run: its id, in arena.
 */
int work_supplement(struct work *work, const char **run, struct err *e) NODISCARD;

/* "12 accounts", "1 account": a count and its noun, in arena. */
const char *work_count(struct work *work, int64_t count, const char *noun);

#endif
