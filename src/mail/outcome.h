#ifndef MAIL_OUTCOME_H
#define MAIL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mail/address.h"

/*
 * outcome: judges one try to deliver by the facts that were seen. Pure. We do not believe
 * libesmtp's own results: it reports "done" for a session that broke off, keeps the status of an
 * earlier step, and takes a greylisted recipient's message for refused for good. The order of the
 * questions makes the judgement right; tests/unit/test_outcome.c has a row for each known lie.
 */
enum outcome_kind {
	OUTCOME_ACCEPTED,  /* every recipient has it, or will never get it: SENT */
	OUTCOME_LATER,     /* the server did not take it now: DEFERRED */
	OUTCOME_NEVER, /* the customer's address, or the message, is refused for good: BOUNCED */
	/* its turn did not come, or the server refused us and not it: still RELEASED */
	OUTCOME_NOT_TRIED,
	OUTCOME_UNKNOWN, /* all of it was handed over and no answer came: UNKNOWN, and never sent
	                    again by itself */
	OUTCOME_COUNT
};

struct outcome_facts {
	int mail_code; /* the answer to MAIL FROM; 0: none */
	int transfer_code; /* the library's status of DATA or BDAT; may be stale */
	bool handed_over; /* our callback has given the last byte */
	/* the library has reported the end of this message's transfer, with an answer */
	bool ended;
	/*
	 * the session should have been authenticated and was not: refusals do not count against the
	 * message
	 */
	bool distrusted;
	size_t count; /* number of recipients of this try */
	struct outcome_recipient {
		int bit; /* 0: the customer */
		int code; /* the answer to RCPT TO; 0: none */
	} recipients[ADDRESS_MOST];
};

struct outcome {
	enum outcome_kind kind;
	int64_t delivered; /* bits of the recipients who have it now */
	int64_t refused; /* bits of the recipients whose address was refused for good */
};

struct outcome outcome_judge(const struct outcome_facts *facts);

/*
 * The name of an outcome in table delivery and the journal: "ACCEPTED", ...; and the outcome of a
 * name, OUTCOME_COUNT for no such name.
 */
const char *outcome_name(enum outcome_kind kind);
enum outcome_kind outcome_from_name(const char *name);

/* The state that the outcome gives the email. */
const char *outcome_state(enum outcome_kind kind);

#endif
