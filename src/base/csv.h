#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * csv: RFC 4180 reading and writing, by libcsv in strict mode.
 *
 * The one place that knows libcsv. Reading takes a whole file in memory, already UTF-8
 * (base/charset.h), and hands out rows; it counts physical lines itself, because a quoted field may
 * hold line breaks.
 */

/*
 * One row. Fields are NUL-terminated, trimmed of blanks at both ends, and live until the callback
 * returns.
 */
struct csv_row {
	char **fields;
	size_t *lengths; /* in bytes; differs from strlen only if the field has a NUL, which
	                    csv_read refuses */
	size_t count;
	size_t line;   /* physical line on which the row begins, from 1 */
	size_t number; /* row number, from 1; the header is row 1 */
	bool ended; /* false: the file ended here without a line break, as it does when it was cut
	               off */
};

/* Called for each row that is not blank. Returns 0 to go on, or -1 (with e set) to stop. */
typedef int csv_row_fn(void *context, const struct csv_row *row, struct err *e);

struct csv_limits {
	size_t rows; /* 0: no limit */
	size_t columns; /* 0: no limit */
	size_t field_bytes;
};

/*
 * The delimiter of a file: that of a first line "sep=;", else the one of , ; tab | that its header
 * row has most of.
 */
char csv_sniff(const char *bytes, size_t length);

/*
 * Read all rows. A leading UTF-8 BOM and a "sep=" line are skipped, a row whose fields are all
 * empty is blank, and the equals sign of ="00123" (how exports make Excel keep zeros) is dropped.
 * Returns 0, or -1 with ERR_REJECT naming the line: a stray or unclosed quote, a NUL byte, a limit;
 * rows before it have been handed out by then.
 */
int csv_read(const char *bytes, size_t length, char delimiter, const struct csv_limits *limits,
    csv_row_fn *each, void *context, struct err *e) NODISCARD;

/*
 * Append one field (quoted where it needs to be: delimiter, quote, line break, or blank at an end),
 * and end a row with CRLF. The caller passes whether the field is the first of its row.
 */
void csv_add(struct buf *b, const char *text, bool first);
void csv_end(struct buf *b);

/*
 * As csv_add, for files that people open in a spreadsheet: text that would run as a formula gets a
 * "'" in front. A negative number stays one, so that it can be added up.
 */
void csv_add_safe(struct buf *b, const char *text, bool first);

/* Both with another delimiter than the comma: for a file that goes back to somebody who uses it. */
void csv_add_with(struct buf *b, const char *text, bool first, char delimiter);
void csv_add_safe_with(struct buf *b, const char *text, bool first, char delimiter);

#endif
