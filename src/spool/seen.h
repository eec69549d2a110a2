#ifndef SPOOL_SEEN_H
#define SPOOL_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * seen: the facts that scans have seen of each file, by device and inode, so that a scan knows
 * which files have changed since.
 *
 * Two tables: this scan writes into the new one, and the old one is forgotten at its end, so
 * files that are gone need no clearing away.
 */

/*
 * The facts that change when a file changes. Without its mtime: SMB clients set that to whatever
 * they like (manual/libraries.md, "When a file is complete").
 */
struct seen_file {
	uint64_t dev, ino;
	int64_t size;
	int64_t blocks;
	int64_t ctime_ns;
	uint64_t name;    /* hash of its folder and name */
	uint32_t uid;
	int64_t since_ms; /* monotonic: when a scan first saw it like this */
	int64_t asked_ms; /* when the system was last asked about it */
	bool settled;     /* a scan has found it settled like this */
};

struct seen_table {
	struct seen_file *slots; /* open addressing; since_ms of 0 is an empty one */
	size_t room;             /* a power of two, or 0 */
	size_t count;
};

struct seen {
	struct seen_table before; /* the last scan's */
	struct seen_table now;    /* this one's */
};

/* Begin a scan: the new table becomes the old one. */
void seen_begin(struct seen *seen);

/*
 * Note a file as this scan sees it at now_ms (> 0). Returns the note, with since_ms and settled
 * from before if nothing has changed since; valid until the next call.
 */
struct seen_file *seen_note(struct seen *seen, const struct seen_file *file, int64_t now_ms);

/*
 * The facts that the last scan had of the file with this inode and this hash of its name, if it had
 * settled; else NULL. Valid until the next seen_note.
 */
const struct seen_file *seen_recall(const struct seen *seen, uint64_t dev, uint64_t ino,
    uint64_t name);

/* Give the memory back. */
void seen_release(struct seen *seen);

#endif
