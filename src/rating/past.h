#ifndef RATING_PAST_H
#define RATING_PAST_H

#include "rating/facts.h"

/*
 * past: what an account used in the periods before a bill, for the chart on it. Pure.
 *
 * The periods are those between the reads that are about one billing cycle apart, counted back from
 * the bill's own. If a register that was on site lacks a read at an end of a period, the row of
 * periods ends there, so that the chart never shows a part of the use. A correction may make a use
 * negative; it is shown so. Registers that feed into the grid do not count, nor do DEMAND
 * registers.
 */
#define PAST_MOST 12

struct rating_past {
	int32_t from;
	int32_t to;
	struct decimal quantity;
};

struct rating_past_question {
	int32_t before; /* the last day before the bill's period: a boundary of reads */
	int32_t least;  /* the first day of this customer: earlier use was somebody else's */
	enum rating_cycle cycle;
	int places;     /* decimal places of the quantities */
};

/*
 * Find the earlier periods of these registers together, oldest first, into `past`; returns how
 * many, 0 if there are none. Each ends where the next one begins, the last one where the bill
 * begins.
 */
size_t past_find(const struct rating_meter *meters, size_t count,
    const struct rating_past_question *question, struct rating_past past[static PAST_MOST]);

/* The first day whose reads past_find can need. */
int32_t past_first_day(const struct rating_past_question *question);

#endif
