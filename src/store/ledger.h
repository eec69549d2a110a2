#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include <stdint.h>

#include "store/database.h"

/* ledger: one account's money. Its balance is the sum of its entries, and nothing else. */

#define LEDGER_BANDS 5 /* not due yet, 1-30, 31-60, 61-90 and over 90 days late */

struct ledger_ageing {
	int64_t balance; /* = the sum of the bands; negative: in credit */
	int64_t bands[LEDGER_BANDS];
};

/*
 * How old an account's debt is, by due date, on `today`. A reversal takes back the invoice that it
 * reverses; all other money that came in pays the oldest debt first; what is left over is credit,
 * in band 0. Entries without a due date are due on their day.
 */
int ledger_ageing(struct database *db, int64_t account, int32_t today, struct ledger_ageing *age,
    struct err *e) NODISCARD;

/* The same as it would have been said on `day`, without the entries of later days. */
int ledger_ageing_of(struct database *db, int64_t account, int32_t day, struct ledger_ageing *age,
    struct err *e) NODISCARD;

/*
 * The accounts that have entries, by building and number: 0 or -1; then _next: 1, 0 at the end, -1.
 * Texts live until the next call.
 */
struct ledger_account {
	int64_t id;
	const char *building, *number, *name; /* building: its code */
};
int ledger_accounts_begin(struct database *db, struct err *e) NODISCARD;
int ledger_accounts_next(struct database *db, struct ledger_account *account,
    struct err *e) NODISCARD;
void ledger_accounts_end(struct database *db); /* before the last one */

#endif
