#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "mail/address.h"
#include "store/database.h"

/*
 * bounce: a delivery report (RFC 3464) that came back, and its effect on the queue. It is about the
 * email in the return address that it was sent to, which we signed, or else about the one whose
 * Message-ID is in the message that it returns. An auto-reply has no such part and is no bounce.
 */
enum bounce_kind {
	BOUNCE_NONE,    /* no delivery report */
	BOUNCE_UNKNOWN, /* a report about something that is not ours */
	BOUNCE_NEWS,    /* a report that an email is delayed, relayed or delivered: not the end */
	BOUNCE_FAILED
};

struct bounce {
	enum bounce_kind kind;
	int64_t email, revision;    /* those of the return address; 0 if there is none of ours */
	const char *run, *invoice; /* else those of the Message-ID; "" if there is none of ours */
	struct bounce_failure {
		const char *recipient; /* Final-Recipient, "" if it is missing */
		const char *status; /* "5.1.1" */
		const char *diagnostic; /* the other server's text, in one line */
	} failures[ADDRESS_MOST]; /* the recipients that it has not reached */
	size_t count;
};

/* Read a message. Pure; strings in arena. ERR_REJECT if it is no message at all. */
int bounce_parse(const char *bytes, size_t length, const char *secret, struct arena *arena,
    struct bounce *bounce, struct err *e) NODISCARD;

/*
 * Apply a report to its email, if that is SENT or UNKNOWN, in the database transaction that is
 * open. A report without our return address counts only if it names an address that the email went
 * to. *said: a sentence about the result, in arena; *email: the email that is BOUNCED now by a
 * report with our return address, so that the caller may do more about it, else 0. ERR_RETRY while
 * that email is being sent.
 */
int bounce_apply(struct database *db, const struct bounce *bounce, struct arena *arena,
    int64_t *email, const char **said, struct err *e) NODISCARD;

#endif
