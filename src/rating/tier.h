#ifndef RATING_TIER_H
#define RATING_TIER_H

#include "rating/bill.h"

/*
 * tier: prices the use of each meter type, in tiers and across changes of price. Internal to this
 * room.
 */

/*
 * Add the LINE_USAGE lines: by meter type in meter order, component, tier, date. Stops the bill
 * with PRICE_MISSING if a meter type with use has no price for its first units on some day, or rows
 * that cannot be put in one order. Returns -1 with b->e set where a figure does not fit.
 */
int tier_add_lines(struct bill *b) NODISCARD;

#endif
