#ifndef REPORT_AR_FORMAT_H
#define REPORT_AR_FORMAT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "layout/expression.h"
#include "report/ar_row.h"

/*
 * ar_format: which rows and columns a file for the accounts department has, read from a file of
 * templates/ar/ (its manual is the README.md there). The format <name>.ini describes the file
 * <name>.csv.
 */

struct ar_column {
	const char *head;
	const struct expression *value;
};

struct ar_format {
	const char *name; /* "ar-import" */
	const char *text; /* text of the whole file */
	enum ar_rows rows;
	struct ar_column *columns;
	size_t count, room;
};

/*
 * Read the text of a format into arena. 0, or -1 with ERR_REJECT that names file, line and key, and
 * how to mend them.
 */
int ar_format_read(struct arena *arena, const char *name, const char *text,
    const struct ar_format **format, struct err *e) NODISCARD;

/* The text of a format that the program carries; NULL if it carries none of this name. */
const char *ar_format_shipped(const char *name);

#endif
