#include "store/print_order.h"

#include "store/statement.h"

struct print_key {
	const char *run;
	bool by_building;
};
RECORD(print_key, run, by_building);
RECORD(print_order, id, sequence, what, number, account, postcode, home, place, pages, bundle,
    sheet, sha256);

int
print_order_begin(struct database *db, const char *run, bool supplement, bool by_building,
    struct err *e)
{
	const struct print_key key = { run, by_building };

	return (supplement ? statement_query(db, PRINT_SUPPLEMENT, &key, e)
			   : statement_query(db, PRINT_ORDER, &key, e));
}

int
print_order_next(struct database *db, bool supplement, struct print_order *order, struct err *e)
{
	return (supplement ? statement_next(db, PRINT_SUPPLEMENT, NULL, order, e)
			   : statement_next(db, PRINT_ORDER, NULL, order, e));
}

void
print_order_done(struct database *db, bool supplement)
{
	if (supplement)
		statement_done(db, PRINT_SUPPLEMENT);
	else
		statement_done(db, PRINT_ORDER);
}
