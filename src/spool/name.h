#ifndef SPOOL_NAME_H
#define SPOOL_NAME_H

#include <stdbool.h>

#include "base/err.h"

/*
 * name: which file names in a drop folder are requests, which are somebody's temporary files, and
 * which are refused.
 */

enum name_kind {
	NAME_INPUT,     /* take it */
	NAME_TEMPORARY, /* an upload, an editor's or Office's own file, hidden: leave it alone,
	                   without an answer */
	NAME_OTHER, /* not an input (wrong extension): leave it, with an answer */
	NAME_REFUSED, /* control characters, invalid UTF-8, too long, "..": cannot be worked with */
};

/*
 * Judge a file name (no slash in it). `csv_only` for the folders under imports/; elsewhere .req and
 * .csv are inputs, in any case. why, if not NULL, receives a constant sentence for OTHER and
 * REFUSED.
 */
enum name_kind name_check(const char *name, bool csv_only, const char **why);

/*
 * Is `other` the lock or owner file that Office or LibreOffice keeps beside `name` while it is
 * open?
 */
bool name_is_lock_of(const char *other, const char *name);

/*
 * The nearest name that can be worked with: "_" for characters that name_check refuses and for a
 * leading dot, cut in the middle where it is too long. A name that is fine comes back as it is.
 * Freed by the caller.
 */
char *name_make_safe(const char *name);

#endif
