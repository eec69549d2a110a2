#ifndef RATING_PLAN_H
#define RATING_PLAN_H

#include "rating/bill.h"

/*
 * plan: the lines of the price plan that are not usage: supply, fixed, demand, minimum. Internal to
 * this room.
 */

/*
 * Add the LINE_SUPPLY, LINE_FIXED, LINE_DEMAND and LINE_MINIMUM lines, in this order; the usage
 * lines are there already. Stops the bill with READ_MISSING where demand is charged for but was not
 * read. Returns -1 with b->e set where a figure does not fit.
 */
int plan_add_lines(struct bill *b) NODISCARD;

#endif
