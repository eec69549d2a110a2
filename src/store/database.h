#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * database: the door to SQLite: a connection and its transactions. Its statements are in
 * store/statement.h, for src/store alone; settings are those of manual/libraries.md, "SQLite":
 * rollback journal, synchronous=EXTRA.
 *
 * Errors: busy and full are ERR_RETRY, rolled back by the caller; an I/O error ends the process,
 * because recovery is the way out of it. A constraint that refuses is ERR_REJECT with the
 * constraint's own sentence: nothing has changed.
 */

struct database;

enum database_mode {
	DATABASE_CREATE, /* to write; made where it is missing: init alone */
	DATABASE_WRITE,  /* to write: the sender of mail */
	DATABASE_READ,   /* query_only: render workers, status, check */
	DATABASE_OWNER,  /* to write, and an older one, too: who has the slot's lock, or takes it
	                   next, upgrades it before anything else (store/migration.h) */
};

/*
 * Open the database. To write, all statements are prepared, so that a database that lacks something
 * is refused before any work. ERR_REJECT if the file is missing, empty, not billspool's, or older
 * or newer than this program, or may not be opened by us; ERR_RETRY if it is busy or the machine
 * had a fault. Durable: creating is one transaction.
 */
int database_open(const char *path, enum database_mode mode, struct database **db,
    struct err *e) NODISCARD;
void database_close(struct database *db);

/*
 * Try to prepare all statements, so that what the database lacks is found before any work.
 * database_open has done this already, except for an older database that had to be upgraded first.
 */
int database_prepare(struct database *db, struct err *e) NODISCARD;

/* Rows changed by the last statement, and the rowid of its last insert. */
int64_t database_changes(const struct database *db);
int64_t database_inserted(const struct database *db);

/*
 * BEGIN IMMEDIATE, COMMIT, ROLLBACK. Durable: what is committed survives power failure. Rollback is
 * legal at any time.
 */
int database_begin(struct database *db, struct err *e) NODISCARD;
int database_commit(struct database *db, struct err *e) NODISCARD;
void database_rollback(struct database *db);

/* A read transaction, so that several queries see one state. End it with database_rollback. */
int database_begin_read(struct database *db, struct err *e) NODISCARD;

/*
 * When another process has the database we wait for it, ten seconds at most; then it is ERR_RETRY.
 * While we wait, `waiting` is called every second. NULL to stop. The callback must not use the
 * database.
 */
void database_on_wait(struct database *db, void (*waiting)(void *context, int64_t waited_ms),
    void *context);

/* Run integrity_check and foreign_key_check: call `say` once for each thing that is wrong. */
int database_check(struct database *db, void (*say)(void *context, const char *what), void *context,
    struct err *e) NODISCARD;

#endif
