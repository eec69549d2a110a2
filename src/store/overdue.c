#include "store/overdue.h"

#include "store/statement.h"

RECORD(overdue, building, account, name, site, cycle, billed_to, days);

int
overdue_all(struct database *db, int32_t today, overdue_each *each, void *context, struct err *e)
{
	const struct by_day key = { today };
	struct overdue overdue;
	int rc = statement_query(db, OVERDUE, &key, e);

	while (rc == 0 && (rc = statement_next(db, OVERDUE, NULL, &overdue, e)) == 1)
		rc = each(context, &overdue, e);
	statement_done(db, OVERDUE);
	return (rc);
}
