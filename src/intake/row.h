#ifndef INTAKE_ROW_H
#define INTAKE_ROW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/arena.h"
#include "intake/heading.h"
#include "intake/file.h"
#include "intake/interface.h"
#include "intake/notice.h"
#include "store/database.h"
#include "store/upsert.h"

/*
 * row: one row of a file on its way, and the file that it belongs to.
 *
 * row_take checks a row cell by cell, lets its interface store it, or writes it with its errors
 * into the file of errors.
 */

/* The problems of the present row, one sentence for each cell. */
struct row_problems {
	struct buf columns;
	struct buf values;
	struct buf sentences;
};

/*
 * A file that is being loaded. Interfaces read cells, db, settings and arena, and use notices and
 * facts.
 */
struct load {
	struct database *db;
	const struct intake_settings *settings;
	const struct intake_input *input;
	const struct interface *interface;
	struct intake_result *result;
	struct notices notices;
	char delimiter;    /* that of the file, and of its file of errors */
	int64_t import_id; /* id that this file will have */

	struct arena file_arena; /* memory for the whole file */
	struct arena arena;      /* memory for one row */
	struct heading heading;
	const struct csv_row *row;
	struct cell cells[INTERFACE_COLUMNS];

	/* The values that row_store stores: the cells' values, until the interface sets others. */
	struct upsert_value values[INTERFACE_COLUMNS];
	struct upsert *upsert; /* made for the first row that is stored */

	struct row_problems problems;
	void
	    *facts; /* data that an interface keeps from row to row, in file_arena; NULL at first */
};

/* Take one row, the header first. context is a struct load. A csv_row_fn. */
int row_take(void *context, const struct csv_row *row, struct err *e) NODISCARD;

/*
 * Add a problem with a column of the row (an index into the interface's columns). Returns
 * ROW_REFUSED.
 */
enum row_outcome row_refuse(struct load *load, size_t column, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Prepare row_store, which does this itself for the first row. 0 or -1. */
int row_prepare(struct load *load, struct err *e) NODISCARD;

/*
 * Store the row in the interface's table, new or over the one with its key: each column that is
 * `stored`. A column that the file does not have keeps what is there; a new row gets its fallback.
 * ROW_LOADED, ROW_SAME or ROW_FAILED.
 */
enum row_outcome row_store(struct load *load, struct err *e);

/*
 * Set the value that row_store stores for a column, if it is not the cell's: an id, a text,
 * nothing.
 */
void row_set_number(struct load *load, size_t column, int64_t number);
void row_set_text(struct load *load, size_t column, const char *text);
void row_set_none(struct load *load, size_t column);

/* Free the memory of `load` for rows. */
void row_release(struct load *load);

/* Questions about stored codes; both answer 1 yes, 0 no, -1 error. */
struct row_codes {
	int (*any_zeros)(struct database *db, struct err *e); /* does any code begin with a zero? */
	int (*known)(struct database *db, const char *code, struct err *e);
};

/*
 * Find an account number or a site whose leading zeros a spreadsheet has dropped: if `code` is all
 * digits and is known with zeros in front, set *full (in load->arena) and return 1; else 0, or -1.
 */
int row_find_zeros(struct load *load, const struct row_codes *codes, const char *code,
    const char **full, struct err *e) NODISCARD;

#endif
