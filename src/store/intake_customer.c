#include "store/intake_customer.h"

#include "base/date.h"
#include "store/ledger_row.h"
#include "store/statement.h"

RECORD(intake_known_customer, id, building_id, open_day, close_day, billed_to, product);
RECORD(intake_stay, site, number, product, open_day, close_day);

struct stay_row {
	const char *number;
	int32_t open_day, close_day;
};
RECORD(stay_row, number, open_day, close_day);

int
intake_customer_find(struct database *db, const char *number, struct arena *arena,
    struct intake_known_customer *known, struct err *e)
{
	return (statement_find(db, CUSTOMER_FIND, &(struct by_number){ number }, arena, known, e));
}

int
intake_customer_id(struct database *db, const char *number, int64_t *id, struct err *e)
{
	return (statement_number(db, CUSTOMER_ID, &(struct by_number){ number }, id, e));
}

int
intake_customer_zeros(struct database *db, struct err *e)
{
	int64_t one;

	return (statement_number(db, CUSTOMER_ZEROS, NO_KEY, &one, e));
}

int
intake_customer_overlap(struct database *db, const struct intake_stay *stay, struct arena *arena,
    struct intake_stay *other, struct err *e)
{
	struct stay_row row;
	int found = statement_find(db, CUSTOMER_AT_SITE, stay, arena, &row, e);

	if (found == 1) {
		*other = *stay;
		other->number = row.number;
		other->open_day = row.open_day;
		other->close_day = row.close_day;
	}
	return (found);
}

int
intake_customer_drop_unbilled(struct database *db, int64_t account_id, struct err *e)
{
	struct by_building building;
	int found = statement_number(db, UNBILLED_BUILDING, &(struct by_account){ account_id },
	    &building.building, e);

	if (found != 1)
		return (found);

	/*
	 * Put its building into the scope: triggers keep a transaction from being removed
	 * otherwise.
	 */
	if (statement_run(db, SCOPE_ENTER, &building, e) != 0 ||
	    statement_run(db, UNBILLED_REMOVE, &(struct by_account){ account_id }, e) != 0 ||
	    statement_run(db, SCOPE_LEAVE, &building, e) != 0)
		return (-1);
	return (1);
}

int
intake_customer_opening(struct database *db, const char *number, int64_t *amount_minor,
    struct err *e)
{
	*amount_minor = 0;
	return (statement_number(db, LEDGER_OPENING, &(struct by_number){ number }, amount_minor,
		    e) < 0
		? -1
		: 0);
}

int
intake_customer_post_opening(struct database *db, const char *number, int32_t day,
    int64_t amount_minor, struct err *e)
{
	/* Its day and due day are the account's first day. */
	struct ledger_row row = { 0, day, "OPENING", amount_minor, day, number };

	if (intake_customer_id(db, number, &row.account, e) != 1)
		return (-1);
	return (statement_run(db, LEDGER_ADD, &row, e));
}
