#include "store/job.h"

#include "base/die.h"
#include "store/statement.h"

RECORD(job, claim_id, folder, door, name, sha256, arrived_ns, agent, type, committed, refused,
    started_ns, finished_ns, status_line, note, retire_folder, retire_name, errors_name, run_id);

int
job_open(struct database *db, const struct job *job, struct err *e)
{
	return (statement_run(db, JOB_OPEN, job, e));
}

int
job_commit(struct database *db, const struct job *job, struct err *e)
{
	return (statement_run(db, JOB_COMMIT, job, e));
}

int
job_find(struct database *db, const char *claim_id, struct arena *arena, struct job *job,
    struct err *e)
{
	return (statement_find(db, JOB_FIND, &(struct by_claim){ claim_id }, arena, job, e));
}

bool
job_is_committed(struct database *db, const char *claim_id)
{
	struct err e = { 0 };
	int64_t found;
	int rc = statement_number(db, JOB_COMMITTED, &(struct by_claim){ claim_id }, &found, &e);

	if (rc < 0)
		die_machine(e.text);
	return (rc == 1);
}

int
job_same(struct database *db, const struct job *job, struct arena *arena, struct job *first,
    struct err *e)
{
	return (statement_find(db, JOB_SAME, job, arena, first, e));
}

/* The name of a file that a job leaves, and the folder of the spool that it is in. */
struct job_file {
	const char *folder, *name;
};
RECORD(job_file, folder, name);

int
job_name_taken(struct database *db, const char *folder, const char *name, struct err *e)
{
	const struct job_file file = { folder, name };
	int64_t found;

	return (statement_number(db, JOB_NAME_TAKEN, &file, &found, e));
}

struct job_kind {
	const char *type;
	bool by_account; /* only the jobs that had accounts */
};
RECORD(job_kind, type, by_account);
RECORD(job_speed, jobs, ms, accounts, products, squares);

int
job_find_speed(struct database *db, const char *type, bool by_account, struct job_speed *speed,
    struct err *e)
{
	const struct job_kind kind = { type, by_account };

	return (statement_find(db, JOB_SPEED, &kind, NULL, speed, e));
}
