#ifndef RATING_EXCEPTION_H
#define RATING_EXCEPTION_H

#include "rating/bill.h"

/* exception: the order of a bill's exceptions. Names and defaults are in rating.h. Internal to this room. */

/* Sort by code, keeping the order in which those of one code were raised. */
void exception_sort(struct bill *b);

#endif
