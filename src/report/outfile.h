#ifndef REPORT_OUTFILE_H
#define REPORT_OUTFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "spool/publish.h"
#include "spool/replacement.h"

/*
 * outfile: a text file that is written as it grows, so that its length does not matter to memory:
 * one of a run, or one that takes the place of an old one.
 *
 * Add to out->text with buf_* and csv_*, calling outfile_flush after each row. Errors of the disk
 * come from there.
 */
struct outfile {
	const struct publish_part *part; /* NULL: it takes the place of another */
	const char *path;
	struct replacement fresh;
	struct buf text; /* what is not written yet */
	struct hash *hash; /* of all that was written; NULL if nobody asks for it */
	int64_t bytes;
};

/* hashed: outfile_close will tell the SHA-256. */
void outfile_open(struct outfile *out, const struct publish_part *part, const char *path,
    bool hashed);

/*
 * Begin a file that outfile_close will put in the place of `name` in a folder of the spool: readers
 * see the old one or the new one. Not hashed. 0, or -1: then there is nothing to close or abandon.
 */
int outfile_open_replacing(struct outfile *out, const struct spool *spool, enum spool_folder folder,
    const char *name, struct err *e) NODISCARD;

/* Write what has gathered, if it is much. */
int outfile_flush(struct outfile *out, struct err *e) NODISCARD;

/*
 * Write the rest and release. Durable: a file that takes the place of another; one of a run is by
 * publish_end. hex receives the SHA-256 of a hashed file; else it is NULL.
 */
int outfile_close(struct outfile *out, char *hex, struct err *e) NODISCARD;

/* Release without writing: on the way out of an error. */
void outfile_abandon(struct outfile *out);

/*
 * Append a row of fields, ended by NULL, quoted as CSV; _safe for files that people open in a
 * spreadsheet.
 */
void outfile_row(struct outfile *out, const char *first, ...) NULL_TERMINATED;
void outfile_row_safe(struct outfile *out, const char *first, ...) NULL_TERMINATED;

#endif
