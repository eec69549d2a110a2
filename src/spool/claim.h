#ifndef SPOOL_CLAIM_H
#define SPOOL_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "spool/claimed.h"
#include "spool/spool.h"

/*
 * claim: the one slot. The files in work/ belong to the process that holds the lock on work/lock;
 * the kernel drops that lock when the process dies, so the next one that gets it knows that
 * everything in work/ is left from a dead life.
 *
 *   work/lock            flock'd by the watcher that is working
 *   work/current.from    where the input came from; written and synced BEFORE the rename, so that
 *                        no crash loses it
 *   work/current.req     the input itself, renamed here without replacing: THE slot
 *   work/current.copy    our own copy of its bytes, hashed while copying; nothing else is parsed
 *   work/current.errors  rows to hand back, written before the commit that makes them due (intake)
 *
 * Commit point of a claim: the rename to current.req. Before it, current.from is garbage; after it,
 * the input is a debt that recovery finds and carries on with.
 */

/*
 * Take the lock. Returns 1 with *lock >= 0 (close it to let go), 0 if another process has it, -1 on
 * error.
 */
int claim_lock(const struct spool *spool, int *lock, struct err *e) NODISCARD;

/*
 * Take a settled arrival into the empty slot (the caller holds the lock): intent, rename without
 * replacing, re-check of dev and ino, copy and hash into our own inode (mode 0400). limit is the
 * largest size accepted, bytes. Durable: yes. A crash at any point leaves what claim_load repairs.
 * Returns 0 with *result, or -1 ERR_RETRY: then the input may be in the slot, so call claim_load
 * before the next claim_take. ERR_RETRY too if the slot is not empty.
 */
int claim_take(const struct spool *spool, const struct arrival *arrival, int64_t limit,
    struct claim *claim, enum claim_result *result, struct err *e) NODISCARD;

/*
 * Recovery, and the normal start: look at what the slot holds. Garbage is swept (an intent without
 * its file, temporary files). CLAIM_TAKEN if there is an input, with the copy that an earlier
 * process has made if that is whole, else a fresh one; CLAIM_TOO_LARGE as in claim_take; CLAIM_GONE
 * if the slot is empty, or is now, because the input was still being written to and went back to
 * its folder. An input without an intent is nobody's: it goes to error/ with a note.
 *
 * An intent whose current.req is gone is garbage, unless the database has committed it
 * (`owed(context, id)` is true): then its retirement was interrupted, and the claim is returned
 * (CLAIM_TAKEN, with sha256 "" and size 0 if the copy has gone too). The same if only the copy has
 * gone. owed may be NULL.
 */
int claim_load(const struct spool *spool, int64_t limit,
    bool (*owed)(void *context, const char *id), void *context, struct claim *claim,
    enum claim_result *result, struct err *e) NODISCARD;

/* The bytes of the copy, into bytes (reset first). ERR_RETRY if they are not `size` many. */
int claim_read(const struct spool *spool, const struct claim *claim, struct buf *bytes,
    struct err *e) NODISCARD;

/* Where a retired input goes, and the files beside it. Paths are relative to the spool. */
struct retirement {
	const char *folder; /* "archive/2026-11" or "error": made if it is missing */
	const char *name; /* free in that folder: the caller has reserved it in the database */
	const char *note_suffix; /* ".result.txt" or ".error.txt" */
	const char *note; /* its text */
	const char *errors_name; /* "x.errors.csv" in error/ for current.errors, or NULL */
};

/*
 * Empty the slot: publish the note, move current.errors and the copy to their places, unlink the
 * original, then the intent. Of an input that was too large the original itself is moved. Where a
 * foreign file has taken a place since it was reserved, the next free name is used. Every step is a
 * no-op when done already, so that a crash anywhere in it is repaired by doing it again. Durable:
 * yes. To be called only after the database has committed the work that the input asked for.
 */
int claim_retire(const struct spool *spool, const struct claim *claim, const struct retirement *to,
    struct err *e) NODISCARD;

/*
 * Refuse something that must not be opened (a link, FIFO, device; a name that cannot be worked
 * with): move it out of its folder into error/ under a safe and free name, with a note
 * (<name>.error.txt) beside it. Directories, and files that have changed since the scan, are left
 * alone (returns 0). Durable: yes; a crash leaves it in its folder, and perhaps a note.
 */
int claim_refuse(const struct spool *spool, const struct arrival *arrival, const char *note,
    struct err *e) NODISCARD;

/*
 * Write current.errors (replacing a garbage one), synced. Durable: yes, but garbage until the
 * commit.
 */
int claim_write_errors(const struct spool *spool, const struct buf *csv, struct err *e) NODISCARD;

#endif
