#ifndef RATING_HISTORY_H
#define RATING_HISTORY_H

#include "rating/bill.h"

/* history: compares the use of this period with that of the time before. Internal to this room. */

/*
 * Raises USAGE_HIGH and USAGE_LOW, one meter type at a time: it compares the daily average of the
 * period with that of the 400 days before, if reads cover at least 20 of these days since the
 * account opened. Returns -1 with b->e set where a figure does not fit.
 */
int history_check(struct bill *b) NODISCARD;

/* Set the usual use a day in each exception about a reading, where it is known. */
void history_tell(struct bill *b);

#endif
