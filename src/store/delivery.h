#ifndef STORE_DELIVERY_H
#define STORE_DELIVERY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"

/*
 * delivery: the tries to deliver emails (table delivery). A try is open from before the network is
 * used until its end is known; in between mail/journal.h records it. Results: 0, or -1 where the
 * database failed. A loop ends when its _next has returned 0 or -1. Changes are part of the
 * caller's transaction. All times are those of the wall clock.
 */

struct delivery_begun {
	int64_t email;
	const char *domain; /* of the customer's address */
	const char *sha256; /* of the message's bytes */
	int64_t now_ns;
};

/* Begin a try; its id goes into *try. */
int delivery_begin(struct database *db, const struct delivery_begun *begun, int64_t *try,
    struct err *e) NODISCARD;

struct delivery_end {
	int64_t try, email;
	int64_t now_ns;
	const char *outcome;  /* "ACCEPTED", "LATER", "NEVER", "NOT_TRIED", "UNKNOWN" */
	const char *reply;    /* the mail server's last answer; "" if there was none */
	const char *queue_id; /* the number that the server gave it; "" if it gave none */
	const char *state;    /* the state of the email from now on */
	const char *because;  /* why somebody has to look at it; "" if nobody has to */
	int64_t done;         /* the recipients who have it now: struct mailing's bits */
	bool tried;           /* this try counts as an attempt */
	int64_t next_ns;      /* the next try is not before this; 0: it may be at once */
};

/* End a try, and give its email the state, reply and times that follow from it. */
int delivery_end(struct database *db, const struct delivery_end *end, struct err *e) NODISCARD;

/* The open tries, in the order in which they began. */
struct delivery_open {
	int64_t try, email;
	int64_t attempts; /* attempts of the email before this one */
};
int delivery_open_begin(struct database *db, struct err *e) NODISCARD;
int delivery_open_next(struct database *db, struct delivery_open *open, struct err *e) NODISCARD;

/*
 * How many tries began after a moment, by domain, without those whose message never left. `domain`
 * lives until the next call.
 */
struct delivery_count {
	const char *domain;
	int64_t count;
};
int delivery_recent_begin(struct database *db, int64_t after_ns, struct err *e) NODISCARD;
int delivery_recent_next(struct database *db, struct delivery_count *count,
    struct err *e) NODISCARD;

#endif
