#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "mail/address.h"
#include "store/database.h"

/*
 * bounce: a delivery report (RFC 3464) that came back, and what it does to the queue. Which email
 * it is about is said by the return address that it was sent to, which we signed, or else by the
 * Message-ID of what it returns. An auto-reply has no such part and is no bounce.
 */
enum bounce_kind {
	BOUNCE_NONE,    /* no delivery report */
	BOUNCE_UNKNOWN, /* a report about something that is not ours */
	BOUNCE_NEWS,    /* delayed, relayed, delivered: not the end */
	BOUNCE_FAILED
};

struct bounce {
	enum bounce_kind kind;
	int64_t email, revision;    /* by the return address; 0 if that says nothing */
	const char *run, *invoice;  /* by the Message-ID otherwise; "" if that says nothing */
	struct bounce_failure {
		const char *recipient;  /* Final-Recipient, "" if it does not say */
		const char *status;     /* "5.1.1" */
		const char *diagnostic; /* the foreign server's words, one line */
	} failures[ADDRESS_MOST];       /* whom it has not reached */
	size_t count;
};

/* Understand a message. Pure; strings in arena. ERR_REJECT if it is no message at all. */
int bounce_parse(const char *bytes, size_t length, const char *secret, struct arena *arena,
    struct bounce *bounce, struct err *e) NODISCARD;

/*
 * Let it count, in the open database transaction, for an email that is SENT or UNKNOWN. A report
 * without our return address counts only if it names an address that the email went to. *said: what
 * came of it, in arena; *email: the one that is BOUNCED now by a report with our return address, so
 * that more may follow from it, else 0. ERR_RETRY when that email is just being sent.
 */
int bounce_apply(struct database *db, const struct bounce *bounce, struct arena *arena,
    int64_t *email, const char **said, struct err *e) NODISCARD;

#endif
