#ifndef STORE_OVERDUE_H
#define STORE_OVERDUE_H

#include <stdint.h>

#include "store/database.h"

/* overdue: the accounts that no bill covers for longer than two of their billing cycles. */
struct overdue {
	const char *building, *account, *name, *site, *cycle; /* code, number, ... */
	int32_t billed_to; /* DATE_NONE: it was never billed */
	int64_t days;      /* days since then, or since the day before it opened */
};

/*
 * Call `each` for one account after another, as of `today`, the longest first, until it returns
 * something else than 0, and return that; -1 where the database failed. Texts live as long as the
 * call.
 */
typedef int overdue_each(void *context, const struct overdue *overdue, struct err *e);
int overdue_all(struct database *db, int32_t today, overdue_each *each, void *context,
    struct err *e) NODISCARD;

#endif
