#include "store/intake_price.h"

#include "base/memory.h"

int
intake_price_find(struct database *db, const struct intake_price *p, struct arena *arena,
    struct intake_price *stored, struct err *e)
{
	const enum statement find = SQL_INTAKE_PRICE_FIND;
	int found;

	if (database_query(db, find, e, "sssssd", p->plan_code, p->schedule, p->meter_type,
		p->tier_from, p->invoice_desc, p->start_day) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	*stored = *p;
	stored->id = database_int(db, find, 0);
	stored->price = arena_string(arena, database_text(db, find, 1));
	stored->per = arena_string(arena, database_text(db, find, 2));
	stored->unit = arena_string(arena, database_text(db, find, 3));
	stored->tax_code = arena_string(arena, database_text(db, find, 4));
	database_done(db, find);
	return (1);
}

int
intake_price_save(struct database *db, const struct intake_price *p, struct err *e)
{
	if (database_run(db, SQL_INTAKE_PRICE_SAVE, e, "sssssdssssdiss", p->plan_code, p->schedule,
		p->meter_type, p->tier_from, p->invoice_desc, p->start_day, p->per, p->price,
		p->unit, p->tax_code, p->end_day, (int64_t)p->end_given, p->product,
		p->description) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

int
intake_price_billed(struct database *db, struct arena *arena, const int64_t **ids, size_t *count,
    struct err *e)
{
	const enum statement list = SQL_INTAKE_PRICE_BILLED;
	int64_t *grown = NULL, *copy;
	size_t room = 0;
	int row;

	*count = 0;
	if (database_query(db, list, e, "") != 0)
		return (-1);
	while ((row = database_step(db, list, e)) == 1) {
		if (*count == room) {
			room = room > 0 ? 2 * room : 64;
			grown = memory_resize(grown, room, sizeof(*grown));
		}
		grown[(*count)++] = database_int(db, list, 0);
	}
	copy = arena_new(arena, *count + 1, sizeof(*copy));
	if (*count > 0)
		memcpy(copy, grown, *count * sizeof(*copy));
	free(grown);
	*ids = copy;
	return (row);
}

int
intake_price_overlaps(struct database *db,
    void (*each)(void *context, const struct intake_price *first, int32_t then), void *context,
    struct err *e)
{
	const enum statement list = SQL_INTAKE_PRICE_OVERLAPS;
	struct intake_price first = { .id = 0 };
	int row;

	if (database_query(db, list, e, "") != 0)
		return (-1);
	while ((row = database_step(db, list, e)) == 1) {
		first.plan_code = database_text(db, list, 0);
		first.schedule = database_text(db, list, 1);
		first.invoice_desc = database_text(db, list, 2);
		first.start_day = database_day(db, list, 3);
		each(context, &first, database_day(db, list, 4));
	}
	return (row);
}
