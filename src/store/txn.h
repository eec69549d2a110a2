#ifndef STORE_TXN_H
#define STORE_TXN_H

#include <stdint.h>

#include "rating/facts.h"
#include "store/agent.h"
#include "store/database.h"

/*
 * txn: unbilled transactions and exceptions (tables txn, txn_line, txn_usage, txn_tax, exception).
 * All of these are called inside the run's database transaction, and none of them can touch a
 * building that is not in scope: triggers see to it.
 */

/*
 * Let this database transaction change these buildings, and no others; and end that, before the
 * commit.
 */
int txn_scope_open(struct database *db, const struct building_set *buildings,
    struct err *e) NODISCARD;
int txn_scope_close(struct database *db, struct err *e) NODISCARD;

/* Remove the unbilled transactions and the exceptions of a run's accounts in a building. */
int txn_clear(struct database *db, const char *run, int64_t building, struct err *e) NODISCARD;

struct txn_owner {
	const char *run;
	int64_t account;
	int64_t building;
};

/*
 * Write the workings of a result's lines in their stored form (rating/steps.h), in arena. Pure: the
 * thread that rates does this, so that the thread with the database need not.
 */
const char *const *txn_workings(const struct rating_result *result, struct arena *arena);

/* Store a result whose outcome is RATING_BILLED, with its workings. */
int txn_add(struct database *db, const struct txn_owner *owner, const struct rating_result *result,
    const char *const *workings, struct err *e) NODISCARD;

/*
 * Store an exception; it gets the state of the last decision about the same facts (the same
 * fingerprint), else it is OPEN.
 */
int txn_add_exception(struct database *db, const struct txn_owner *owner,
    const struct rating_exception *exception, const char *fingerprint, struct err *e) NODISCARD;

/* The name of a line's kind: "USAGE", "CHARGE", ... */
const char *txn_line_kind_name(enum rating_line_kind kind);

#endif
