#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * database: the door to SQLite. A connection, its prepared statements, and how
 * to run them.
 *
 * All SQL stands in the .def tables of src/store, named by an enum, prepared when first used and
 * kept; values are bound, never formatted in. A statement is in use from database_query until
 * database_step has returned 0 or -1, or database_done; it cannot be used twice at a time. Settings
 * are those of FACTS 3.2: rollback journal, synchronous=EXTRA.
 *
 * Errors: busy and full are ERR_RETRY, rolled back by the caller; an I/O error ends the process,
 * because recovery is the way out of it. A constraint that says no is ERR_REJECT with the
 * constraint's own sentence: nothing has changed.
 */

struct database;

enum statement {
#define SQL(name, text) SQL_##name,
#define ASK(name, takes, gives, text) SQL_##name,
#include "store/statements.def"
#undef ASK
#undef SQL
	SQL_COUNT
};

enum database_mode {
	DATABASE_WRITE, /* create it where missing: init, the sender of mail */
	DATABASE_READ,  /* query_only: render workers, status, check */
	DATABASE_OWNER, /* as DATABASE_WRITE, and an older one, too: who has the slot's lock, or
	                   takes it next, upgrades it before anything else (store/migration.h) */
};

/*
 * Open (or create) the database. To write, all statements are prepared, so that a database that
 * lacks something is refused before any work. ERR_REJECT if the file is not billspool's, or older
 * or newer than this program, or may not be opened by us; ERR_RETRY if it is busy or the machine
 * was in the way. Durable: creating is one transaction.
 */
int database_open(const char *path, enum database_mode mode, struct database **db,
    struct err *e) NODISCARD;
void database_close(struct database *db);

/*
 * Prepare all statements, so that what the database lacks is found before any work. database_open
 * has done it, but for an older database that had to be upgraded first.
 */
int database_prepare(struct database *db, struct err *e) NODISCARD;

/*
 * Run a statement that gives no rows. types has a letter for each value that follows: i int64_t, o
 * the id of another row or 0 (binds NULL), b bytes and how many (const void *, size_t), s string
 * (NULL binds NULL), d a day or DATE_NONE (binds NULL), n binds NULL and takes no value. Strings
 * must live until the call returns.
 */
int database_run(struct database *db, enum statement id, struct err *e, const char *types,
    ...) NODISCARD;

/* Rows changed by the last database_run, and the rowid of its last insert. */
int64_t database_changes(const struct database *db);
int64_t database_inserted(const struct database *db);

/*
 * Begin a query; then database_step returns 1 for a row, 0 at the end, -1 on error. Strings bound
 * here must live until the query is done. Values of the row are read with the functions below,
 * columns counted from 0; text lives until the next step.
 */
int database_query(struct database *db, enum statement id, struct err *e, const char *types,
    ...) NODISCARD;
int database_step(struct database *db, enum statement id, struct err *e) NODISCARD;
void database_done(struct database *db, enum statement id);

int64_t database_int(const struct database *db, enum statement id, int column);
int32_t database_day(const struct database *db, enum statement id,
    int column); /* DATE_NONE for NULL */
const char *database_text(const struct database *db, enum statement id,
    int column); /* "" for NULL */
const char *database_bytes(const struct database *db, enum statement id, int column,
    size_t *length); /* a blob, or a text without its NUL */
bool database_null(const struct database *db, enum statement id, int column);

/*
 * A query of one row and one number: 1 with *value, 0 if there is no row (or it is NULL), -1 on
 * error.
 */
int database_number(struct database *db, enum statement id, int64_t *value, struct err *e,
    const char *types, ...) NODISCARD;

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
 * Called now and then while statements run (about every 100,000 steps of SQLite's machine), so that
 * a long run can show its progress. NULL to stop. The callback must not use the database.
 */
void database_on_progress(struct database *db, void (*tick)(void *context), void *context);

/*
 * Another process that has the database is waited for, ten seconds at most; then it is ERR_RETRY.
 * Meanwhile this is called every second. NULL to stop. The callback must not use the database.
 */
void database_on_wait(struct database *db, void (*waiting)(void *context, int64_t waited_ms),
    void *context);

/* integrity_check and foreign_key_check: calls `say` once for each thing that is wrong. */
int database_check(struct database *db, void (*say)(void *context, const char *what), void *context,
    struct err *e) NODISCARD;

#endif
