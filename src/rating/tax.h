#ifndef RATING_TAX_H
#define RATING_TAX_H

#include "rating/bill.h"

/* tax: the tax on the lines, by tax code. Internal to this room. */

/*
 * Fill the taxes and the totals of the result from the lines, in the order in which codes first
 * appear; with tax_per_line each line's tax is rounded by itself and kept with it. The rate is that
 * of the period's last day. Lines without any code bear no tax. Stops the bill with PRICE_MISSING
 * for a code without a rate. Returns -1 with b->e set where a figure does not fit.
 */
int tax_add_up(struct bill *b, struct rating_result *result) NODISCARD;

#endif
