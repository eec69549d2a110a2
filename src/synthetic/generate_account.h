#ifndef SYNTHETIC_GENERATE_ACCOUNT_H
#define SYNTHETIC_GENERATE_ACCOUNT_H

#include <stdint.h>

#include "synthetic/generate_world.h"

/*
 * generate_account: writes one customer of a synthetic utility, with meters, reads, charges and
 * receipts.
 */

/* The columns of customers.csv, charges.csv and receipts.csv, separated by blanks. */
extern const char generate_account_customer_columns[];
extern const char generate_account_charge_columns[];
extern const char generate_account_receipt_columns[];

/*
 * Write all rows of the `index`th account, from 0. Its open date is the first day of its last
 * billing cycle, so that one cycle is still to be billed; earlier reads are those of the tenant
 * before.
 */
void generate_account_rows(struct generate_world *world, int64_t index);

#endif
