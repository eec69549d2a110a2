#ifndef STORE_DATABASE_INSIDE_H
#define STORE_DATABASE_INSIDE_H

#include <sqlite3.h>

#include "store/database.h"
#include "store/statement_names.h"

/*
 * database_inside: what those files of store share that call SQLite itself. Nobody else includes
 * it.
 */

#define DATABASE_APPLICATION_ID 0x62737031 /* "bsp1": our PRAGMA application_id */

/* Which members of its rows a prepared statement's parameters and columns are. */
struct statement_fit;

struct database {
	sqlite3 *handle;
	sqlite3_stmt *statements[SQL_COUNT];
	struct statement_fit *fits[SQL_COUNT]; /* NULL until it is prepared by store/statement.c */
	void (*waiting)(void *context, int64_t waited_ms);
	void *waiting_context;
	/*
	 * since when we wait for another process, and when `waiting` was last called; monotonic
	 * clock
	 */
	int64_t wait_ms;
	int64_t told_ms;
};

/*
 * Turn SQLite's result code `rc` into an error of ours; `doing` is the SQL, or a verb. Always -1.
 */
int database_fail(struct database *db, int rc, const char *doing, struct err *e);

/* Run SQL of our own without parameters and without rows: 0, or -1. */
int database_execute(struct database *db, const char *sql, struct err *e) NODISCARD;

/* Run a PRAGMA, or another question, whose answer is one whole number: 0, or -1. */
int database_ask(struct database *db, const char *sql, int *number, struct err *e) NODISCARD;

/* Finalize all prepared statements; each is prepared anew when it is used again. */
void database_forget_statements(struct database *db);

/* SQLite's busy handler: wait, and call db->waiting now and then. 1 to try again, 0 to give up. */
int database_on_busy(void *context, int asked);

#endif
