#include "store/intake_money.h"

#include "base/date.h"
#include "store/ledger_row.h"
#include "store/statement.h"

/* Room for the text "adjustment:" and any id. */
#define SOURCE_SIZE 40

RECORD(ledger_row, account, day, kind, amount_minor, due_day, source);
RECORD(intake_charge_key, account, code, day, reference);
RECORD(intake_charge, amount_minor, charge_group, invoice_desc, tax_code, frequency, end_day,
    billed_to);
RECORD(intake_receipt, account_id, given_number, day, amount_minor, batch_type, reference,
    import_id);
RECORD(intake_adjustment, account_id, reason_code, day, amount_minor, posted, notes, import_id);
RECORD(intake_twin, name, day);

int
intake_charge_find(struct database *db, const struct intake_charge_key *key, struct arena *arena,
    struct intake_charge *stored, struct err *e)
{
	return (statement_find(db, CHARGE_FIND, key, arena, stored, e));
}

int
intake_receipt_twin(struct database *db, const struct intake_receipt *r, struct arena *arena,
    struct intake_twin *twin, struct err *e)
{
	return (statement_find(db, RECEIPT_TWIN, r, arena, twin, e));
}

int
intake_adjustment_twin(struct database *db, const struct intake_adjustment *a, struct arena *arena,
    struct intake_twin *twin, struct err *e)
{
	return (statement_find(db, ADJUSTMENT_TWIN, a, arena, twin, e));
}

int
intake_receipt_add(struct database *db, const struct intake_receipt *r, struct err *e)
{
	char source[SOURCE_SIZE];
	const struct ledger_row entry = { r->account_id, r->day, "RECEIPT", -r->amount_minor,
		DATE_NONE, source };

	if (statement_run(db, RECEIPT_ADD, r, e) != 0)
		return (-1);
	(void)snprintf(source, sizeof(source), "receipt:%lld", (long long)database_inserted(db));
	return (statement_run(db, LEDGER_ADD, &entry, e));
}

int
intake_adjustment_add(struct database *db, const struct intake_adjustment *a, struct err *e)
{
	char source[SOURCE_SIZE];
	const struct ledger_row entry = { a->account_id, a->day, "ADJUSTMENT", a->amount_minor,
		DATE_NONE, source };

	if (statement_run(db, ADJUSTMENT_ADD, a, e) != 0)
		return (-1);
	if (!a->posted)
		return (0);
	(void)snprintf(source, sizeof(source), "adjustment:%lld", (long long)database_inserted(db));
	return (statement_run(db, LEDGER_ADD, &entry, e));
}
