#include "store/delivery.h"

#include "store/statement.h"

RECORD(delivery_begun, email, domain, sha256, now_ns);
RECORD(delivery_end, try, email, now_ns, outcome, reply, queue_id, state, because, done, tried,
    next_ns);
RECORD(delivery_open, try, email, attempts);
RECORD(delivery_count, domain, count);

int
delivery_begin(struct database *db, const struct delivery_begun *begun, int64_t *try, struct err *e)
{
	if (statement_run(db, DELIVERY_ADD, begun, e) != 0)
		return (-1);
	*try = database_inserted(db);
	return (0);
}

int
delivery_end(struct database *db, const struct delivery_end *end, struct err *e)
{
	if (statement_run(db, DELIVERY_END, end, e) != 0)
		return (-1);
	return (statement_run(db, DELIVERY_RESULT, end, e));
}

int
delivery_open_begin(struct database *db, struct err *e)
{
	return (statement_query(db, DELIVERY_OPEN, NO_KEY, e));
}

int
delivery_open_next(struct database *db, struct delivery_open *open, struct err *e)
{
	return (statement_next(db, DELIVERY_OPEN, NULL, open, e));
}

int
delivery_recent_begin(struct database *db, int64_t after_ns, struct err *e)
{
	return (statement_query(db, DELIVERY_RECENT, &(struct by_moment){ after_ns }, e));
}

int
delivery_recent_next(struct database *db, struct delivery_count *count, struct err *e)
{
	return (statement_next(db, DELIVERY_RECENT, NULL, count, e));
}
