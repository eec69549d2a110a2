#ifndef REPORT_OUTFILE_H
#define REPORT_OUTFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "spool/publish.h"
#include "spool/replacement.h"

/*
 * outfile: a text file that is written while it grows, so that its length takes no memory: a file
 * of a run, or one that replaces an old file.
 *
 * Add to out->text with buf_* and csv_*, calling outfile_flush after each row. It reports errors of
 * the disk.
 */
struct outfile {
	const struct publish_part *part; /* NULL: the file replaces an old one */
	const char *path;
	struct replacement fresh;
	struct buf text; /* text that is not written yet */
	struct hash *hash; /* hash of all that was written; NULL if it is not wanted */
	int64_t bytes;
};

/* Begin a file in the part; hashed: outfile_close gives its SHA-256. */
void outfile_open(struct outfile *out, const struct publish_part *part, const char *path,
    bool hashed);

/*
 * Begin a file that outfile_close will put in the place of the file `name` in a folder of the
 * spool: readers see the old file or the new one, whole. Not hashed. 0, or -1: then there is
 * nothing to close or abandon.
 */
int outfile_open_replacing(struct outfile *out, const struct spool *spool, enum spool_folder folder,
    const char *name, struct err *e) NODISCARD;

/* Write the gathered rows if they are many. */
int outfile_flush(struct outfile *out, struct err *e) NODISCARD;

/*
 * Write the rest and release. Durable: yes, if it replaces an old file; publish_end makes those of
 * a run durable. hex receives the SHA-256 of a hashed file; else it is NULL.
 */
int outfile_close(struct outfile *out, char *hex, struct err *e) NODISCARD;

/* Release without writing, after an error. */
void outfile_abandon(struct outfile *out);

/*
 * Append a row of fields, ended by NULL, quoted as CSV; outfile_row_safe is for files that people
 * open in a spreadsheet.
 */
void outfile_row(struct outfile *out, const char *first, ...) NULL_TERMINATED;
void outfile_row_safe(struct outfile *out, const char *first, ...) NULL_TERMINATED;

#endif
