#ifndef STORE_UPSERT_H
#define STORE_UPSERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

/*
 * upsert: store a row in a table: as a new one, or over the one with the same key. The SQL is made
 * from a list of columns, so that a column of an import interface is named once.
 *
 * A row may leave a column out (UPSERT_ABSENT): a stored row keeps what it has, a new one gets the
 * column's `initial`. A row that would change nothing touches nothing.
 */
struct upsert_column {
	const char *name;    /* name of the column in the table */
	const char
	    *initial; /* value for a new row that leaves it out; NULL: the column becomes NULL */
	bool key;            /* one of the columns of the key; never left out */
};

enum upsert_kind {
	UPSERT_ABSENT,
	UPSERT_NONE, /* empty: NULL where `initial` is NULL, else "" */
	UPSERT_TEXT,
	UPSERT_NUMBER,
};

struct upsert_value {
	enum upsert_kind kind;
	const char *text;
	int64_t number;
};

#define UPSERT_MOST 64 /* columns */

struct upsert;

/*
 * Prepare to store many rows of one table; `columns` must live as long. upsert_free (NULL is legal)
 * comes before the database is closed. 0 or -1; a column that the table does not have ends the
 * program.
 */
int upsert_new(struct database *db, const char *table, const struct upsert_column *columns,
    size_t count, struct upsert **upsert, struct err *e) NODISCARD;
void upsert_free(struct upsert *upsert);

/*
 * Store one row, with a value for each column. 1 changed or new, 0 it would change nothing, -1
 * error: a constraint that refuses it is ERR_REJECT. Durable: with the caller's commit.
 */
int upsert_store(struct upsert *upsert, const struct upsert_value *values, struct err *e) NODISCARD;

#endif
