#include "store/intake_price.h"

#include "store/statement.h"

RECORD(intake_price_key, plan_code, schedule, meter_type, tier_from, invoice_desc, start_day);
RECORD(intake_price, id, price, per, unit, tax_code);
RECORD(intake_overlap, plan_code, schedule, invoice_desc, start_day, next_day);

int
intake_price_find(struct database *db, const struct intake_price_key *key, struct arena *arena,
    struct intake_price *stored, struct err *e)
{
	return (statement_find(db, PRICE_FIND, key, arena, stored, e));
}

int
intake_price_billed(struct database *db, struct arena *arena, const int64_t **ids, size_t *count,
    struct err *e)
{
	struct one_number row;
	int64_t *list = NULL;
	size_t room = 0;
	int rc;

	*count = 0;
	if (statement_query(db, PRICE_BILLED, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, PRICE_BILLED, NULL, &row, e)) == 1) {
		list = arena_grow(arena, list, *count, &room, sizeof(*list));
		list[(*count)++] = row.number;
	}
	*ids = list;
	return (rc);
}

int
intake_price_overlaps(struct database *db,
    void (*each)(void *context, const struct intake_overlap *overlap), void *context, struct err *e)
{
	struct intake_overlap row;
	int rc;

	if (statement_query(db, PRICE_OVERLAPS, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, PRICE_OVERLAPS, NULL, &row, e)) == 1)
		each(context, &row);
	return (rc);
}
