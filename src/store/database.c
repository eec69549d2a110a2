#include "store/database.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/postal.h"
#include "rating/code.h"
#include "store/database_inside.h"
#include "store/migration.h"
#include "store/statement.h"

#define BUSY_TIMEOUT_MS 10000
#define BUSY_TELL_MS 1000
#define PROGRESS_STEPS 100000

/*
 * Small memory that SQLite takes without malloc: large enough for what a trigger on a wide table
 * needs for each row.
 */
#define LOOKASIDE_BYTES 4096
#define LOOKASIDE_SLOTS 64

static const char *const SQL_TEXT[SQL_COUNT] = {
#define SQL(name, text) [SQL_##name] = text,
#define ASK(name, takes, gives, text) [SQL_##name] = #name,
#include "store/statements.def"
#undef ASK
#undef SQL
};

static const char SCHEMA[] =
#include "schema.inc"
    ;

/*
 * What every connection sets, in this order. mmap is off: an I/O error must be an answer, not a
 * signal.
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

/* The invoices that a run cannot draw, until their exceptions are made: this connection's alone. */
#define UNDRAWABLE \
	"CREATE TEMP TABLE undrawable (invoice_id INTEGER PRIMARY KEY, why TEXT NOT NULL)"

/*
 * Page cache in KiB. What does not fit is spilled, so that memory does not grow with the run;
 * render workers have one each.
 */
#define WRITER_CACHE "PRAGMA cache_size = -16384"
#define READER_CACHE "PRAGMA cache_size = -4096"

int
database_fail(struct database *db, int rc, const char *doing, struct err *e)
{
	const char *message = sqlite3_errmsg(db->handle);

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return (err_retry(e, 0, "the database is busy (%s)", message));
	case SQLITE_FULL:
		return (err_retry(e, 0, "the disk of the database is full (%s)", message));
	case SQLITE_CONSTRAINT:
		return (err_reject(e, "the database refused it, and nothing was changed: %s",
		    message));
	case SQLITE_NOTADB:
		return (err_reject(e, "this file is no database, and none of billspool's"));
	case SQLITE_NOMEM:
		log_die_machine("out of memory in SQLite");
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		log_event("database-error", "doing", doing, "message", message, NULL);
		log_die_machine("the database cannot be read or written; restart recovers");
	default:
		return (err_reject(e, "the database cannot %s: %s (SQLite %d)", doing, message,
		    rc));
	}
}

int
database_execute(struct database *db, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return (rc == SQLITE_OK ? 0 : database_fail(db, rc, sql, e));
}

int
database_ask(struct database *db, const char *sql, int *number, struct err *e)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		*number = sqlite3_column_int(stmt, 0);
	if (rc != SQLITE_ROW)
		(void)database_fail(db, rc, sql, e);
	(void)sqlite3_finalize(stmt);
	return (rc == SQLITE_ROW ? 0 : -1);
}

/* SQLite asks here, again and again, while another process has the database: 1 to try again. */
static int
on_busy(void *context, int asked)
{
	static const useconds_t pauses_ms[] = { 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100 };
	struct database *db = context;
	int64_t now = clock_monotonic_ms();

	if (asked == 0)
		db->wait_ms = db->told_ms = now;
	if (now - db->wait_ms >= BUSY_TIMEOUT_MS)
		return (0);
	if (db->waiting != NULL && now - db->told_ms >= BUSY_TELL_MS) {
		db->told_ms = now;
		db->waiting(db->waiting_context, now - db->wait_ms);
	}
	(void)usleep(pauses_ms[(size_t)asked < LENGTH(pauses_ms) ? (size_t)asked
								 : LENGTH(pauses_ms) - 1] *
	    1000);
	return (1);
}

/* Make the tables of a database that has none. What has some is left alone. */
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

/* The prepared statement, made on first use. */
static int
prepared(struct database *db, enum statement id, sqlite3_stmt **stmt, struct err *e)
{
	int rc;

	if (db->statements[id] == NULL) {
		rc = sqlite3_prepare_v3(db->handle, SQL_TEXT[id], -1, SQLITE_PREPARE_PERSISTENT,
		    &db->statements[id], NULL);
		if (rc != SQLITE_OK)
			return (database_fail(db, rc, SQL_TEXT[id], e));
	}
	*stmt = db->statements[id];
	if (sqlite3_stmt_busy(*stmt))
		log_die("a statement is used while it is in use");
	return (0);
}

int
database_prepare(struct database *db, struct err *e)
{
	return (statement_prepare_all(db, e));
}

/*
 * Is this database one that we can work with? The slot's owner may open an older one, to upgrade
 * it.
 */
