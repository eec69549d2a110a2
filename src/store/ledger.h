#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include <stdint.h>

#include "store/database.h"

/* ledger: one account's money. Its balance is the sum of its entries, and nothing else. */

#define LEDGER_BANDS 5 /* not due yet, 1-30, 31-60, 61-90 and over 90 days late */

struct ledger_ageing {
	int64_t balance; /* sum of the bands; negative: in credit */
	int64_t bands[LEDGER_BANDS];
};

/*
 * How old an account's debt is, by due date, on `today`. A reversal takes back the invoice that it
 * reverses; all other money that came in pays the oldest debt first; what is left over is credit,
 * in band 0. Entries without a due date are due on their day.
 */
int ledger_ageing(struct database *db, int64_t account, int32_t today, struct ledger_ageing *age,
    struct err *e) NODISCARD;

/* The same for `day`, without the entries of later days. */
int ledger_ageing_of(struct database *db, int64_t account, int32_t day, struct ledger_ageing *age,
    struct err *e) NODISCARD;

/*
 * The accounts that have entries, by building and number: call `each` for one after another until
 * it returns something else than 0, and return that; -1 where the database failed. Texts live as
 * long as the call.
 */
struct ledger_account {
	int64_t id;
	const char *building, *number, *name; /* building: code of the building */
};
typedef int ledger_each(void *context, const struct ledger_account *account, struct err *e);
int ledger_accounts(struct database *db, ledger_each *each, void *context, struct err *e) NODISCARD;

#endif
