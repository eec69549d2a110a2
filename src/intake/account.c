#include "intake/account.h"

#include "store/intake_customer.h"
#include "store/intake_money.h"

static int
account_known(struct database *db, const char *number, struct err *e)
{
	int64_t id;

	return (intake_customer_id(db, number, &id, e));
}

int
account_find_zeros(struct load *load, const char *number, const char **full, struct err *e)
{
	static const struct row_codes numbers = { intake_customer_zeros, account_known };

	return (row_find_zeros(load, &numbers, number, full, e));
}

/*
 * Find the account. If it is not known (*known false), refuse the row when only the leading zeros
 * are missing.
 */
static enum row_outcome
look_up(struct load *load, size_t column, int64_t *id, bool *known, struct err *e)
{
	const char *number = load->cells[column].text;
	const char *full;
	int found = intake_customer_id(load->db, number, id, e);

	*known = found == 1;
	if (found == 0) {
		found = account_find_zeros(load, number, &full, e);
		if (found == 1)
			return (row_refuse(load, column,
			    "account \"%s\" is not known, but %s is: Excel has dropped the leading "
			    "zeros; format the column as text and export again",
			    number, full));
	}
	return (found < 0 ? ROW_FAILED : ROW_LOADED);
}

enum row_outcome
account_find(struct load *load, size_t column, int64_t *id, struct err *e)
{
	bool known;
	enum row_outcome outcome = look_up(load, column, id, &known, e);

	if (outcome == ROW_LOADED && !known)
		return (row_refuse(load, column,
		    "account \"%s\" is not known; load it with the customers first",
		    load->cells[column].text));
	return (outcome);
}

enum row_outcome
account_find_or_suspense(struct load *load, size_t column, int64_t *id, struct err *e)
{
	bool known;
	enum row_outcome outcome = look_up(load, column, id, &known, e);

	if (outcome == ROW_LOADED && !known)
		*id = INTAKE_SUSPENSE_ID;
	return (outcome);
}
