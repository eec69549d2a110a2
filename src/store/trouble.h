#ifndef STORE_TROUBLE_H
#define STORE_TROUBLE_H

#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * trouble: the one row about the sender of emails (table mail_trouble): what keeps it from sending,
 * and the secret that its return addresses are signed with. 0, or -1 where the database failed.
 */

/* *text: what keeps emails from leaving, for people; "" while nothing does. In arena. */
int trouble_find(struct database *db, struct arena *arena, const char **text,
    struct err *e) NODISCARD;

struct trouble {
	const char *text; /* "" ends it */
	int64_t now_ns, next_ns; /* wall clock: it was met, and is tried again */
};
int trouble_set(struct database *db, const struct trouble *trouble, struct err *e) NODISCARD;

/* The secret, in arena. */
int trouble_secret(struct database *db, struct arena *arena, const char **secret,
    struct err *e) NODISCARD;

#endif
