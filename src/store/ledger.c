#include "store/ledger.h"

#include "base/date.h"
#include "store/statement.h"

RECORD(ledger_account, id, building, number, name);

struct ledger_entry {
	int64_t amount;
	int32_t due_day; /* the day of the entry where it has no due day */
	bool reversal;
};
RECORD(ledger_entry, amount, due_day, reversal);

/* The band of a debt with this due day. */
static size_t
band_of(int32_t due, int32_t today)
{
	int32_t late = today - due;

	if (late <= 0)
		return (0);
	return (late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : 4);
}

/* Age the entries up to a day, or with DATE_NONE all entries. */
static int
age_entries(struct database *db, int64_t account, int32_t until, int32_t today,
    struct ledger_ageing *age, struct err *e)
{
	const struct account_day key = { account, until };
	struct ledger_entry entry;
	int64_t amount, credit = 0;
	size_t band;
	int rc;

	/*
	 * Add debts to their bands, and payments to the credit. A reversal has the due day of its
	 * invoice, and takes that debt off its band.
	 */
	*age = (struct ledger_ageing){ 0 };
	if (statement_query(db, LEDGER_OF_ACCOUNT, &key, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LEDGER_OF_ACCOUNT, NULL, &entry, e)) == 1) {
		age->balance += entry.amount;
		if (entry.amount < 0 && !entry.reversal)
			credit -= entry.amount;
		else
			age->bands[band_of(entry.due_day, today)] += entry.amount;
	}

	/* The credit pays the oldest band first. */
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

int
ledger_accounts(struct database *db, ledger_each *each, void *context, struct err *e)
{
	struct ledger_account account;
	int rc = statement_query(db, LEDGER_ACCOUNTS, NO_KEY, e);

	while (rc == 0 && (rc = statement_next(db, LEDGER_ACCOUNTS, NULL, &account, e)) == 1)
		rc = each(context, &account, e);
	statement_done(db, LEDGER_ACCOUNTS);
	return (rc);
}
