#ifndef STORE_DELIVERY_H
#define STORE_DELIVERY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"

/*
 * delivery: the tries to deliver emails (table delivery). One is open from before the network is
 * touched until its end is known; mail/journal.h knows of it in between. Results: 0, or -1 where
 * the database failed. A loop ends when its _next has returned 0 or -1. Changes are part of the
 * caller's transaction. All times are those of the wall clock.
 */

struct delivery_begun {
	int64_t email;
	const char *domain; /* of the customer's address */
	const char *sha256; /* of the message's bytes */
	int64_t now_ns;
};

/* Begin a try; *try is its id. */
int delivery_begin(struct database *db, const struct delivery_begun *begun, int64_t *try,
    struct err *e) NODISCARD;

struct delivery_end {
	int64_t try, email;
	int64_t now_ns;
	const char *outcome;  /* "ACCEPTED", "LATER", "NEVER", "NOT_TRIED", "UNKNOWN" */
	const char *reply;    /* the mail server's last word; "" if there was none */
	const char *queue_id; /* the number that the server gave it; "" if it gave none */
	const char *state;    /* of the email from now on */
	const char *because;  /* somebody has to look at it; "" if nobody has to */
	int64_t done;         /* the recipients who have it now: struct mailing's bits */
	bool tried;           /* it counts as an attempt */
	int64_t next_ns;      /* the next try is not before this; 0: it may be at once */
};

/* End a try, and set what that makes of its email. */
int delivery_end(struct database *db, const struct delivery_end *end, struct err *e) NODISCARD;

/* The open tries, in the order in which they began. */
struct delivery_open {
	int64_t try, email;
	int64_t attempts; /* of the email, before this one */
};
int delivery_open_begin(struct database *db, struct err *e) NODISCARD;
int delivery_open_next(struct database *db, struct delivery_open *open, struct err *e) NODISCARD;

/*
 * How many tries began after a moment, by domain, but for those that never left. `domain` lives
 * until the next call.
 */
struct delivery_count {
	const char *domain;
	int64_t count;
};
int delivery_recent_begin(struct database *db, int64_t after_ns, struct err *e) NODISCARD;
int delivery_recent_next(struct database *db, struct delivery_count *count,
    struct err *e) NODISCARD;

#endif
