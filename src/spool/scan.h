#ifndef SPOOL_SCAN_H
#define SPOOL_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spool/spool.h"

/*
 * scan: the files in the drop folders, and which of them may be taken. The folders are the truth;
 * inotify is only a hint to come and look.
 *
 * A file has settled when nobody on this host has it open for writing (a read lease can be had:
 * manual/libraries.md, "When a file is complete"), no lock file of Office or LibreOffice lies
 * beside it, and dev, ino, size, blocks and ctime have not changed for settle_ms: as seen by two
 * scans, or, where the file system's clock is ours, by the age of its ctime.
 */

enum arrival_kind { ARRIVAL_REQUEST, ARRIVAL_IMPORT };

enum arrival_state {
	ARRIVAL_SETTLED,  /* take it */
	ARRIVAL_SETTLING, /* changed a moment ago: look again after the settle time */
	ARRIVAL_BUSY,     /* a program still has it open, or a lock file lies beside it */
	ARRIVAL_STRANGE, /* a link, FIFO, device or directory, a file with a second name, or a name
	                    that is refused: see why */
	ARRIVAL_OTHER, /* not an input by its extension: see why */
};

struct arrival {
	enum arrival_kind kind;
	enum arrival_state state;
	const char *folder; /* "requests/alice", "requests", "imports/customers" */
	const char *door; /* "alice", "" for the operator's door, or the interface "customers" */
	const char *name; /* file name */
	const char *why; /* a sentence for STRANGE and OTHER, else "" */
	bool directory; /* a STRANGE directory: it is never moved */
	uint64_t dev, ino;
	uint32_t uid; /* user id of the file's owner */
	int64_t size; /* bytes */
	int64_t arrived_ns; /* ctime: when it was last changed, wall clock */
	int64_t quiet_ms; /* for how long it has not changed */
};

struct scan;

struct scan *scan_new(const struct spool *spool, int settle_ms);
void scan_free(struct scan *scan);

/*
 * Read all drop folders. Returns 0; *arrivals points to *count entries in arrival order
 * (arrived_ns, then folder and name), valid until the next scan_run. Temporary files are left out.
 * A folder that cannot be read is ERR_RETRY.
 */
int scan_run(struct scan *scan, const struct arrival **arrivals, size_t *count,
    struct err *e) NODISCARD;

/*
 * Does the file look as if its writer died in mid-copy: empty, or with NUL bytes at its end
 * (manual/libraries.md, "When a file is complete")? Text in UTF-16 with a BOM may have one there,
 * but not two. A file that cannot be read is not incomplete: the claim will find out.
 */
bool scan_is_incomplete(const struct spool *spool, const struct arrival *arrival);

/*
 * Ask the system about every file in the next scan. Without that, where hundreds wait, a file that
 * was found settled is asked about every two seconds only: a change since then is found by the
 * claim, which then has to call this.
 */
void scan_doubt(struct scan *scan);

/* Milliseconds until the next entry of the last scan can have settled, or -1 if none is settling.
 */
int scan_next_ms(const struct scan *scan);

#endif
