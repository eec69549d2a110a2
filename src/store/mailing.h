#ifndef STORE_MAILING_H
#define STORE_MAILING_H

#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * mailing: an email of the queue with the document that it delivers (view mailing), and the changes
 * that the queue makes to it by itself (table email). Agents' decisions: run/email_decision.h.
 * Tries to deliver it: store/delivery.h.
 *
 * Results: 0, or -1 where the database failed; functions that look for a row return 1, or 0 if
 * there is none. A loop ends when its _next has returned 0 or -1. Changes of the queue are part of
 * the caller's transaction.
 */

struct mailing {
	int64_t id;       /* number of the email, which people know as "message" */
	/* which message of the email, from 1: each address that it was released to has one */
	int64_t revision;
	const char *send_to, *cc_to, *subject; /* cc_to: several have ; between them */
	int64_t done; /* recipients who have it already: bit 0 send_to, then those of cc_to */
	int64_t attempts; /* tries since it was released */
	int64_t released_ns; /* when it was released, business time; 0: never */
	const char *state; /* "NEW", "HELD", "RELEASED", ... as in table email */
	const char *run, *number; /* number of the invoice or letter */
	const char *kind; /* kind of its document: "INVOICE", "REVERSAL", "STATEMENT", "REMINDER" */
	const char *document; /* the kind as people read it: "invoice" */
	int64_t level; /* level of a reminder; 0: it is none */
	const char *account; /* its number */
	const char *account_name, *language, *supply_address;
	int32_t day, due_day, period_from, period_to; /* due_day: DATE_NONE for a statement */
	int64_t total_minor; /* the amount that the document asks for, or has on its first page */
	int64_t balance_minor; /* the balance of the account with the document */
	const char *sha256; /* hash of the PDF as it was issued */
	int64_t bytes;
	const char *sender, *sender_email;
	int64_t known_minor, now_minor; /* the account's balance when it was released, and now */
	/*
	 * number of the reversal of its invoice (of a reminder, of one of its invoices); "" if none
	 */
	const char *reversed_by;
	const char *building; /* code of the building */
	const char *came_back; /* why earlier mail to send_to came back; "" if none did */
};

/* Find the email with this id; its strings in arena. */
int mailing_find(struct database *db, int64_t id, struct arena *arena, struct mailing *mailing,
    struct err *e) NODISCARD;

/* The NEW emails of a run, in the order in which it queued them. */
int mailing_new_begin(struct database *db, const char *run, struct err *e) NODISCARD;
int mailing_new_next(struct database *db, struct arena *arena, struct mailing *mailing,
    struct err *e) NODISCARD;

/* Find the id of the email that delivers the document `number` of a run. */
int mailing_of_number(struct database *db, const char *run, const char *number, int64_t *id,
    struct err *e) NODISCARD;

/*
 * How many emails each state has, by state, without empty ones. `state` lives until the next call.
 */
struct mailing_state {
	const char *state;
	int64_t count;
};
int mailing_states_begin(struct database *db, struct err *e) NODISCARD;
int mailing_states_next(struct database *db, struct mailing_state *state, struct err *e) NODISCARD;

/*
 * At most `most` emails of a state, for people; with "" those that a person has to look at. Texts
 * live until the next call.
 */
struct mailing_listed {
	int64_t id;
	const char *account, *building; /* number and code */
	const char *state, *send_to;
	int64_t next_ns; /* a DEFERRED email is not tried before this (wall clock) */
	const char *why; /* why it is in this state; "" if that is not known */
	const char *letter; /* "statement", "reminder"; "" for an invoice or reversal */
};
int mailing_list_begin(struct database *db, const char *state, int64_t most,
    struct err *e) NODISCARD;
int mailing_list_next(struct database *db, struct mailing_listed *email, struct err *e) NODISCARD;

/*
 * The emails that are neither sent nor withdrawn, by id, as people are shown them: call `each` for
 * one after another until it returns something else than 0. Texts live as long as the call.
 */
struct mailing_queued {
	int64_t id;
	const char *state, *account, *account_name; /* account: its number */
	/* balance of the account now; amount of the document */
	int64_t balance_minor, amount_minor;
	/* where a release decides them anew, the customer's present ones */
	const char *send_to, *cc_to;
	const char *subject;
	const char *file; /* "invoices/<run>/EMAIL/..." */
	const char *held_because;
	const char *document; /* "INVOICE", "REMINDER 2" */
};
typedef int mailing_each(void *context, const struct mailing_queued *email, struct err *e);
int mailing_queue(struct database *db, mailing_each *each, void *context, struct err *e) NODISCARD;

/*
 * The emails that may be tried at a moment of the wall clock, the one that was released first comes
 * first. `send_to` lives until the next call. mailing_due_end ends the loop before its last row.
 */
struct mailing_due {
	int64_t id;
	const char *send_to;
};
int mailing_due_begin(struct database *db, int64_t now_ns, struct err *e) NODISCARD;
int mailing_due_next(struct database *db, struct mailing_due *due, struct err *e) NODISCARD;
void mailing_due_end(struct database *db);

/* When the first DEFERRED email may be tried (wall clock): 1, 0 if none is deferred, -1. */
int mailing_next_ns(struct database *db, int64_t *next_ns, struct err *e) NODISCARD;

/*
 * Set an email to SENDING if it is still as it was read: released, to the same addresses, with the
 * balance that it was released with, its document not reversed. 1; 0 if something has changed; -1.
 */
int mailing_take(struct database *db, const struct mailing *mailing, struct err *e) NODISCARD;

/* Hold an email that has not been tried, or is put off; `why` is a reason for people. */
int mailing_hold(struct database *db, int64_t id, const char *why, struct err *e) NODISCARD;

/*
 * Hold every email that is not sent yet and whose account has another balance, or other addresses,
 * than when it was queued or released. Somebody has changed the address, perhaps by mistake: a
 * person looks at it before a bill goes there.
 */
int mailing_hold_changed(struct database *db, struct err *e) NODISCARD;

int mailing_set_subject(struct database *db, int64_t id, const char *subject,
    struct err *e) NODISCARD;

/*
 * Release an email as `auto_release` asks for, at this moment of business time, which `now` is the
 * stamp of.
 */
int mailing_release(struct database *db, int64_t id, int64_t now_ns, const char *now,
    struct err *e) NODISCARD;

/* Set an email to BOUNCED: it came back from its customer, for the reason `why`. */
int mailing_bounced(struct database *db, int64_t id, const char *why, struct err *e) NODISCARD;

/* Record that mail to this address came back on a day: emails of later runs are held for it. */
int mailing_address_bounced(struct database *db, const char *address, int32_t day, const char *why,
    struct err *e) NODISCARD;

/* Store a mail server's last answer about an email; its state stays. */
int mailing_note(struct database *db, int64_t id, const char *why, struct err *e) NODISCARD;

#endif
