#include "config/owner.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "spool/claim.h"
#include "spool/private_file.h"
#include "spool/publish.h"
#include "store/migration.h"
#include "store/spool_id.h"

#define ID_FILE_BYTES ((size_t)4096)
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

int
owner_check_id(const struct app *app, struct err *e)
{
	char id[SPOOL_ID_SIZE];
	struct buf file = BUF_EMPTY;
	int rc = publish_find(&app->spool, FOLDER_ROOT, OWNER_ID_FILE, ID_FILE_BYTES, &file, e);

	if (rc == 1 && spool_id_read(app->db, id, e) != 0)
		rc = -1;
	if (rc == 1 && strncmp(buf_text(&file), id, strlen(id)) != 0)
		rc = err_reject(e,
		    "the database %s belongs to another spool: its id is %s, and " OWNER_ID_FILE
		    " of this one has %.*s. Put this spool's own database there, or its last "
		    "backup",
		    app->db_path, id, (int)strcspn(buf_text(&file), "\r\n"), buf_text(&file));
	buf_release(&file);
	return (rc);
}

/* Write spool.id, or compare it if it is there. */
static int
keep_id(struct app *app, struct err *e)
{
	char id[SPOOL_ID_SIZE], line[SPOOL_ID_SIZE + 1];
	int length, rc = owner_check_id(app, e);

	if (rc != 0)
		return (rc < 0 ? -1 : 0);
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

/* The same for a spool that was just made, if nobody has the lock: who has it, does it. */
static int
complete(struct app *app, struct err *e)
{
	int lock, rc = claim_lock(&app->spool, &lock, e);

	if (rc != 1)
		return (rc);
	rc = owner_begin(app, NULL, e);
	(void)close(lock);
	return (rc);
}

/* Is there anything in the folder but hidden files? */
static bool
has_entries(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	bool any = false;

	if (folder == NULL)
		return (false);
	while (!any && (entry = readdir(folder)) != NULL)
		any = entry->d_name[0] != '.';
	(void)closedir(folder);
	return (any);
}

/* Has the spool had a database? Then none is made in its place. */
static bool
is_used(const char *dir)
{
	struct buf path = BUF_EMPTY;
	bool used;

	buf_printf(&path, "%s/" OWNER_ID_FILE, dir);
	used = access(buf_text(&path), F_OK) == 0;
	buf_reset(&path);
	buf_printf(&path, "%s/invoices", dir);
	used = used || has_entries(buf_text(&path));
	buf_release(&path);
	return (used);
}

int
owner_open_new(struct app *app, const char *dir, struct err *e)
{
	if (app_open(app, dir, is_used(dir) ? DATABASE_WRITE : DATABASE_CREATE, e) != 0)
		return (-1);
	if (complete(app, e) == 0)
		return (0);
	app_close(app);
	return (-1);
}
