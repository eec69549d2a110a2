#ifndef SPOOL_SLOT_H
#define SPOOL_SLOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "spool/claimed.h"

/*
 * slot: the files in work/, and the moves of the input into and out of it. For claim.c only.
 */
#define SLOT_INPUT "current.req"
#define SLOT_COPY "current.copy"
#define SLOT_ERRORS "current.errors"

/*
 * Copy and hash the open input, which is in the slot, into current.copy; sets size and sha256.
 * *result is CLAIM_TAKEN; CLAIM_TOO_LARGE, with size and no copy; or CLAIM_CHANGED if somebody
 * wrote meanwhile: then it has been put back.
 */
int slot_fill(const struct spool *spool, int input, int64_t limit, struct claim *claim,
    enum claim_result *result, struct err *e) NODISCARD;

/* Set size and sha256 from the copy, 0 and "" without one. *present: there is a copy. */
int slot_hash(const struct spool *spool, struct claim *claim, bool *present,
    struct err *e) NODISCARD;

/*
 * Move the input back to where it came from (or beside it, if the name is taken again), and sweep.
 * Durable: yes.
 */
int slot_put_back(const struct spool *spool, const struct claim *claim, struct err *e) NODISCARD;

/* Remove all but the input, the intent last. Durable: no. */
int slot_sweep(const struct spool *spool, struct err *e) NODISCARD;

/*
 * Move a file of the folder `at` to name in folder (relative to the spool; made if it is missing),
 * or, if that name is taken, to the next free one. Nothing if there is no such file. Durable: yes
 * in folder.
 */
int slot_move(const struct spool *spool, int at, const char *file, const char *folder,
    const char *name, struct err *e) NODISCARD;

#endif
