#ifndef LAYOUT_LAYOUT_READ_H
#define LAYOUT_LAYOUT_READ_H

#include "layout/layout.h"
#include "layout/source.h"

/* layout_read: from the text of a layout file to a layout that can be drawn. */

struct layout_file {
	const char *name, *text;
	const struct source_list *fields; /* those that it may have in braces */
	const char *windows; /* the text of a file with windows, in which a name is looked up before
	                        the program's own; NULL: none */
	uint32_t accent; /* the accent colour of a file that gives none */
};

/* Read a layout into arena. Returns 0, or -1 with ERR_REJECT that names file, line, key and remedy.
 */
int layout_read(struct arena *arena, const struct layout_file *file, struct layout **layout,
    struct err *e) NODISCARD;

#endif
