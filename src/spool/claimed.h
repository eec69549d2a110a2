#ifndef SPOOL_CLAIMED_H
#define SPOOL_CLAIMED_H

#include <stdint.h>

#include "base/hash.h"
#include "spool/scan.h"

/* claimed: the facts of one input that was claimed, and the possible results of a claim. */

#define CLAIM_ID_SIZE 64

struct claim {
	char id[CLAIM_ID_SIZE]; /* unique for ever: arrival time and inode; the database's key for
	                           this input */
	enum arrival_kind kind;
	char *folder; /* as in struct arrival */
	char *door;
	char *name;
	int64_t arrived_ns;
	uint32_t uid; /* the owner of the file, as the scan saw it; any change since then makes it
	                 CLAIM_CHANGED */
	int64_t size; /* bytes of the copy */
	char sha256[HASH_HEX_SIZE];
};

enum claim_result {
	CLAIM_TAKEN,      /* the slot holds it, copied and hashed */
	CLAIM_GONE, /* it vanished before we had it (or the slot is empty): nothing happened */
	CLAIM_CHANGED, /* somebody wrote to it while it was copied; it went back to its folder to
	                  settle again */
	CLAIM_TOO_LARGE, /* over the limit: it is in the slot, not copied; retire it as refused */
};

/* Forget its strings. Legal on a zeroed claim. */
void claimed_release(struct claim *claim);

#endif
