#ifndef RATING_PRICE_H
#define RATING_PRICE_H

#include "rating/bill.h"

/* price: chooses the rows of the price plan that apply, day by day. Internal to this room. */

/*
 * Rows that may apply in the period, and the first days of the stretches within which the choice
 * does not change.
 */
struct price_rows {
	const struct rating_price **rows; /* in the order of the plan */
	size_t count;
	int32_t *cuts; /* ascending; the first is the period's first day */
	size_t cut_count;
};

/* A row, and for how long it applies. */
struct price_part {
	const struct rating_price *row;
	struct bill_span span;
};

/* Rows that follow each other in time, with the same meter type, tier and description. */
struct price_group {
	/* the first of them in the plan, even if it never applies */
	const struct rating_price *first;
	struct price_part *
	    parts; /* in the order of time; neighbours have different rows, or a gap between them */
	size_t count;
};

/*
 * The unit of a meter type's use (SCHED_USAGE) or of demand (SCHED_DEMAND): that of the first row,
 * or "".
 */
const char *price_unit(const struct bill *b, enum rating_schedule schedule, const char *meter_type);

/*
 * Choose the rows of a schedule that overlap the period. For SCHED_USAGE, those of this meter type:
 * rows that name it, or, where no row of the plan does, those that name none. For the others
 * (meter_type NULL), rows that name no meter type or one that is on site in the period;
 * SCHED_DEMAND rows always.
 */
void price_select(struct bill *b, enum rating_schedule schedule, const char *meter_type,
    struct price_rows *rows);

/* The stretch that begins with cut `i`. */
struct bill_span price_stretch(const struct bill *b, const struct price_rows *rows, size_t i);

/*
 * Put the rows that are valid on this day into valid (room for rows->count), in the order of the
 * plan; returns how many. Of rows with the same meter type, tier and description the one that
 * starts later wins, then the one with the higher id.
 */
size_t price_valid(const struct price_rows *rows, int32_t day, const struct rating_price **valid);

/*
 * Put the rows of a schedule (not SCHED_USAGE) into groups, in the order of the plan; returns how
 * many.
 */
size_t price_groups(struct bill *b, enum rating_schedule schedule, struct price_group **groups);

/* The share of its `per` that a part covers: numerator / denominator periods, months or days. */
struct price_share {
	int64_t numerator;
	int64_t denominator;
};
struct price_share price_part_share(const struct price_part *part);

/*
 * Is this part charged? A part with a price per period is charged if it is valid on the period's
 * last day.
 */
bool price_part_counts(const struct bill *b, const struct price_part *part);

/* base x price x share in minor units, rounded once. False if it does not fit. */
bool price_amount(const struct bill *b, struct decimal base, struct decimal price,
    struct price_share share, int64_t *minor) NODISCARD;

#endif
