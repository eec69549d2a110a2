#include "store/intake_money.h"

#include "base/date.h"

/* Room for "adjustment:" and any id. */
#define SOURCE_SIZE 40

int
intake_charge_find(struct database *db, const struct intake_charge *c, struct arena *arena,
    struct intake_charge *stored, struct err *e)
{
	const enum statement find = SQL_INTAKE_CHARGE_FIND;
	int found;

	if (database_query(db, find, e, "isds", c->account_id, c->code, c->day, c->reference) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	*stored = *c;
	stored->amount_minor = database_int(db, find, 1);
	stored->charge_group = arena_string(arena, database_text(db, find, 2));
	stored->invoice_desc = arena_string(arena, database_text(db, find, 3));
	stored->tax_code = arena_string(arena, database_text(db, find, 4));
	stored->frequency = arena_string(arena, database_text(db, find, 5));
	stored->end_day = database_day(db, find, 6);
	stored->billed_to = database_day(db, find, 7);
	database_done(db, find);
	return (1);
}

int
intake_charge_save(struct database *db, const struct intake_charge *c, struct err *e)
{
	if (database_run(db, SQL_INTAKE_CHARGE_SAVE, e, "isdsissssdi", c->account_id, c->code,
		c->day, c->reference, c->amount_minor, c->charge_group, c->invoice_desc,
		c->tax_code, c->frequency, c->end_day, (int64_t)c->end_given) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

/* The row of a twin: file name and day. */
static int
take_twin(struct database *db, enum statement id, struct arena *arena, const char **name,
    int32_t *day, struct err *e)
{
	int found = database_step(db, id, e);

	if (found != 1)
		return (found);
	*name = arena_string(arena, database_text(db, id, 0));
	*day = database_day(db, id, 1);
	database_done(db, id);
	return (1);
}

int
intake_receipt_twin(struct database *db, const struct intake_receipt *r, struct arena *arena,
    const char **name, int32_t *day, struct err *e)
{
	if (database_query(db, SQL_INTAKE_RECEIPT_TWIN, e, "sdissi", r->given_number, r->day,
		r->amount_minor, r->batch_type, r->reference, r->import_id) != 0)
		return (-1);
	return (take_twin(db, SQL_INTAKE_RECEIPT_TWIN, arena, name, day, e));
}

int
intake_adjustment_twin(struct database *db, const struct intake_adjustment *a, struct arena *arena,
    const char **name, int32_t *day, struct err *e)
{
	if (database_query(db, SQL_INTAKE_ADJUSTMENT_TWIN, e, "idissii", a->account_id, a->day,
		a->amount_minor, a->reason_code, a->notes, (int64_t)a->posted, a->import_id) != 0)
		return (-1);
	return (take_twin(db, SQL_INTAKE_ADJUSTMENT_TWIN, arena, name, day, e));
}

int
intake_receipt_add(struct database *db, const struct intake_receipt *r, struct err *e)
{
	char source[SOURCE_SIZE];

	if (database_run(db, SQL_INTAKE_RECEIPT_ADD, e, "isdissi", r->account_id, r->given_number,
		r->day, r->amount_minor, r->batch_type, r->reference, r->import_id) != 0)
		return (-1);

	/* What was paid is owed no more. */
	(void)snprintf(source, sizeof(source), "receipt:%lld", (long long)database_inserted(db));
	return (database_run(db, SQL_INTAKE_LEDGER_ADD, e, "idsids", r->account_id, r->day,
	    "RECEIPT", -r->amount_minor, DATE_NONE, source));
}

int
intake_adjustment_add(struct database *db, const struct intake_adjustment *a, struct err *e)
{
	char source[SOURCE_SIZE];

	if (database_run(db, SQL_INTAKE_ADJUSTMENT_ADD, e, "isdiisi", a->account_id, a->reason_code,
		a->day, a->amount_minor, (int64_t)a->posted, a->notes, a->import_id) != 0)
		return (-1);
	if (!a->posted)
		return (0);
	(void)snprintf(source, sizeof(source), "adjustment:%lld", (long long)database_inserted(db));
	return (database_run(db, SQL_INTAKE_LEDGER_ADD, e, "idsids", a->account_id, a->day,
	    "ADJUSTMENT", a->amount_minor, DATE_NONE, source));
}
