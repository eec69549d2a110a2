#ifndef RUN_FINDINGS_H
#define RUN_FINDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "rating/facts.h"
#include "store/account.h"
#include "store/database.h"
#include "store/txn.h"

/* findings: what a run has found about one account, as exceptions that people decide on (SPEC 4).
 */
struct findings {
	struct database *db; /* in a transaction */
	const struct txn_owner *owner;
	const struct account *account;
	const struct rating_result *result; /* the account's, rated */
};

/*
 * Store the account's exceptions, and VACANT_USAGE where an account is closed and billed but its
 * meters go on. Each takes over the last decision on the same facts. Adds to *raised how many there
 * are; *blocked: one of them keeps its bill out of invoicing.
 */
int findings_keep(const struct findings *findings, int64_t *raised, bool *blocked,
    struct err *e) NODISCARD;

#endif
