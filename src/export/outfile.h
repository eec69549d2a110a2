#ifndef EXPORT_OUTFILE_H
#define EXPORT_OUTFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "spool/publish.h"

/*
 * outfile: a text file of a run that is written as it grows, so that its length does not matter to memory.
 *
 * Add to out->text with buf_* and csv_*, calling outfile_flush after each row. Errors of the disk come from there.
 */
struct outfile {
	const struct publish_part *part;
	const char *path;
	struct buf text; /* what is not written yet */
	struct hash *hash; /* of all that was written; NULL if nobody asks for it */
	int64_t bytes;
};

/* hashed: outfile_close will tell the SHA-256. */
void outfile_open(struct outfile *out, const struct publish_part *part, const char *path, bool hashed);

/* Write what has gathered, if it is much. */
int outfile_flush(struct outfile *out, struct err *e) NODISCARD;

/* Write the rest and release. hex receives the SHA-256 of a hashed file; else it is NULL. */
int outfile_close(struct outfile *out, char *hex, struct err *e) NODISCARD;

/* Release without writing: on the way out of an error. */
void outfile_abandon(struct outfile *out);

/* Append a row of fields, ended by NULL, quoted as CSV; _safe for files that people open in a spreadsheet. */
void outfile_row(struct outfile *out, const char *first, ...) NULL_TERMINATED;
void outfile_row_safe(struct outfile *out, const char *first, ...) NULL_TERMINATED;

#endif
