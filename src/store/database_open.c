#include "store/database_inside.h"

#include <errno.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/postal.h"
#include "store/migration.h"
#include "store/statement.h"

/*
 * database_open: opens a database for use. It refuses one that does not fit this program before any
 * work is done: by the version of its tables, and by preparing every statement.
 */

/*
 * Small memory that SQLite takes without malloc: large enough for what a trigger on a wide table
 * needs for each row.
 */
#define LOOKASIDE_BYTES 4096
#define LOOKASIDE_SLOTS 64

static const char SCHEMA[] =
#include "schema.inc"
    ;

/*
 * The settings of every connection, in this order. mmap is off, so that an I/O error is a result
 * code and not a signal.
 */
static const char *const SETTINGS[] = {
	"PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA", "PRAGMA foreign_keys = ON",
	"PRAGMA recursive_triggers = ON", /* so that REPLACE cannot delete past a trigger */
	"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
	"PRAGMA secure_delete = OFF", /* Debian's default is to overwrite what is deleted, which a
	                                 re-run pays for row by row */
	"PRAGMA mmap_size = 0",
	"PRAGMA temp_store = FILE", /* a sort or a statement that touches a whole run must not hold
	                               it in memory */
};

/*
 * The invoices that a run cannot draw, until they have their exceptions: a table of this connection
 * alone.
 */
#define UNDRAWABLE \
	"CREATE TEMP TABLE undrawable (invoice_id INTEGER PRIMARY KEY, why TEXT NOT NULL)"

/*
 * Page cache in KiB. What does not fit is spilled, so that memory does not grow with the run;
 * render workers have one each.
 */
#define WRITER_CACHE "PRAGMA cache_size = -16384"
#define READER_CACHE "PRAGMA cache_size = -4096"

/* Make the tables in a database that has none; leave alone one that has some. */
static int
make_schema(struct database *db, struct err *e)
{
	bool empty = false;
	int rc;

	if (database_execute(db, "BEGIN IMMEDIATE", e) != 0)
		return (-1);
	rc = migration_is_empty(db, &empty, e);
	if (rc == 0 && empty) {
		rc = database_execute(db, SCHEMA, e) == 0 && migration_sign(db, e) == 0 &&
			database_execute(db, "COMMIT", e) == 0
		    ? 0
		    : -1;
	}
	database_rollback(db);
	return (rc);
}

int
database_prepare(struct database *db, struct err *e)
{
	int rc = statement_prepare_all(db, e);

	/* Drop them again: one process uses few of them, and all together take 2 MB. */
	database_forget_statements(db);
	return (rc);
}

/*
 * Is this database one that we can work with? The slot's owner may open an older one, to upgrade
 * it.
 */
static int
fit(struct database *db, enum database_mode mode, struct err *e)
{
	struct migration_plan plan;

	if (mode == DATABASE_CREATE && make_schema(db, e) != 0)
		return (-1);
	if (mode != DATABASE_READ && database_execute(db, UNDRAWABLE, e) != 0)
		return (-1);
	if (migration_find(db, &plan, e) != 0)
		return (-1);
	if (plan.steps > 0)
		return (mode == DATABASE_OWNER ? 0 : migration_refuse(&plan, e));
	return (mode == DATABASE_READ ? 0 : database_prepare(db, e));
}

/*
 * Report that the file cannot be opened, or not for writing: ERR_REJECT if a person has to mend
 * that, ERR_RETRY if it may pass by itself.
 */
static void
fail_open(struct database *db, const char *path, enum database_mode mode, struct err *e)
{
	int number = sqlite3_system_errno(db->handle);

	if (number == 0 && access(path, W_OK) != 0)
		number = errno;
	/* A file that could not be made is not there, either: that may pass. */
	if (number == ENOENT && mode != DATABASE_CREATE)
		(void)err_reject(e,
		    "there is no database %s. If its disk is not mounted, mount it; if it is lost, "
		    "put "
		    "the last backup there. Only `billspool init` makes a new one, for a new spool",
		    path);
	else if (number == EACCES || number == EROFS || number == ENOTDIR || number == EISDIR)
		(void)err_reject(e, "the database %s cannot be opened: %s", path, strerror(number));
	else
		(void)err_retry(e, number, "the database %s cannot be opened now", path);
}

/*
 * An SQL function for our statements: postal_lines(town, state, postcode, country, home), as
 * postal_add writes them.
 */
static void
postal_lines(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *texts[5] = { "", "", "", "", "" };
	struct buf lines = BUF_EMPTY;
	int i;

	for (i = 0; i < count && i < 5; i++)
		if (sqlite3_value_type(values[i]) != SQLITE_NULL)
			texts[i] = (const char *)sqlite3_value_text(values[i]);
	postal_add(&lines, &(struct postal){ texts[0], texts[1], texts[2], texts[3], texts[4] });
	sqlite3_result_text(context, buf_text(&lines), -1, SQLITE_TRANSIENT);
	buf_release(&lines);
}

/*
 * An SQL function for our statements: postal_abroad(country, home), the country's key where it is
 * not the sender's.
 */
static void
postal_abroad(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *country = (const char *)sqlite3_value_text(values[0]),
		   *home = (const char *)sqlite3_value_text(values[1]);

	(void)count;
	sqlite3_result_text(context,
	    country == NULL || home == NULL ? "" : postal_country_key(country, home), -1,
	    SQLITE_TRANSIENT);
}

int
database_open(const char *path, enum database_mode mode, struct database **result, struct err *e)
{
	int flags = mode == DATABASE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	struct database *db = memory_new(1, sizeof(*db));
	size_t i;

	/*
	 * Turn SQLite's memory statistics off: they cost a lock for each allocation. SQLite refuses
	 * that once a connection is open, but then it has been done before.
	 */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

	*result = NULL;
	if (mode == DATABASE_CREATE)
		flags |= SQLITE_OPEN_CREATE;

	/*
	 * SQLite opens a file for reading that it cannot open for writing. A watcher has no use for
	 * such a connection.
	 */
	if (sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    (mode != DATABASE_READ && sqlite3_db_readonly(db->handle, "main") != 0)) {
		fail_open(db, path, mode, e);
		database_close(db);
		return (-1);
	}
	(void)sqlite3_extended_result_codes(db->handle, 1);
	(void)sqlite3_busy_handler(db->handle, database_on_busy, db);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, LOOKASIDE_BYTES,
	    LOOKASIDE_SLOTS);

	(void)sqlite3_create_function(db->handle, "postal_lines", 5,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, postal_lines, NULL, NULL);
	(void)sqlite3_create_function(db->handle, "postal_abroad", 2,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, postal_abroad, NULL, NULL);

	for (i = 0; i < LENGTH(SETTINGS); i++)
		if (database_execute(db, SETTINGS[i], e) != 0)
			goto out;
	if (database_execute(db, mode == DATABASE_READ ? READER_CACHE : WRITER_CACHE, e) != 0)
		goto out;
	if (fit(db, mode, e) != 0)
		goto out;
	if (mode == DATABASE_READ && database_execute(db, "PRAGMA query_only = ON", e) != 0)
		goto out;
	*result = db;
	return (0);
out:
	database_close(db);
	return (err_context(e, "%s", path));
}
