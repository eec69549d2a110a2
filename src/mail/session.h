#ifndef MAIL_SESSION_H
#define MAIL_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "mail/message.h"
#include "mail/outcome.h"
#include "mail/relay.h"

/*
 * session: one connection to the relay and the messages that go over it. The one file that knows
 * libesmtp (manual/libraries.md, "libesmtp"); no database and no spool. Nothing here decides what
 * is sent, or remembers it: that is the caller's, through two hooks.
 */
#define SESSION_REPLY_SIZE 320

struct session_item {
	const struct message *message;
	int64_t done; /* bits of the recipients that are left out, because they have it */
	/* filled in */
	bool judged;
	struct outcome outcome;
	char reply[SESSION_REPLY_SIZE];  /* the server's last word on it, one line; "" if it said
	                              none */
};

struct session_hooks {
	/*
	 * The last byte is about to be handed over: must be remembered durably before it returns,
	 * or not return.
	 */
	void (*hand_over)(void *context, size_t item);
	/* The server has answered: item->outcome and ->reply are known. */
	void (*ended)(void *context, size_t item);
	void *context;
};

/*
 * Deliver. Every item is judged when it returns: 0 when all had their turn; -1 ERR_RETRY with a
 * sentence for status when the session was not possible or broke off, and then items are
 * OUTCOME_NOT_TRIED, and of those begun at most the last is OUTCOME_UNKNOWN.
 */
int session_run(const struct relay *relay, struct session_item *items, size_t count,
    const struct session_hooks *hooks, struct err *e) NODISCARD;

/*
 * The number that the server gave a message, from its last word ("2.0.0 Ok: queued as 4XyZ" ->
 * "4XyZ"); "" if it gave none.
 */
void session_queue_id(const char *reply, char id[static 64]);

#endif
