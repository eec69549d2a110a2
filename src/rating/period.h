#ifndef RATING_PERIOD_H
#define RATING_PERIOD_H

#include "rating/bill.h"

/* period: is the account due, and which days does its bill cover? Internal to this room. */

/*
 * Sets b->limit and b->period.from. Returns RATING_BILLED if the account is due, else
 * RATING_ON_HOLD, RATING_FULLY_BILLED or RATING_NOT_DUE with *reason, a sentence in the arena.
 */
enum rating_outcome period_due(struct bill *b, const char **reason);

/*
 * Sets b->period.to and b->days: the last common read, or the limit for an account without metered
 * services. Returns false after stopping the bill with READ_MISSING: there is no such day
 * (period.to stays DATE_NONE), or a register on site lacks the read at the beginning or the end of
 * its part of the period.
 */
bool period_find(struct bill *b) NODISCARD;

/* The boundaries between which a register on site is measured in this period. */
int32_t period_first_boundary(const struct bill *b, const struct rating_meter *meter);
int32_t period_last_boundary(const struct bill *b, const struct rating_meter *meter);

/* Raises PERIOD_LONG and PERIOD_SHORT. */
void period_check(struct bill *b);

#endif
