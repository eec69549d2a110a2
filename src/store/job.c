#include "store/job.h"

#include "base/die.h"

int
job_open(struct database *db, const struct job *job, struct err *e)
{
	return (database_run(db, SQL_JOB_OPEN, e, "sssssiss", job->claim_id, job->folder, job->door,
	    job->name, job->sha256, job->arrived_ns, job->agent, job->type));
}

int
job_commit(struct database *db, const struct job *job, struct err *e)
{
	return (database_run(db, SQL_JOB_COMMIT, e, "iisssssssi", (int64_t)job->refused,
	    job->finished_ns, job->status_line, job->note, job->retire_folder, job->retire_name,
	    job->errors_name[0] != '\0' ? job->errors_name : NULL,
	    job->run_id[0] != '\0' ? job->run_id : NULL, job->claim_id, job->started_ns));
}

/* Read the row that `id` stands on. */
static void
read_job(struct database *db, enum statement id, struct arena *arena, struct job *job)
{
	job->claim_id = arena_string(arena, database_text(db, id, 0));
	job->folder = arena_string(arena, database_text(db, id, 1));
	job->door = arena_string(arena, database_text(db, id, 2));
	job->name = arena_string(arena, database_text(db, id, 3));
	job->sha256 = arena_string(arena, database_text(db, id, 4));
	job->arrived_ns = database_int(db, id, 5);
	job->agent = arena_string(arena, database_text(db, id, 6));
	job->type = arena_string(arena, database_text(db, id, 7));
	job->committed = strcmp(database_text(db, id, 8), "COMMITTED") == 0;
	job->refused = database_int(db, id, 9) == 1;
	job->finished_ns = database_int(db, id, 10);
	job->status_line = arena_string(arena, database_text(db, id, 11));
	job->note = arena_string(arena, database_text(db, id, 12));
	job->retire_folder = arena_string(arena, database_text(db, id, 13));
	job->retire_name = arena_string(arena, database_text(db, id, 14));
	job->errors_name = arena_string(arena, database_text(db, id, 15));
	job->run_id = arena_string(arena, database_text(db, id, 16));
}

int
job_find(struct database *db, const char *claim_id, struct arena *arena, struct job *job,
    struct err *e)
{
	int rc;

	if (database_query(db, SQL_JOB_FIND, e, "s", claim_id) != 0 ||
	    (rc = database_step(db, SQL_JOB_FIND, e)) < 0)
		return (-1);
	if (rc == 1) {
		read_job(db, SQL_JOB_FIND, arena, job);
		database_done(db, SQL_JOB_FIND);
	}
	return (rc);
}

bool
job_is_committed(struct database *db, const char *claim_id)
{
	struct err e = { 0 };
	int64_t found;
	int rc = database_number(db, SQL_JOB_COMMITTED, &found, &e, "s", claim_id);

	if (rc < 0)
		die_machine(e.text);
	return (rc == 1);
}

int
job_same(struct database *db, const struct job *job, struct arena *arena, struct job *first,
    struct err *e)
{
	int rc;

	if (database_query(db, SQL_JOB_SAME, e, "sssi", job->sha256, job->agent, job->claim_id,
		job->arrived_ns) != 0 ||
	    (rc = database_step(db, SQL_JOB_SAME, e)) < 0)
		return (-1);
	if (rc == 1) {
		read_job(db, SQL_JOB_SAME, arena, first);
		database_done(db, SQL_JOB_SAME);
	}
	return (rc);
}

int
job_name_taken(struct database *db, const char *folder, const char *name, struct err *e)
{
	int64_t found;

	return (database_number(db, SQL_JOB_NAME_TAKEN, &found, e, "ss", folder, name));
}
