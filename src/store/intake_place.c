#include "store/intake_place.h"

int
intake_building_id(struct database *db, const char *code, int64_t *id, struct err *e)
{
	return (database_number(db, SQL_INTAKE_BUILDING_FIND, id, e, "s", code));
}

int
intake_building_save(struct database *db, const struct intake_building *b, struct err *e)
{
	if (database_run(db, SQL_INTAKE_BUILDING_SAVE, e, "ssssssssssssssssssss", b->code, b->name,
		b->address_1, b->address_2, b->suburb, b->state, b->postcode, b->country,
		b->bill_cycle_code, b->billing_day, b->payment_terms_days, b->time_zone,
		b->tax_number, b->biller_code, b->bank_account_name, b->bank_account, b->logo,
		b->layout, b->message, b->group) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

/* Has the agent exactly these buildings? 1, 0, -1. */
static int
has_buildings(struct database *db, int64_t agent, const struct intake_agent *a, struct err *e)
{
	const enum statement list = SQL_INTAKE_AGENT_BUILDING_LIST;
	size_t count = 0;
	int row;

	if (database_query(db, list, e, "i", agent) != 0)
		return (-1);
	while ((row = database_step(db, list, e)) == 1) {
		if (count == a->building_count ||
		    database_int(db, list, 0) != a->buildings[count]) {
			database_done(db, list);
			return (0);
		}
		count++;
	}
	return (row < 0 ? -1 : count == a->building_count);
}

/* Replace the agent's list. */
static int
set_buildings(struct database *db, int64_t agent, const struct intake_agent *a, struct err *e)
{
	size_t i;

	if (database_run(db, SQL_INTAKE_AGENT_BUILDING_CLEAR, e, "i", agent) != 0)
		return (-1);
	for (i = 0; i < a->building_count; i++)
		if (database_run(db, SQL_INTAKE_AGENT_BUILDING_ADD, e, "ii", agent,
			a->buildings[i]) != 0)
			return (-1);
	return (0);
}

int
intake_agent_id(struct database *db, const char *code, int64_t *id, struct err *e)
{
	return (database_number(db, SQL_INTAKE_AGENT_FIND, id, e, "s", code));
}

int
intake_loan_save(struct database *db, const struct intake_loan *loan, struct err *e)
{
	if (database_run(db, SQL_INTAKE_LOAN_SAVE, e, "iidds", loan->agent, loan->building,
		loan->from, loan->to, loan->note) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

int
intake_agent_save(struct database *db, const struct intake_agent *a, struct err *e)
{
	int64_t id = 0;
	int changed, same;

	if (database_run(db, SQL_INTAKE_AGENT_SAVE, e, "sssss", a->code, a->name, a->email, a->role,
		a->all_buildings) != 0)
		return (-1);
	changed = database_changes(db) > 0 ? 1 : 0;
	if (a->buildings == NULL)
		return (changed);
	if (database_number(db, SQL_INTAKE_AGENT_FIND, &id, e, "s", a->code) < 0)
		return (-1);
	same = has_buildings(db, id, a, e);
	if (same != 0)
		return (same < 0 ? -1 : changed);
	return (set_buildings(db, id, a, e) != 0 ? -1 : 1);
}
