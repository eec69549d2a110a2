#ifndef SPOOL_PUBLISH_H
#define SPOOL_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "spool/spool.h"

/*
 * publish: how a result becomes visible: whole, or not at all. With claim.c and replacement.c the
 * only callers of rename and fsync.
 *
 * A failed fsync ends the process (log_die_machine): the kernel may have dropped the pages, and a
 * second fsync would report success (manual/libraries.md, "Durable files"). ENOSPC and other write
 * errors are ERR_RETRY, with what was written removed.
 */

/*
 * Write a file so that readers see the old one or the new one: temporary in the same folder, write,
 * fsync, rename, fsync of the folder. path is relative to the folder; folders of it that are
 * missing are made. One writer a path at a time: the temporary file has a fixed name
 * (`.<name>.tmp`), so that a dead one is found. Durable: yes.
 */
int publish_file(const struct spool *spool, enum spool_folder folder, const char *path,
    const void *bytes, size_t length, struct err *e) NODISCARD;

/*
 * The same without syncing, for status files: atomic for readers, lost at power failure. Durable:
 * no.
 */
int publish_quick(const struct spool *spool, enum spool_folder folder, const char *path,
    const void *bytes, size_t length, struct err *e) NODISCARD;

/* Remove a file that can be made again; success too if there is none. Durable: no. */
int publish_remove(const struct spool *spool, enum spool_folder folder, const char *path,
    struct err *e) NODISCARD;

/*
 * A run's folder: begin makes a new hidden `.<run>.part` (removing one that a dead life has left),
 * files are written into it with publish_part_file, end flushes all of it with one syncfs, commit
 * renames it to `<run>` and syncs the parent.
 */
struct publish_part {
	enum spool_folder folder;
	int fd;       /* the hidden folder */
	char run[64]; /* its final name */
};

/* Returns 0, or -1. Everything in a part is garbage until commit. */
int publish_begin(const struct spool *spool, enum spool_folder folder, const char *run,
    struct publish_part *part, struct err *e) NODISCARD;

/* Make a folder in the part ("EMAIL", "POSTAL/print"). */
int publish_part_folder(const struct publish_part *part, const char *path, struct err *e) NODISCARD;

/* Write a new file in the part; no sync. Safe to call from several threads at once. Mode 0640. */
int publish_part_file(const struct publish_part *part, const char *path, const void *bytes,
    size_t length, struct err *e) NODISCARD;

/*
 * Read back a file of the part, of at most limit bytes, into bytes (reset first). Safe to call from
 * several threads at once.
 */
struct buf;
int publish_part_read(const struct publish_part *part, const char *path, size_t limit,
    struct buf *bytes, struct err *e) NODISCARD;

/*
 * Append to a file in the part, making it if it is missing: for reports too long for memory. One
 * thread a file.
 */
int publish_part_append(const struct publish_part *part, const char *path, const void *bytes,
    size_t length, struct err *e) NODISCARD;

/* Flush the whole part to disk. Durable: the content; the name not yet. Dies if the disk fails.
 */
int publish_end(const struct publish_part *part, struct err *e) NODISCARD;

/*
 * Rename `.<run>.part` to `<run>` in folder and sync the folder. A no-op (0) if `<run>` is there
 * and the part is not: done in an earlier life. ERR_RETRY if neither is there, or both without
 * `replace`. replace: exchange an old `<run>` for the new one and remove the old; doing it again
 * after a crash never brings the old one back. (A file system without RENAME_EXCHANGE shows neither
 * for a moment; after a crash in it, only this function brings the run back, a sweep would remove
 * it.) Durable: yes.
 */
int publish_commit(const struct spool *spool, enum spool_folder folder, const char *run,
    bool replace, struct err *e) NODISCARD;

/* Close the descriptor of a part (not the folder). */
void publish_close(struct publish_part *part);

/* Is there a `<run>` in folder? A `.<run>.part`? */
bool publish_exists(const struct spool *spool, enum spool_folder folder, const char *run);
bool publish_part_exists(const struct spool *spool, enum spool_folder folder, const char *run);

/*
 * Remove `.<run>.part`, or with run NULL every `.*.part` of the folder: a dead life left them
 * before its commit point.
 */
int publish_sweep(const struct spool *spool, enum spool_folder folder, const char *run,
    struct err *e) NODISCARD;

/*
 * Read a file that need not be there, of at most limit bytes, path relative to the folder, into
 * bytes (reset first). 1: read; 0: there is no such file; -1: there is one that cannot be read,
 * which the caller must not take for none: ERR_REJECT if it is larger than limit or no ordinary
 * file, ERR_RETRY for all else.
 */
int publish_find(const struct spool *spool, enum spool_folder folder, const char *path,
    size_t limit, struct buf *bytes, struct err *e) NODISCARD;

/* As publish_find, for a file that has to be there: 0, or -1; ERR_REJECT if it is not. */
int publish_read(const struct spool *spool, enum spool_folder folder, const char *path,
    size_t limit, struct buf *bytes, struct err *e) NODISCARD;

#endif
