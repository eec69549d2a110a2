#ifndef RATING_DISCOUNT_H
#define RATING_DISCOUNT_H

#include "rating/bill.h"

/* discount: percentages off the plan's lines. Internal to this room. */

/*
 * Add the LINE_DISCOUNT lines, one for each tax code among the lines: first for the plan's DISCOUNT
 * rows that are valid on the period's last day, in plan order, then for the customer's own
 * discount. Each is a percentage of the plan's lines before any discount. Returns -1 with b->e set
 * where a figure does not fit.
 */
int discount_add_lines(struct bill *b) NODISCARD;

#endif
