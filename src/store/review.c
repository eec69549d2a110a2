#include "store/review.h"

#include "store/list_span.h"
#include "store/statement.h"

RECORD(review, building, account, name, site, meter, reg, type, from_value, from_day,
    from_estimated, to_value, to_day, to_estimated, usage, unit, days, usual, code, severity, state,
    detail, fingerprint, run, kind);

int
review_all(struct database *db, review_each *each, void *context, struct err *e)
{
	const struct list_span all = { .most = INT64_MAX };
	struct review review;
	int rc = statement_query(db, REVIEW, &all, e);

	while (rc == 0 && (rc = statement_next(db, REVIEW, NULL, &review, e)) == 1)
		rc = each(context, &review, e);
	statement_done(db, REVIEW);
	return (rc);
}
