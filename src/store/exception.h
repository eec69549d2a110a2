#ifndef STORE_EXCEPTION_H
#define STORE_EXCEPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/building.h"
#include "store/database.h"

/*
 * exception: what runs have found that somebody must decide on (table exception), and the decisions
 * (table decision). Runs add them: store/txn.h.
 */

struct exception {
	int64_t id;
	int64_t account;
	const char *code;        /* "NOT_DRAWABLE", ... */
	const char *fingerprint; /* hash of the facts that a decision is about */
	const char *state;       /* "OPEN", "APPROVED" or "HELD" */
	const char *number;      /* number of the account */
	int64_t building;        /* building of the account */
	const char *building_code;
	const char *agent; /* who asked for the run that raised it */
};

/* Begin the exceptions of a run, or with NULL all, in the order in which they were raised. */
int exception_begin(struct database *db, const char *run, struct err *e) NODISCARD;

/* The next one: 1, 0 at the end, -1. Strings in arena, which the caller may reset after each. */
int exception_next(struct database *db, struct arena *arena, struct exception *exception,
    struct err *e) NODISCARD;

/* Find one by the facts that exceptions.csv shows: 1, 0, -1. Strings in arena. */
int exception_find(struct database *db, const char *number, const char *code,
    const char *fingerprint, struct arena *arena, struct exception *exception,
    struct err *e) NODISCARD;

/* A decision about an exception, and who made it. */
struct exception_decision {
	const char *state; /* "APPROVED" or "HELD" */
	const char *agent; /* code of the agent */
	const char *at;    /* as clock_stamp writes it */
	const char *why;
	const char *claim; /* claim of the request */
};

/* Record a decision, and give its state to the exception. */
int exception_decide(struct database *db, const struct exception *exception,
    const struct exception_decision *decision, struct err *e) NODISCARD;

/* How many of a run's exceptions keep their account out of invoicing: 1, -1. */
int exception_open_count(struct database *db, const char *run, int64_t *count,
    struct err *e) NODISCARD;

/* Does an exception keep this account out of invoicing? 1, 0, -1. */
int exception_blocks(struct database *db, int64_t account, struct err *e) NODISCARD;

#endif
