#ifndef RATING_CHARGE_H
#define RATING_CHARGE_H

#include "rating/bill.h"

/* charge: one-off and recurring charges and credits of the account. Internal to this room. */

/*
 * Add a LINE_CHARGE for each occurrence after the charge's billed_to, up to its end and the
 * period's last day; those before the period, not billed yet, too. In the order of the charges,
 * then of days.
 */
void charge_add_lines(struct bill *b);

/* The day of an occurrence, from 0: a month later is the same day of the month, or its last one. */
int32_t charge_occurrence(const struct rating_charge *charge, int index);

#endif
