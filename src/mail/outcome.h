#ifndef MAIL_OUTCOME_H
#define MAIL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mail/address.h"

/*
 * outcome: what became of one try to deliver, from what was seen of it. Pure. libesmtp's own
 * results are not taken at face value: it says "done" for a session that broke off, keeps the
 * status of an earlier step, and calls a greylisted recipient's message refused for good. The order
 * in which the facts are asked is what makes the answer true; tests/unit/test_outcome.c has a row
 * for each known lie.
 */
enum outcome_kind {
	OUTCOME_ACCEPTED,  /* every recipient has it, or will never: SENT */
	OUTCOME_LATER,     /* it was not taken now: DEFERRED */
	OUTCOME_NEVER, /* the customer's address, or the message, is refused for good: BOUNCED */
	OUTCOME_NOT_TRIED, /* its turn did not come, or what was refused is us and not it: RELEASED
	                      still */
	OUTCOME_UNKNOWN, /* all of it was handed over and no answer came: UNKNOWN, and never sent
	                    again by itself */
	OUTCOME_COUNT
};

struct outcome_facts {
	int mail_code; /* the answer to MAIL FROM; 0: none */
	int transfer_code; /* what the library says of DATA or BDAT; may be stale */
	bool handed_over; /* our callback gave the last byte away */
	bool ended; /* the library told that this message's transfer has ended, with an answer */
	bool distrusted; /* the session should have been authenticated and was not: refusals are not
	                    the message's fault */
	size_t count; /* of the recipients of this try */
	struct outcome_recipient {
		int bit; /* 0: the customer */
		int code; /* the answer to RCPT TO; 0: none */
	} recipients[ADDRESS_MOST];
};

struct outcome {
	enum outcome_kind kind;
	int64_t delivered; /* bits of those who have it now */
	int64_t refused; /* bits of those whose address was refused for good */
};

struct outcome outcome_judge(const struct outcome_facts *facts);

/* "ACCEPTED", ...: table delivery and the journal; and back, OUTCOME_COUNT for no such word. */
const char *outcome_name(enum outcome_kind kind);
enum outcome_kind outcome_from_name(const char *name);

/* The state that the email goes to. */
const char *outcome_state(enum outcome_kind kind);

#endif
