#ifndef RATING_RATING_H
#define RATING_RATING_H

#include "base/arena.h"
#include "base/err.h"
#include "rating/facts.h"

/*
 * rating: turns the facts of one account into the lines of its next bill. Pure: memory in, memory
 * out.
 *
 * The caller gathers a struct rating_case from wherever it likes (the database, a JSON file, a test
 * table); rating decides the period, computes usage, applies the price plan, and reports every
 * exception that these facts raise. The same case always gives the same result, in the same order,
 * to the byte. RATE.md has all rules, and bills worked out by hand.
 */

/*
 * Rate one account. Everything in result lives in arena (or in the case). Returns 0 also when the
 * account is not due or excepted: that is the result. Returns -1 with ERR_REJECT when a figure
 * overflows, naming the account and the line.
 */
int rating_rate(const struct rating_case *c, struct arena *arena, struct rating_result *result,
    struct err *e) NODISCARD;

/* The default rules: severities, thresholds, no taxes. */
void rating_rules_default(struct rating_rules *rules);

#endif
