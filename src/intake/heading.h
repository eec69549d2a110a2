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
	/* Set by the caller before it is read. */
	const struct interface *interface;
	const struct intake_settings *settings;
	struct arena *arena; /* names live in it */
	struct notices *notices;

	char **names;  /* as they came */
	bool *ours; /* error_column, error_value, error: our own, from a file of errors that was
	               corrected */
	size_t count; /* 0: not read yet */
	size_t field_of[INTERFACE_COLUMNS]; /* where each column of the interface is, or
	                                       HEADING_NONE */
};

/*
 * Read it. Unknown columns become notices. Returns 0, or -1 with ERR_REJECT: a column twice, or
 * mandatory ones missing, with the list of those found.
 */
int heading_read(struct heading *h, const struct csv_row *row, struct err *e) NODISCARD;

/* Is this row the header over again, as when files were pasted together? */
bool heading_repeats(const struct heading *h, const struct csv_row *row);

/* Write all mandatory columns into out: "a, b, c". */
void heading_needs(const struct interface *interface, struct buf *out);

#endif
