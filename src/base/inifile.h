#ifndef BASE_INIFILE_H
#define BASE_INIFILE_H

#include <stddef.h>

#include "base/err.h"

/*
 * inifile: `[section]` and `key = value` lines, read by inih.
 *
 * inih cuts lines at 200 bytes without a word, so this module feeds it long lines in pieces (a list
 * of 300 buildings is one long line) and puts their values together again. A comment is a line that
 * begins with ; or #, or the rest of a line after " ;".
 */

struct inifile_entry {
	const char *section; /* "" before the first */
	const char *key;
	const char *value; /* blanks at both ends removed */
	size_t line;       /* from 1 */
};

/* Called for each entry, in order. Returns 0 to go on or -1 (with e set) to stop. */
typedef int inifile_fn(void *context, const struct inifile_entry *entry, struct err *e);

/*
 * Read text (UTF-8, NUL-terminated, any line ends). Returns 0, or -1 with ERR_REJECT naming the
 * first line that is neither a section, an entry, a comment nor blank, or a word longer than a line
 * may be.
 */
int inifile_read(const char *text, inifile_fn *each, void *context, struct err *e) NODISCARD;

#endif
