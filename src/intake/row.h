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
 * row_take checks a row cell by cell, lets its interface store it, and writes what was wrong into
 * the file of errors.
 */

/* What is wrong with the row under way, one sentence a cell. */
struct row_problems {
	struct buf columns;
	struct buf values;
	struct buf sentences;
};

/*
 * A file while it is loaded. Interfaces look at cells and use db, settings, arena, notices and
 * facts.
 */
struct load {
	struct database *db;
	const struct intake_settings *settings;
	const struct intake_input *input;
	const struct interface *interface;
	struct intake_result *result;
	struct notices notices;
	char delimiter;    /* of the file, and of its file of errors */
	int64_t import_id; /* that this file will have */

	struct arena file_arena; /* as long as the file */
	struct arena arena;      /* as long as the row */
	struct heading heading;
	const struct csv_row *row;
	struct cell cells[INTERFACE_COLUMNS];

	/* What row_store stores: the cells' values, until the interface says otherwise. */
	struct upsert_value values[INTERFACE_COLUMNS];
	struct upsert *upsert; /* made for the first row that is stored */

	struct row_problems problems;
	void *facts; /* what an interface remembers from row to row, in file_arena; NULL at first */
};

/* Take one row, the header first. context is a struct load. A csv_row_fn. */
int row_take(void *context, const struct csv_row *row, struct err *e) NODISCARD;

/*
 * Say what is wrong with a column of the row (an index into the interface's columns). Returns
 * ROW_REFUSED.
 */
enum row_outcome row_refuse(struct load *load, size_t column, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Prepare for row_store, as it does for the first row. 0 or -1. */
int row_prepare(struct load *load, struct err *e) NODISCARD;

/*
 * Store the row in the interface's table, new or over the one with its key: each column that is
 * `stored`. A column that the file does not have keeps what is there; a new row gets its fallback.
 * ROW_LOADED, ROW_SAME or ROW_FAILED.
 */
enum row_outcome row_store(struct load *load, struct err *e);

/* Store something else in a column than its cell: an id, a text, nothing. */
void row_set_number(struct load *load, size_t column, int64_t number);
void row_set_text(struct load *load, size_t column, const char *text);
void row_set_none(struct load *load, size_t column);

/* Let go of what rows needed. */
void row_release(struct load *load);

/* Codes that are stored: both answer 1 yes, 0 no, -1 error. */
struct row_codes {
	int (*any_zeros)(struct database *db, struct err *e); /* does any begin with a zero? */
	int (*known)(struct database *db, const char *code, struct err *e);
};

/*
 * Account numbers and sites that a spreadsheet has robbed of their zeros: if `code` is all digits
 * and is known with zeros in front, set *full (in load->arena) and return 1; else 0, or -1.
 */
int row_find_zeros(struct load *load, const struct row_codes *codes, const char *code,
    const char **full, struct err *e) NODISCARD;

#endif
