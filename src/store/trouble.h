#ifndef STORE_TROUBLE_H
#define STORE_TROUBLE_H

#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * trouble: the one row about the sender of emails (table mail_trouble): why it cannot send, and the
 * secret that its return addresses are signed with. 0, or -1 where the database failed.
 */

/* Find why emails cannot leave, in a sentence for people; "" while they can. In arena. */
int trouble_find(struct database *db, struct arena *arena, const char **text,
    struct err *e) NODISCARD;

struct trouble {
	const char *text; /* "": the trouble is over */
	int64_t now_ns, next_ns; /* wall clock: when it was met, and when the sender tries again */
};
int trouble_set(struct database *db, const struct trouble *trouble, struct err *e) NODISCARD;

/* Find the secret, in arena. */
int trouble_secret(struct database *db, struct arena *arena, const char **secret,
    struct err *e) NODISCARD;

#endif
