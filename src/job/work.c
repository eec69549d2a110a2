#include "job/work.h"

#include "base/clock.h"
#include "base/date.h"
#include "job/change.h"
#include "mail/hold.h"
#include "spool/free_name.h"
#include "store/mailing.h"

const char *
work_count(struct work *work, int64_t count, const char *noun)
{
	return (arena_printf(&work->arena, "%lld %s%s", (long long)count, noun,
	    count == 1 ? "" : "s"));
}

void
work_release(struct work *work)
{
	arena_release(&work->arena);
	buf_release(&work->bytes);
	buf_release(&work->text);
}

const char *
work_sender(enum arrival_kind kind, const char *door)
{
	if (kind == ARRIVAL_IMPORT)
		return ("imports");
	return (door[0] != '\0' ? door : "operator");
}

void
work_begin_job(struct work *work)
{
	const struct claim *claim = work->claim;

	work->job = (struct job){ .claim_id = claim->id,
		.folder = claim->folder,
		.door = claim->door,
		.name = claim->name,
		.sha256 = claim->sha256,
		.arrived_ns = claim->arrived_ns,
		.agent = work_sender(claim->kind, claim->door),
		.type = "",
		.started_ns = work->began_ns,
		.status_line = "",
		.note = "",
		.retire_folder = "",
		.retire_name = "",
		.errors_name = "",
		.run_id = "" };
}

/* The context of is_promised: the folder for which the database has reserved names. */
struct promises {
	struct database *db;
	const char *folder;
};

static int
is_promised(void *context, const char *name, struct err *e)
{
	const struct promises *promises = context;

	return (job_name_taken(promises->db, promises->folder, name, e));
}

/* Set *name, in the arena, to a name in folder that is free in both the spool and the database. */
static int
find_name(struct work *work, const char *folder, const char *wanted, const char **name,
    struct err *e)
{
	struct promises promises = { work->db, folder };
	char *found = free_name(work->spool, folder, wanted, is_promised, &promises, e);

	if (found == NULL)
		return (-1);
	*name = arena_string(&work->arena, found);
	free(found);
	return (0);
}

/* The folder for today's inputs: "archive/2026-11". */
static const char *
archive_folder(struct work *work)
{
	int year, month, day;

	date_to_ymd(clock_today(), &year, &month, &day);
	return (arena_printf(&work->arena, "archive/%04d-%02d", year, month));
}

/* Hold the emails that this job gives a reason to hold, in its transaction. */
static int
look_over_emails(struct work *work, const struct work_outcome *outcome, struct err *e)
{
	if (outcome->refused || (change_of(work->job.type) & JOB_CHANGES_QUEUES) == 0)
		return (0);
	if (mailing_hold_changed(work->db, e) != 0)
		return (-1);
	return (outcome->run != NULL ? hold_new(work->spool, work->db, work->settings, outcome->run,
					   work->job.claim_id, e)
				     : 0);
}

int
work_commit(struct work *work, const struct work_outcome *outcome, struct err *e)
{
	struct job *job = &work->job;

	job->refused = outcome->refused;
	job->finished_ns = clock_wall_ns();
	job->status_line = outcome->status;
	job->note = outcome->note;
	/*
	 * Repeat the request's note in the answer: in the note of a scheduled run the scheduler
	 * writes that it is late.
	 */
	if (work->request.note != NULL && work->request.note[0] != '\0')
		job->note =
		    arena_printf(&work->arena, "%s\nNote: %s\n", outcome->note, work->request.note);
	job->retire_folder = outcome->refused ? "error" : archive_folder(work);
	job->errors_name = "";
	if (find_name(work, job->retire_folder, job->name, &job->retire_name, e) != 0 ||
	    (outcome->errors_name != NULL &&
		find_name(work, "error", outcome->errors_name, &job->errors_name, e) != 0))
		return (-1);
	job->run_id = outcome->run != NULL ? outcome->run : "";
	if (look_over_emails(work, outcome, e) != 0 || job_commit(work->db, job, e) != 0 ||
	    database_commit(work->db, e) != 0)
		return (-1);
	job->committed = true;
	return (0);
}