static int
fit(struct database *db, enum database_mode mode, struct err *e)
{
	struct migration_plan plan;

	if (mode != DATABASE_READ &&
	    (make_schema(db, e) != 0 || database_execute(db, UNDRAWABLE, e) != 0))
		return (-1);
	if (migration_find(db, &plan, e) != 0)
		return (-1);
	if (plan.steps > 0)
		return (mode == DATABASE_OWNER ? 0 : migration_refuse(&plan, e));
	return (mode == DATABASE_READ ? 0 : database_prepare(db, e));
}

/*
 * The file cannot be opened, or not for writing: what a person has to mend is refused, anything
 * else may pass.
 */
static void
fail_open(struct database *db, const char *path, struct err *e)
{
	int number = sqlite3_system_errno(db->handle);

	if (number == 0 && access(path, W_OK) != 0)
		number = errno;
	if (number == EACCES || number == EROFS || number == ENOTDIR || number == EISDIR)
		(void)err_reject(e, "the database %s cannot be opened: %s", path, strerror(number));
	else
		(void)err_retry(e, number, "the database %s cannot be opened now", path);
}

/* For statements: postal_lines(town, state, postcode, country, home), as postal_add writes them. */
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

/* For statements: postal_abroad(country, home), the country's key where it is not the sender's. */
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
	int flags = mode == DATABASE_READ ? SQLITE_OPEN_READONLY
					  : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	struct database *db = memory_new(1, sizeof(*db));
	size_t i;

	/*
	 * Statistics of memory cost a lock for each allocation. Refused once a connection is open,
	 * which is as good.
	 */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

	*result = NULL;

	/*
	 * What SQLite cannot open for writing it tries to open for reading: that would be no
	 * connection for a watcher.
	 */
	if (sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    (mode != DATABASE_READ && sqlite3_db_readonly(db->handle, "main") != 0)) {
		fail_open(db, path, e);
		database_close(db);
		return (-1);
	}
	(void)sqlite3_extended_result_codes(db->handle, 1);
	(void)sqlite3_busy_handler(db->handle, on_busy, db);
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

