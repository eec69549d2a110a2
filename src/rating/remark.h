#ifndef RATING_REMARK_H
#define RATING_REMARK_H

#include "rating/bill.h"

/* remark: raises the exceptions about a bill that could be made. Internal to this room. */

/*
 * Raises BILL_HIGH, BILL_ZERO, BILL_NEGATIVE, CLOSED_DATE_SET, NOT_BILLED_TO_CLOSE,
 * PENDING_MOVE_OUT, NO_EMAIL and NO_POSTAL_ADDRESS.
 */
void remark_bill(struct bill *b, int64_t total_minor);

#endif
