#ifndef RATING_USAGE_H
#define RATING_USAGE_H

#include "rating/bill.h"

/*
 * usage: turns reads into quantities, and raises the exceptions about them. Internal to this room.
 */

/*
 * Fill b->uses and b->types for the period, which is known and whose reads all exist. Raises
 * READ_ESTIMATED, USAGE_ZERO, USAGE_NEGATIVE, METER_ROLLOVER and METER_EXCHANGED. Returns -1 with
 * b->e set where a figure does not fit.
 */
int usage_measure(struct bill *b) NODISCARD;

/* Put the uses into the result; a result that has no lines has no uses either. */
void usage_show(struct bill *b, struct rating_result *result);

/*
 * The quantity of a register between two boundaries that both have reads: signed, rounded. False if
 * it does not fit.
 */
struct reads_use;
bool usage_quantity(const struct bill *b, const struct rating_meter *meter,
    const struct reads_use *reads, struct decimal *quantity) NODISCARD;

#endif
