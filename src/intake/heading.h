#ifndef INTAKE_HEADING_H
#define INTAKE_HEADING_H

#include <stddef.h>

#include "base/csv.h"
#include "base/arena.h"
#include "intake/interface.h"
#include "intake/notice.h"

/*
 * heading: the first row of a file, matched to the columns of its interface: in any order and case,
 * blanks, underscores and hyphens not counting.
 */
#define HEADING_NONE SIZE_MAX

struct heading {
	/* The caller sets these before the header is read. */
	const struct interface *interface;
	const struct intake_settings *settings;
	struct arena *arena; /* memory of the names */
	struct notices *notices;

	char **names;  /* names as the file has them */
	/* is it error_column, error_value or error, which a corrected file of errors still has? */
	bool *ours;
	size_t count; /* 0: not read yet */
	/* field of each column of the interface, or HEADING_NONE */
	size_t field_of[INTERFACE_COLUMNS];
};

/*
 * Read it. Unknown columns become notices. Returns 0, or -1 with ERR_REJECT: a column is there
 * twice, or mandatory ones are missing; it lists the columns that the file has.
 */
int heading_read(struct heading *h, const struct csv_row *row, struct err *e) NODISCARD;

/* Is this row the header once more, as when somebody pasted files together? */
bool heading_repeats(const struct heading *h, const struct csv_row *row);

/* Write all mandatory columns into out: "a, b, c". */
void heading_needs(const struct interface *interface, struct buf *out);

#endif
