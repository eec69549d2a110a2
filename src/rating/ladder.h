#ifndef RATING_LADDER_H
#define RATING_LADDER_H

#include "rating/bill.h"

/*
 * ladder: finds the tiers of one meter type in the price plan for the period. Internal to this
 * room.
 *
 * A component is one of the prices of every unit (energy, network): it begins with a row whose
 * tier_from is 0. A ladder is a component's rows within one stretch of days, lowest tier first.
 */
struct ladder {
	struct bill_span span;
	const struct rating_price **rows;
	size_t count;
};

struct ladder_component {
	const char *description; /* description of its row with tier_from 0 */
	struct ladder *ladders; /* in the order of time; neighbours have different rows, or a gap
	                           between them */
	size_t count;
};

/*
 * The components of this meter type, in the order in which they first apply, then of the plan.
 * Returns how many; 0 after stopping the bill with PRICE_MISSING.
 */
size_t ladder_build(struct bill *b, const struct type_use *type,
    struct ladder_component **components);

#endif
