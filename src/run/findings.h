#ifndef RUN_FINDINGS_H
#define RUN_FINDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "rating/facts.h"
#include "store/account.h"
#include "store/database.h"
#include "store/txn.h"

/*
 * findings: stores the exceptions that a run has found about one account, for people to decide on
 * (manual/spec.md, "Transactions and exceptions").
 */
struct findings {
	struct database *db; /* in a write transaction */
	const struct txn_owner *owner;
	const struct account *account;
	const struct rating_result *result; /* result of rating the account */
};

/*
 * Store the account's exceptions, and VACANT_USAGE if it is closed and fully billed but its meters
 * go on. Each exception takes over the last decision about the same facts. Adds their number to
 * *raised; *blocked: one of them keeps the bill out of invoicing.
 */
int findings_keep(const struct findings *findings, int64_t *raised, bool *blocked,
    struct err *e) NODISCARD;

#endif
