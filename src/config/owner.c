#include "config/owner.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "spool/private_file.h"
#include "spool/publish.h"
#include "store/migration.h"
#include "store/spool_id.h"

#define FIRST_WITH_ID 2 /* version of the database (migrations/002.sql) */

/* Log that the database was upgraded, or append it to `told`. */
static void
tell(const struct migration_plan *plan, const struct buf *copy, struct buf *told)
{
	char from[16], to[16];

	(void)snprintf(from, sizeof(from), "%d", plan->from);
	(void)snprintf(to, sizeof(to), "%d", plan->to);
	if (told == NULL)
		log_event("database-upgraded", "from", from, "to", to, "copy",
		    copy->length > 0 ? buf_text(copy) : NULL, NULL);
	else
		buf_printf(told, "The database was upgraded from version %s to version %s.", from,
		    to);
	if (told != NULL && copy->length > 0)
		buf_printf(told, " %s is a copy of what it was before.", buf_text(copy));
}

/* Write spool.id, unless it is there. */
static int
keep_id(struct app *app, struct err *e)
{
	char id[SPOOL_ID_SIZE], line[SPOOL_ID_SIZE + 1];
	int length;

	if (faccessat(app->spool.fds[FOLDER_ROOT], OWNER_ID_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return (0);
	if (spool_id_read(app->db, id, e) != 0)
		return (-1);
	length = snprintf(line, sizeof(line), "%s\n", id);
	return (publish_file(&app->spool, FOLDER_ROOT, OWNER_ID_FILE, line, (size_t)length, e));
}

/*
 * A database of the first version has no id, and gets one: what spool.id has then is of another
 * database, of before somebody went back to a copy. It goes first, so that a crash leaves none.
 */
static int
forget_id(struct app *app, struct err *e)
{
	struct migration_plan plan;
	struct buf path = BUF_EMPTY;
	int rc = migration_find(app->db, &plan, e);

	if (rc != 0 || plan.steps == 0 || plan.from >= FIRST_WITH_ID || plan.interrupted)
		return (rc);
	buf_printf(&path, "%s/" OWNER_ID_FILE, app->spool.path);
	rc = publish_remove(&app->spool, FOLDER_ROOT, OWNER_ID_FILE, e);
	if (rc == 0)
		rc = private_file_settle(buf_text(&path), e);
	buf_release(&path);
	return (rc);
}

int
owner_begin(struct app *app, struct buf *told, struct err *e)
{
	struct migration_plan plan;
	struct buf copy = BUF_EMPTY;
	int rc = forget_id(app, e);

	if (rc == 0)
		rc = migration_run(app->db, app->db_path, &plan, &copy, e);
	if (rc == 0 && plan.steps > 0) {
		tell(&plan, &copy, told);
		rc = database_prepare(app->db, e);
	}
	buf_release(&copy);
	return (rc == 0 ? keep_id(app, e) : -1);
}
