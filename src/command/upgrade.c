#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "command/command.h"
#include "config/owner.h"
#include "spool/claim.h"
#include "store/migration.h"

/* Print what an upgrade would do. */
static int
describe(const struct app *app, struct err *e)
{
	struct migration_plan plan;
	struct buf copy = BUF_EMPTY;
	struct statvfs room = { 0 };
	struct stat st = { 0 };

	if (migration_find(app->db, &plan, e) != 0)
		return (-1);
	if (plan.steps == 0) {
		printf("%s has version %d, as this program: there is nothing to upgrade.\n",
		    app->db_path, plan.to);
		return (0);
	}
	printf("%s %s version %d. An upgrade brings it to version %d: %d %s to do", app->db_path,
	    plan.interrupted ? "was being upgraded from" : "has", plan.from, plan.to, plan.steps,
	    plan.steps == 1 ? "migration is" : "migrations are");
	if (!plan.interrupted) {
		migration_copy_path(&plan, app->db_path, &copy);
		(void)stat(app->db_path, &st);
		(void)statvfs(app->db_path, &room);
		printf(", after a copy, %s (%lld KiB; %lld KiB are free)", buf_text(&copy),
		    (long long)st.st_size / 1024,
		    (long long)room.f_bavail * (long long)room.f_frsize / 1024);
		buf_release(&copy);
	}
	printf(".\n");
	return (0);
}

/* Upgrade, with the lock of the slot. */
static int
upgrade(struct app *app, struct err *e)
{
	struct buf told = BUF_EMPTY;
	int lock, rc = claim_lock(&app->spool, &lock, e);

	if (rc == 0)
		return (err_retry(e, 0, "a watcher is at work on this spool: stop it first"));
	if (rc < 0)
		return (-1);
	rc = owner_begin(app, &told, e);
	(void)close(lock);
	if (rc == 0 && told.length > 0)
		printf("%s\n", buf_text(&told));
	buf_release(&told);
	return (rc == 0 ? describe(app, e) : -1);
}

/* The words of the command line. */
struct upgrade_wanted {
	bool check;
};

static const struct command_option OPTIONS[] = {
	{ "check", 0, NULL, "do nothing; print what would be done", COMMAND_FLAG,
	    offsetof(struct upgrade_wanted, check), 0, 0, false },
};

static int
upgrade_run(const struct command_call *call)
{
	const struct upgrade_wanted *wanted = call->wanted;
	struct app app;
	struct err e = { 0 };
	int rc;

	if (app_open(&app, call->spool, DATABASE_OWNER, &e) != 0)
		return (app_fail(&e));
	rc = wanted->check ? describe(&app, &e) : upgrade(&app, &e);
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

const struct command command_upgrade = { .name = "upgrade",
	.operands = "",
	.help = "bring the database to this program's version, after a copy of it",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct upgrade_wanted),
	.run = upgrade_run };
