#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/statement_names.h"

/*
 * statement: the statements of src/store/sql_*.def, run by their names. For src/store alone: every
 * other room asks store's functions.
 *
 * A line of a .def file is SQL(NAME, takes, gives, "SQL"): NAME's parameters are members of struct
 * `takes`, its columns are the members of struct `gives` (store/record.h). The calls below are
 * macros, so that the compiler compares the structs' types with these. Members are called as
 * parameters and columns are:
 *
 *     const struct run_state row = { .run = id, .state = "OPEN" };
 *     if (statement_run(db, RUN_STATE, &row, e) != 0) ...
 *
 * When a statement is prepared, a parameter or a column without a member, or a member of `gives`
 * without a column, ends the program, naming both: it cannot reach a user, since the unit test
 * prepares all of them. A statement is in use from statement_query until statement_next has
 * returned 0 or -1, or statement_done; it cannot be used twice at a time.
 *
 * Errors: see store/database.h.
 */

/* Run a statement that gives no rows: 0 or -1. See database_changes, database_inserted. */
#define statement_run(db, name, in, e) \
	statement_run_((db), SQL_##name, (const name##_takes *){ (in) }, (e))

/*
 * Run a statement and read its first row into *out: 1, 0 if there is none, -1. Its texts are copied
 * into `arena`; it may be NULL for rows without texts.
 */
#define statement_find(db, name, in, arena, out, e) \
	statement_find_((db), SQL_##name, (const name##_takes *){ (in) }, (arena), \
	    (name##_gives *){ (out) }, (e))

/* Run a statement whose row is one whole number called "number": 1; 0 for no row, or NULL; -1. */
#define statement_number(db, name, in, out, e) \
	statement_number_((db), SQL_##name, (const name##_takes *){ (in) }, (out), (e))

/*
 * Begin a query of many rows: 0 or -1. `in` may go after the call, but its texts and bytes must
 * stay until the query is done.
 */
#define statement_query(db, name, in, e) \
	statement_query_((db), SQL_##name, (const name##_takes *){ (in) }, (e))

/*
 * Read the next row into *out: 1, 0 after the last one, -1. Texts and bytes are copied into
 * `arena`; with NULL they live until the next call for this statement.
 */
#define statement_next(db, name, arena, out, e) \
	statement_next_((db), SQL_##name, (arena), (name##_gives *){ (out) }, (e))

/* End a query before its last row is read. */
#define statement_done(db, name) statement_done_((db), SQL_##name)

/* Prepare all statements, so that a database that does not fit is refused before any work. 0, -1.
 */
int statement_prepare_all(struct database *db, struct err *e) NODISCARD;

/* ---- behind the macros ----------------------------------------------------------------------- */

int statement_run_(struct database *db, enum statement id, const void *in, struct err *e) NODISCARD;
int statement_find_(struct database *db, enum statement id, const void *in, struct arena *arena,
    void *out, struct err *e) NODISCARD;
int statement_number_(struct database *db, enum statement id, const void *in, int64_t *out,
    struct err *e) NODISCARD;
int statement_query_(struct database *db, enum statement id, const void *in,
    struct err *e) NODISCARD;
void statement_done_(struct database *db, enum statement id);
int statement_next_(struct database *db, enum statement id, struct arena *arena, void *out,
    struct err *e) NODISCARD;

/* NAME_takes and NAME_gives: the structs of each statement. */
#define SQL(name, takes, gives, text) \
	typedef struct takes name##_takes; \
	typedef struct gives name##_gives;
#include "store/statements.def"
#undef SQL

#endif
