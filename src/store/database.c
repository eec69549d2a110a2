#include "store/database.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/die.h"
#include "base/log.h"
#include "base/memory.h"
#include "store/database_inside.h"

#define BUSY_TIMEOUT_MS 10000
#define BUSY_TELL_MS 1000

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
		die_machine("out of memory in SQLite");
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		log_event("database-error", "doing", doing, "message", message, NULL);
		die_machine("the database cannot be read or written; restart recovers");
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

/* SQLite calls this again and again while another process has the database: 1 to try again. */
int
database_on_busy(void *context, int asked)
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

void
database_forget_statements(struct database *db)
{
	size_t i;

	for (i = 0; i < SQL_COUNT; i++) {
		(void)sqlite3_finalize(db->statements[i]);
		free(db->fits[i]);
		db->statements[i] = NULL;
		db->fits[i] = NULL;
	}
}

void
database_close(struct database *db)
{
	if (db == NULL)
		return;
	database_forget_statements(db);
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

	/* End each statement that is in mid-query: it would hold the transaction open. */
	for (i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_reset(db->statements[i]);
	if (!sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* Run one check; each row but "ok" names something that is wrong. */
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
