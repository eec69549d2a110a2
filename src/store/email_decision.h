#ifndef STORE_EMAIL_DECISION_H
#define STORE_EMAIL_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/agent.h"
#include "store/building.h"
#include "store/database.h"

/*
 * email_decision: emails of the queue as people decide about them, and their decisions (tables
 * email, email_decision). run/email_decision.h has which decision is possible when, store/mailing.h
 * the changes that the queue makes by itself. Those that write are called in the caller's database
 * transaction.
 *
 * Results: 0, or -1 where the database failed; a function that looks for a row returns 1, or 0 if
 * there is none. Strings are in arena.
 */

/* An email, and the building that it belongs to. */
struct decidable_email {
	int64_t id; /* its number, which people know as "message" */
	const char *state; /* "NEW", "HELD", "RELEASED", ... as in table email */
	int64_t building;
	const char *building_code;
	const char *kind; /* its document: "INVOICE", "REVERSAL", "STATEMENT" or "REMINDER" */
};

/* Begin the emails of a run, or with NULL of all, in the buildings that an agent reaches today. */
int email_decision_begin(struct database *db, const char *run, const struct agent *agent,
    struct err *e) NODISCARD;
int email_decision_next(struct database *db, struct arena *arena, struct decidable_email *email,
    struct err *e) NODISCARD;

/* Find the email with this id. */
int email_decision_find(struct database *db, int64_t id, struct arena *arena,
    struct decidable_email *email, struct err *e) NODISCARD;

/* The values of an email now that email-queue.csv shows. */
struct seen_email {
	const char *state;
	const char *send_to, *cc_to; /* to whom it would go */
	int64_t balance;             /* balance of its account, in minor units */
	const char *held_because;    /* "" while it is not HELD */
};
int email_decision_seen(struct database *db, int64_t id, struct arena *arena,
    struct seen_email *seen, struct err *e) NODISCARD;

/* A decision as it is recorded. */
struct email_decision {
	int64_t email;
	const char *state; /* the state that it gives the email */
	const char *why;
	const char *claim; /* claim of the request */
};

/* Record a decision. It does not change the email. */
int email_decision_add(struct database *db, const struct email_decision *decision,
    struct err *e) NODISCARD;

/* The person who decides, and when. */
struct email_decider {
	const char *agent;   /* code of the agent */
	const char *at;      /* as clock_stamp writes it */
	int64_t now_ns;      /* business time */
};

/*
 * Record a decision about an email, and do as it says. RELEASED takes the account's balance and
 * addresses as they are now; an email that goes to another address than before, or that came back,
 * becomes another message.
 */
int email_decision_make(struct database *db, const struct email_decision *decision,
    const struct decidable_email *email, const struct email_decider *by, struct err *e) NODISCARD;

/* ---- by post instead ------------------------------------------------------------------------- */

/* Was the document of an email drawn with a postal address? 1, 0, -1. */
int email_decision_can_post(struct database *db, int64_t email, struct err *e) NODISCARD;

/* Take an email out of the queue: it becomes DO_NOT_SEND. */
int email_decision_withdraw(struct database *db, int64_t email, struct err *e) NODISCARD;

/* Begin the emails that a request has withdrawn, by run and by their place in the run. */
struct withdrawn_email {
	int64_t id;
	const char *recipient; /* address lines, as run/recipient.h writes them */
};
int email_decision_withdrawn_begin(struct database *db, const char *claim, struct err *e) NODISCARD;
int email_decision_withdrawn_next(struct database *db, struct arena *arena,
    struct withdrawn_email *email, struct err *e) NODISCARD;

/* Find the buildings of the emails that a request has withdrawn. */
int email_decision_withdrawn_buildings(struct database *db, const char *claim, struct arena *arena,
    struct building_set *set, struct err *e) NODISCARD;

#endif
