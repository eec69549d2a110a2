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
 * unbilled: makes, or makes again, the unbilled transactions of some buildings (manual/spec.md,
 * "Transactions and exceptions"). One pass over their accounts, a few dozen of them in memory at a
 * time: this thread reads and stores, another rates and hands over.
 */

/*
 * One account's new transactions, handed over while they are in memory, so that nobody has to read
 * them again.
 */
struct unbilled_account {
	const char *building; /* code of the building */
	const struct account *account;
	const struct rating_result *result; /* its outcome is RATING_BILLED */
	bool blocked; /* an exception keeps the bill out of invoicing */
};

struct unbilled_order {
	const char *run; /* id of the run; the database has it and its buildings */
	struct building_set buildings;
	int32_t end_date;
	const struct rating_rules *rules;
	struct progress progress;
	/*
	 * Called for each bill, in the order of building and account, by another thread while
	 * unbilled_generate runs: it may use its context, but not the database. Returns 0, or -1
	 * with e set to stop the run.
	 */
	int (*billed)(void *context, const struct unbilled_account *bill, struct err *e);
	void *context;
};

/* How many accounts had which outcome. */
struct unbilled_tally {
	int64_t accounts[RATING_EXCEPTED + 1]; /* number of accounts, by outcome */
	int64_t reads[RATING_EXCEPTED + 1]; /* their reads that are not billed yet, by outcome */
	int64_t total_minor;
	int64_t exceptions; /* number of exceptions that this run raised */
	int64_t open; /* those of them that block and are not approved */
};

/*
 * Replace the unbilled transactions and exceptions of order->buildings by new ones. Call inside a
 * database transaction, whose commit is the commit point: after a crash before it the old ones are
 * still there. Returns 0, or -1, and the caller rolls back.
 */
int unbilled_generate(struct database *db, const struct unbilled_order *order,
    struct unbilled_tally *tally, struct err *e) NODISCARD;

#endif
