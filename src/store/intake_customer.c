#include "store/intake_customer.h"

#include "base/date.h"

int
intake_customer_find(struct database *db, const char *number, struct intake_known_customer *known,
    struct err *e)
{
	const enum statement find = SQL_INTAKE_CUSTOMER_FIND;
	int found;

	if (database_query(db, find, e, "s", number) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	known->id = database_int(db, find, 0);
	known->building_id = database_int(db, find, 1);
	known->open_day = database_day(db, find, 2);
	known->close_day = database_day(db, find, 3);
	known->billed_to = database_day(db, find, 4);
	(void)snprintf(known->product, sizeof(known->product), "%s", database_text(db, find, 5));
	database_done(db, find);
	return (1);
}

int
intake_customer_id(struct database *db, const char *number, int64_t *id, struct err *e)
{
	return (database_number(db, SQL_INTAKE_CUSTOMER_ID, id, e, "s", number));
}

int
intake_customer_zeros(struct database *db, struct err *e)
{
	int64_t one;

	return (database_number(db, SQL_INTAKE_CUSTOMER_ZEROS, &one, e, ""));
}

int
intake_customer_overlap(struct database *db, const struct intake_stay *stay, struct arena *arena,
    struct intake_stay *other, struct err *e)
{
	const enum statement find = SQL_INTAKE_CUSTOMER_AT_SITE;
	int found;

	if (database_query(db, find, e, "sssdd", stay->site, stay->number, stay->product,
		stay->open_day, stay->close_day) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	*other = *stay;
	other->number = arena_string(arena, database_text(db, find, 0));
	other->open_day = database_day(db, find, 1);
	other->close_day = database_day(db, find, 2);
	database_done(db, find);
	return (1);
}

int
intake_customer_save(struct database *db, const struct intake_customer *c, struct err *e)
{
	if (database_run(db, SQL_INTAKE_CUSTOMER_SAVE, e, "sisssssddissssssssssssssssssdisssssss",
		c->number, c->building_id, c->name, c->site, c->plan_code, c->cycle, c->delivery,
		c->open_day, c->close_day, (int64_t)c->close_given, c->product, c->customer_type,
		c->customer_sub_type, c->account_manager, c->sales_cust_number, c->email,
		c->cc_email, c->language, c->postal_name, c->postal_1, c->postal_2,
		c->postal_suburb, c->postal_state, c->postal_postcode, c->postal_country,
		c->billing_group, c->message, c->discount_percent, c->since_day,
		(int64_t)c->since_given, c->copy[0], c->copy[1], c->copy[2], c->copy[3], c->copy[4],
		c->copy[5], c->copy[6]) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

int
intake_customer_drop_unbilled(struct database *db, int64_t account_id, struct err *e)
{
	int64_t building_id;
	int found =
	    database_number(db, SQL_INTAKE_UNBILLED_BUILDING, &building_id, e, "i", account_id);

	if (found != 1)
		return (found);

	/* Triggers let a transaction go only while its building is in scope. */
	if (database_run(db, SQL_INTAKE_SCOPE_ADD, e, "i", building_id) != 0 ||
	    database_run(db, SQL_INTAKE_UNBILLED_REMOVE, e, "i", account_id) != 0 ||
	    database_run(db, SQL_INTAKE_SCOPE_REMOVE, e, "i", building_id) != 0)
		return (-1);
	return (1);
}

int
intake_customer_opening(struct database *db, const char *number, int64_t *amount_minor,
    struct err *e)
{
	*amount_minor = 0;
	return (database_number(db, SQL_INTAKE_LEDGER_OPENING, amount_minor, e, "s", number) < 0
		? -1
		: 0);
}

int
intake_customer_post_opening(struct database *db, const char *number, int32_t day,
    int64_t amount_minor, struct err *e)
{
	int64_t id;

	if (intake_customer_id(db, number, &id, e) != 1)
		return (-1);
	/* What is owed on the first day is due on it. */
	return (database_run(db, SQL_INTAKE_LEDGER_ADD, e, "idsids", id, day, "OPENING",
	    amount_minor, day, number));
}
