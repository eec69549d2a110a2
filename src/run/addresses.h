#ifndef RUN_ADDRESSES_H
#define RUN_ADDRESSES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/database.h"

/*
 * addresses: what a document says of whom it goes to and where the service is, from the account's
 * and the building's rows, and by which way it goes.
 */
struct addresses {
	struct buf recipient; /* lines, as recipient_write has them */
	struct buf payer;     /* as recipient_payer has them */
	struct buf supply;    /* where the service is, in one line */
	struct buf copy;      /* who gets a copy, as recipient; empty for nobody */
	bool by_email; /* the account wants that, and has an address that mail can be sent to */
	bool has_street; /* a letter has somewhere to go */
	struct arena arena;
};

/* Those of an account, in place of the last one's: 0, -1. A zeroed struct is an empty one. */
int addresses_find(struct addresses *addresses, struct database *db, int64_t account,
    struct err *e) NODISCARD;
void addresses_release(struct addresses *addresses);

#endif
