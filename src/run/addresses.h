#ifndef RUN_ADDRESSES_H
#define RUN_ADDRESSES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "store/database.h"

/*
 * addresses: the addresses on a document, of its recipient and of the service, from the rows of
 * account and building; and whether it goes by email or by post.
 */
struct addresses {
	struct buf recipient; /* address lines, as recipient_write writes them */
	struct buf payer;     /* parts of the payer, as recipient_payer writes them */
	struct buf supply;    /* address of the service, in one line */
	/* address of the person who gets a copy, as recipient; empty for nobody */
	struct buf copy;
	bool by_email; /* the account wants that, and has an address that mail can be sent to */
	bool has_street; /* the address is enough for a letter */
	struct arena arena;
};

/*
 * Find the addresses of an account, in place of the last one's: 0, -1. A zeroed struct is an empty
 * one.
 */
int addresses_find(struct addresses *addresses, struct database *db, int64_t account,
    struct err *e) NODISCARD;
void addresses_release(struct addresses *addresses);

#endif
