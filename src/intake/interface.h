#ifndef INTAKE_INTERFACE_H
#define INTAKE_INTERFACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "intake/column.h"

/*
 * interface: what one kind of file consists of: a table of columns, and what is done with a row
 * whose cells are all right. One file an interface; spool/interfaces.def is the list of them.
 */
#define INTERFACE_COLUMNS 40 /* most columns of one interface */

struct load;

enum row_outcome {
	ROW_FAILED = -1, /* the database: e is set, the whole file stops */
	ROW_LOADED,
	ROW_SAME,        /* known already, nothing changed */
	ROW_REFUSED,     /* row_refuse has said why; nothing was changed */
};

struct interface {
	const char *name; /* "customers", as its folder */
	const char *noun;  /* "customer": a row */
	const char *table; /* that row_store stores columns in which are `stored`; NULL: none */
	const struct column *columns;
	size_t count;

	/* Store load->cells, which are valid one by one. All checks come before the first change.
	 */
	enum row_outcome (*store)(struct load *load, struct err *e);

	/* After the last row; NULL where there is nothing to do. Returns 0 or -1. */
	int (*finish)(struct load *load, struct err *e);

	/*
	 * A row says how something is from now on, and does not add to what is there: a file may
	 * come again after another one.
	 */
	bool replaces;
};

#define INTERFACE(symbol, name, changes) extern const struct interface INTERFACE_##symbol;
#define DOOR(name)
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE

/* Append the header row of its files: all columns, in the order of its table. */
struct buf;
void interface_header(const struct interface *interface, struct buf *csv);

/* The interface of this name, or NULL. */
const struct interface *interface_find(const char *name);

#endif