void
database_close(struct database *db)
{
	size_t i;

	if (db == NULL)
		return;
	for (i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_finalize(db->statements[i]);
	for (i = 0; i < SQL_COUNT; i++)
		free(db->fits[i]);
	(void)sqlite3_close(db->handle);
	free(db);
}

void
database_on_wait(struct database *db, void (*waiting)(void *context, int64_t waited_ms),
    void *context)
{
	db->waiting = waiting;
	db->waiting_context = context;
}

/* Bind the values that types describes. */
static int
bind(struct database *db, sqlite3_stmt *stmt, const char *types, va_list values, struct err *e)
{
	int rc = SQLITE_OK;
	const void *bytes;
	int64_t id;
	int32_t day;
	int i;

	for (i = 0; types[i] != '\0' && rc == SQLITE_OK; i++) {
		switch (types[i]) {
		case 'i':
			rc = sqlite3_bind_int64(stmt, i + 1, va_arg(values, int64_t));
			break;
		case 'o':
			id = va_arg(values, int64_t);
			rc = id == 0 ? sqlite3_bind_null(stmt, i + 1)
				     : sqlite3_bind_int64(stmt, i + 1, id);
			break;
		case 'b':
			bytes = va_arg(values, const void *);
			rc = sqlite3_bind_blob64(stmt, i + 1, bytes, va_arg(values, size_t),
			    SQLITE_STATIC);
			break;
		case 's':
			rc = sqlite3_bind_text(stmt, i + 1, va_arg(values, const char *), -1,
			    SQLITE_STATIC);
			break;
		case 'd':
			day = va_arg(values, int32_t);
			rc = day == DATE_NONE ? sqlite3_bind_null(stmt, i + 1)
					      : sqlite3_bind_int(stmt, i + 1, day);
			break;
		case 'n':
			rc = sqlite3_bind_null(stmt, i + 1);
			break;
		default:
			log_die("unknown type of a bound value");
		}
	}
	if (rc == SQLITE_OK && sqlite3_bind_parameter_count(stmt) != i)
		log_die("a statement has another number of values than it was given");
	return (rc == SQLITE_OK ? 0 : database_fail(db, rc, "bind a value", e));
}

/* Prepare, on first use, and bind. */
static int
start(struct database *db, enum statement id, struct err *e, const char *types, va_list values)
{
	sqlite3_stmt *stmt = NULL;

	return (prepared(db, id, &stmt, e) != 0 ? -1 : bind(db, stmt, types, values, e));
}

int
database_query(struct database *db, enum statement id, struct err *e, const char *types, ...)
{
	va_list values;
	int rc;

	va_start(values, types);
	rc = start(db, id, e, types, values);
	va_end(values);
	return (rc);
}

int
database_step(struct database *db, enum statement id, struct err *e)
{
	sqlite3_stmt *stmt = db->statements[id];
	int rc = sqlite3_step(stmt);

	if (rc == SQLITE_ROW)
		return (1);
	if (rc != SQLITE_DONE)
		(void)database_fail(db, rc, SQL_TEXT[id], e);
	(void)sqlite3_reset(stmt);
	return (rc == SQLITE_DONE ? 0 : -1);
}

void
database_done(struct database *db, enum statement id)
{
	(void)sqlite3_reset(db->statements[id]);
}

int
database_run(struct database *db, enum statement id, struct err *e, const char *types, ...)
{
	va_list values;
	int rc;

	va_start(values, types);
	rc = start(db, id, e, types, values);
	va_end(values);
	if (rc != 0)
		return (-1);
	rc = database_step(db, id, e);
	if (rc == 1) {
		database_done(db, id);
		log_die("a statement gave a row that nobody asked for");
	}
	return (rc);
}

int
database_number(struct database *db, enum statement id, int64_t *value, struct err *e,
    const char *types, ...)
{
	va_list values;
	int rc;

	va_start(values, types);
	rc = start(db, id, e, types, values);
	va_end(values);
	if (rc != 0)
		return (-1);
	rc = database_step(db, id, e);
	if (rc == 1) {
		if (database_null(db, id, 0))
			rc = 0;
		*value = database_int(db, id, 0);
		database_done(db, id);
	}
	return (rc);
}

int64_t
database_changes(const struct database *db)
{
	return (sqlite3_changes64(db->handle));
}

int64_t
database_inserted(const struct database *db)
{
	return (sqlite3_last_insert_rowid(db->handle));
}

int64_t
database_int(const struct database *db, enum statement id, int column)
{
	return (sqlite3_column_int64(db->statements[id], column));
}

int32_t
database_day(const struct database *db, enum statement id, int column)
{
	return (database_null(db, id, column) ? DATE_NONE
					      : sqlite3_column_int(db->statements[id], column));
}

const char *
database_text(const struct database *db, enum statement id, int column)
{
	const unsigned char *text = sqlite3_column_text(db->statements[id], column);

	return (text != NULL ? (const char *)text : "");
}

const char *
database_bytes(const struct database *db, enum statement id, int column, size_t *length)
{
	const char *bytes = sqlite3_column_blob(db->statements[id], column);

	*length = (size_t)sqlite3_column_bytes(db->statements[id], column);
	return (bytes != NULL ? bytes : "");
}

bool
database_null(const struct database *db, enum statement id, int column)
{
	return (sqlite3_column_type(db->statements[id], column) == SQLITE_NULL);
}

int
database_begin(struct database *db, struct err *e)
{
	return (database_execute(db, "BEGIN IMMEDIATE", e));
}

int
database_begin_read(struct database *db, struct err *e)
{
	return (database_execute(db, "BEGIN", e));
}

int
database_commit(struct database *db, struct err *e)
{
	return (database_execute(db, "COMMIT", e));
}

void
database_rollback(struct database *db)
{
	size_t i;

	/* A statement left in mid-query would hold the transaction open. */
	for (i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_reset(db->statements[i]);
	if (!sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* SQLite's progress handler: tell ours, and go on. */
static int
on_progress(void *context)
{
	struct database *db = context;

	db->tick(db->tick_context);
	return (0);
}

void
database_on_progress(struct database *db, void (*tick)(void *context), void *context)
{
	db->tick = tick;
	db->tick_context = context;
	sqlite3_progress_handler(db->handle, PROGRESS_STEPS, tick != NULL ? on_progress : NULL, db);
}

/* Run one check; every row but "ok" is something wrong. */
static int
check_rows(struct database *db, const char *sql, void (*say)(void *context, const char *what),
    void *context, struct err *e)
{
	sqlite3_stmt *stmt = NULL;
	const char *text;
	int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);

	while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
		text = (const char *)sqlite3_column_text(stmt, 0);
		if (text != NULL && strcmp(text, "ok") != 0)
			say(context, text);
	}
	rc = sqlite3_finalize(stmt);
	return (rc == SQLITE_OK ? 0 : database_fail(db, rc, sql, e));
}

int
database_check(struct database *db, void (*say)(void *context, const char *what), void *context,
    struct err *e)
{
	if (check_rows(db, "PRAGMA integrity_check", say, context, e) != 0)
		return (-1);
	return (check_rows(db,
	    "SELECT 'a row of table ' || \"table\" || ' refers to a missing row of ' || parent "
	    "FROM pragma_foreign_key_check",
	    say, context, e));
}
