#ifndef MAIL_SESSION_H
#define MAIL_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "mail/message.h"
#include "mail/outcome.h"
#include "mail/relay.h"

/*
 * session: one connection to the relay and the messages that go over it. The one file that knows
 * libesmtp (manual/libraries.md, "libesmtp"); no database and no spool. The caller decides what is
 * sent, and records it through two hooks.
 */
#define SESSION_REPLY_SIZE 320

struct session_item {
	const struct message *message;
	int64_t done; /* bits of the recipients that are left out because they have it */
	/* set by session_run */
	bool judged;
	struct outcome outcome;
	/* the server's last reply about it, one line; "" if there was none */
	char reply[SESSION_REPLY_SIZE];
};

struct session_hooks {
	/*
	 * Called before the last byte is handed over. It must store that durably before it returns,
	 * or not return.
	 */
	void (*hand_over)(void *context, size_t item);
	/* Called when the server has answered: item->outcome and ->reply are set. */
	void (*ended)(void *context, size_t item);
	void *context;
};

/*
 * Deliver. Every item is judged when it returns: 0 when all had their turn; -1 ERR_RETRY with a
 * sentence for `status` when the session was not possible or broke off: then the other items are
 * OUTCOME_NOT_TRIED, and of those begun only the last can be OUTCOME_UNKNOWN.
 */
int session_run(const struct relay *relay, struct session_item *items, size_t count,
    const struct session_hooks *hooks, struct err *e) NODISCARD;

/*
 * The number that the server gave a message, from its last reply ("2.0.0 Ok: queued as 4XyZ" ->
 * "4XyZ"); "" if it gave none.
 */
void session_queue_id(const char *reply, char id[static 64]);

#endif
