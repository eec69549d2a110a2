#ifndef INTAKE_INTERFACE_H
#define INTAKE_INTERFACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/column.h"

/*
 * interface: one kind of import file: a table of its columns, and a function for rows whose cells
 * are all right. One file an interface; spool/interfaces.def is the list of them.
 */
#define INTERFACE_COLUMNS 40 /* columns of one interface at most */

struct load;

enum row_outcome {
	ROW_FAILED = -1, /* the database failed: e is set, and the file is not loaded */
	ROW_LOADED,
	ROW_SAME,        /* the row is known already, nothing changed */
	ROW_REFUSED,     /* row_refuse has the reason; nothing was changed */
};

struct interface {
	const char *name; /* "customers": the name of its folder too */
	const char *noun;  /* word for a row: "customer" */
	/* the table in which row_store stores columns that are `stored`; NULL: none */
	const char *table;
	const struct column *columns;
	size_t count;

	/*
	 * Store the row in load->cells, whose cells are valid one by one. It does all checks before
	 * the first change.
	 */
	enum row_outcome (*store)(struct load *load, struct err *e);

	/* Called after the last row; NULL if nothing is to be done. Returns 0 or -1. */
	int (*finish)(struct load *load, struct err *e);

	/*
	 * A row replaces the one with its key, and does not add something: after another file, an
	 * earlier one may be loaded again.
	 */
	bool replaces;
};

#define INTERFACE(symbol, name, changes) extern const struct interface INTERFACE_##symbol;
#define DOOR(name)
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE

/* Append the header row for a file of this interface: all columns, in the order of its table. */
struct buf;
void interface_header(const struct interface *interface, struct buf *csv);

/* Find the interface of this name; NULL if there is none. */
const struct interface *interface_find(const char *name);

#endif
