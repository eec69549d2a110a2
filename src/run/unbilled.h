#ifndef RUN_UNBILLED_H
#define RUN_UNBILLED_H

#include <stdbool.h>
#include <stdint.h>

#include "rating/facts.h"
#include "run/progress.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/database.h"

/*
 * unbilled: generate, or generate again, the unbilled transactions of some buildings (SPEC 4).
 * One pass over their accounts, a few dozen of them in memory at a time: this thread reads and
 * stores, another rates and hands over.
 */

/*
 * One account's new transactions, handed over while they are in memory, so that nobody has to read
 * them again.
 */
struct unbilled_account {
	const char *building; /* code */
	const struct account *account;
	const struct rating_result *result; /* outcome RATING_BILLED */
	bool blocked; /* an exception keeps it out of invoicing */
};

struct unbilled_order {
	const char *run; /* the run's id: it and its buildings are in the database */
	struct building_set buildings;
	int32_t end_date;
	const struct rating_rules *rules;
	struct progress progress;
	/*
	 * Called for each, in the order of building and account, by another thread while
	 * unbilled_generate runs: it must keep to its context and away from the database.
	 * Returns 0, or -1 with e set to stop the run.
	 */
	int (*billed)(void *context, const struct unbilled_account *bill, struct err *e);
	void *context;
};

/* How many accounts came to which end. */
struct unbilled_tally {
	int64_t accounts[RATING_EXCEPTED + 1]; /* by outcome */
	int64_t reads[RATING_EXCEPTED +
	    1];    /* reads of the time not yet billed, by outcome of their account */
	int64_t total_minor;
	int64_t exceptions; /* raised in this run */
	int64_t open;       /* of these, blocking and without an approval */
};

/* "BILLED", "NOT_DUE", "ON_HOLD", "FULLY_BILLED", "EXCEPTED": as in table run_count. */
const char *unbilled_outcome_name(enum rating_outcome outcome);

/*
 * Replace the unbilled transactions and exceptions of order->buildings by new ones. Call inside a
 * database transaction, whose commit is the commit point: a crash before it leaves what was there.
 * Returns 0, or -1 and the caller rolls back.
 */
int unbilled_generate(struct database *db, const struct unbilled_order *order,
    struct unbilled_tally *tally, struct err *e) NODISCARD;

#endif
