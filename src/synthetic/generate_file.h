#ifndef SYNTHETIC_GENERATE_FILE_H
#define SYNTHETIC_GENERATE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * generate_file: writes one import CSV, row by row.
 *
 * Errors are kept until the end: calls for cells and rows never fail, and generate_file_close
 * returns whether everything is written. The memory used does not depend on the number of rows.
 * Durable: no; these are files for people and tests, made again from the seed.
 */
struct generate_file {
	FILE *stream; /* NULL: the file is not open */
	char *path;
	struct buf rows; /* rows that are not yet written to the stream */
	bool first;      /* the next cell is the first of its row */
	int64_t count;   /* number of rows without the header; still there after the close */
	int errnum;      /* of the first write that failed, or 0 */
};
#define GENERATE_FILE_NONE ((struct generate_file){ NULL, NULL, { NULL, 0, 0 }, true, 0, 0 })

/*
 * Make `folder`/`name`, which must not be there yet, and write its header: the column names,
 * separated by blanks. Returns 0, or -1: ERR_REJECT if it is there already, ERR_RETRY if it cannot
 * be made.
 */
int generate_file_open(struct generate_file *file, const char *folder, const char *name,
    const char *columns, struct err *e) NODISCARD;

/* Add one cell to the row: a text, a number of units / 10^places, or a day ("" for DATE_NONE). */
void generate_file_text(struct generate_file *file, const char *text);
void generate_file_number(struct generate_file *file, int64_t units, int places);
void generate_file_day(struct generate_file *file, int32_t day);

/* End the row. */
void generate_file_end(struct generate_file *file);

/*
 * Write the rest and close; a file that is not open is fine. Returns 0, or -1 with ERR_RETRY if
 * any write failed.
 */
int generate_file_close(struct generate_file *file, struct err *e) NODISCARD;

/*
 * Close without reporting errors, and remove the file: for a set of files of which one could not be
 * opened.
 */
void generate_file_abandon(struct generate_file *file);

#endif
