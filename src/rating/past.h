#ifndef RATING_PAST_H
#define RATING_PAST_H

#include "rating/facts.h"

/*
 * past: what an account used in the periods before a bill, for the chart on it. Pure.
 *
 * The periods are those between the reads that are about one billing cycle apart, counted back from
 * the bill's own. A period in which a register that was on site has no read at both ends breaks the
 * row: what is shown is never a part of the use. What a correction turned back is shown as it is,
 * below nothing. Registers that feed into the grid do not count, nor do DEMAND registers.
 */
#define PAST_MOST 12

struct rating_past {
	int32_t from;
	int32_t to;
	struct decimal quantity;
};

struct rating_past_question {
	int32_t before; /* the last day before the bill's period: a boundary of reads */
	int32_t least;  /* the first day that is this customer's: what was used before is somebody
	              else's business */
	enum rating_cycle cycle;
	int places;     /* of the quantities */
};

/*
 * The earlier periods of these registers together, oldest first, into `past`; returns how many, 0
 * if there are none. Each ends where the next one, the last one where the bill, begins.
 */
size_t past_find(const struct rating_meter *meters, size_t count,
    const struct rating_past_question *question, struct rating_past past[static PAST_MOST]);

/* The first day whose reads past_find can need. */
int32_t past_first_day(const struct rating_past_question *question);

#endif
