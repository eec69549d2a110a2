#include "store/ledger.h"

#include "base/date.h"

/* The band of a debt that is due on `due`. */
static size_t
band_of(int32_t due, int32_t today)
{
	int32_t late = today - due;

	if (late <= 0)
		return (0);
	return (late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : 4);
}

/* The ageing of the entries up to a day, or with DATE_NONE of all. */
static int
age_entries(struct database *db, int64_t account, int32_t until, int32_t today,
    struct ledger_ageing *age, struct err *e)
{
	const enum statement id = SQL_LEDGER_OF_ACCOUNT;
	int64_t amount, credit = 0;
	size_t band;
	int rc;

	/*
	 * Debts into their bands, money in on one heap. A reversal has the due day of its invoice
	 * and takes that back.
	 */
	*age = (struct ledger_ageing){ 0 };
	if (database_query(db, id, e, "id", account, until) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		amount = database_int(db, id, 0);
		age->balance += amount;
		if (amount < 0 && database_int(db, id, 2) == 0)
			credit -= amount;
		else
			age->bands[band_of(database_day(db, id, 1), today)] += amount;
	}

	/* The heap pays the oldest band first. */
	for (band = LEDGER_BANDS; band-- > 0;) {
		amount = credit < age->bands[band] ? credit : age->bands[band];
		age->bands[band] -= amount;
		credit -= amount;
	}
	age->bands[0] -= credit;
	return (rc);
}

int
ledger_ageing(struct database *db, int64_t account, int32_t today, struct ledger_ageing *age,
    struct err *e)
{
	return (age_entries(db, account, DATE_NONE, today, age, e));
}

int
ledger_ageing_of(struct database *db, int64_t account, int32_t day, struct ledger_ageing *age,
    struct err *e)
{
	return (age_entries(db, account, day, day, age, e));
}
