#ifndef RATING_CHARGE_H
#define RATING_CHARGE_H

#include "rating/bill.h"

/* charge: one-off and recurring charges and credits of the account. Internal to this room. */

/*
 * Add a LINE_CHARGE for each occurrence after the charge's billed_to, up to its end and the
 * period's last day, with those before the period that are not billed yet. In the order of the
 * charges, then of days.
 */
void charge_add_lines(struct bill *b);

#endif
