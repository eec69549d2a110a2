#ifndef RATING_HISTORY_H
#define RATING_HISTORY_H

#include "rating/bill.h"

/* history: compares the use of this period with that of the time before. Internal to this room. */

/*
 * Raises USAGE_HIGH and USAGE_LOW, one meter type at a time: its daily average of the period
 * against that of the reads in the 400 days before it, if those cover at least 20 days and belong
 * to this account (not before it opened). Returns -1 with b->e set where a figure does not fit.
 */
int history_check(struct bill *b) NODISCARD;

/* Say in each exception about a reading what was used a day in that time, where it is known. */
void history_tell(struct bill *b);

#endif
