#include "base/date.h"
#include "intake/account.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_money.h"

enum { ACCOUNT, CODE, DAY, AMOUNT, GROUP, DESCRIPTION, TAX_CODE, FREQUENCY, END, REFERENCE };

static const char *const FREQUENCIES[] = { "ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL",
	NULL };

static const struct column COLUMNS[] = {
	[ACCOUNT] = { .name = "account_number",
	    .stored = "account_id",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[CODE] = { .name = "charge_item_code",
	    .stored = "code",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[DAY] = { .name = "charge_date",
	    .stored = "day",
	    .key = true,
	    .type = COLUMN_DATE,
	    .mandatory = true },
	[AMOUNT] = { .name = "amount_ex_tax",
	    .stored = "amount_minor",
	    .type = COLUMN_MONEY,
	    .mandatory = true },
	[GROUP] = { .name = "charge_group_code",
	    .stored = "charge_group",
	    .type = COLUMN_TEXT,
	    .most = 32 },
	[DESCRIPTION] = { .name = "invoice_desc", .stored = "invoice_desc", .type = COLUMN_TEXT },
	[TAX_CODE] = { .name = "tax_code", .stored = "tax_code", .type = COLUMN_CODE },
	[FREQUENCY] = { .name = "frequency",
	    .stored = "frequency",
	    .type = COLUMN_CHOICE,
	    .choices = FREQUENCIES,
	    .fallback = "ONCE" },
	[END] = { .name = "end_date", .stored = "end_day", .type = COLUMN_DATE },
	[REFERENCE] = { .name = "reference",
	    .stored = "reference",
	    .key = true,
	    .type = COLUMN_TEXT,
	    .most = 64 },
};

/* Does the cell differ from the stored value? A missing column never does. */
static bool
differs(const struct cell *cell, const char *stored)
{
	return (cell->present && strcmp(cell->text, stored) != 0);
}

/*
 * Refuse a change of a charge that is billed, but for its end date, which may not lie before the
 * last billed day.
 */
static enum row_outcome
check_billed(struct load *load, const struct intake_charge *stored)
{
	const struct cell *c = load->cells;
	char billed[DATE_ISO_SIZE];

	(void)date_format(stored->billed_to, billed);
	if (c[AMOUNT].number != stored->amount_minor || differs(&c[GROUP], stored->charge_group) ||
	    differs(&c[DESCRIPTION], stored->invoice_desc) ||
	    differs(&c[TAX_CODE], stored->tax_code) || differs(&c[FREQUENCY], stored->frequency))
		return (row_refuse(load, AMOUNT,
		    "this charge is on invoices up to %s and cannot change; give it an end_date "
		    "and add one with another charge_date or reference, or reverse the invoice",
		    billed));
	if (c[END].present && c[END].day != stored->end_day && c[END].day != DATE_NONE &&
	    c[END].day < stored->billed_to)
		return (row_refuse(load, END,
		    "this charge is on invoices up to %s and cannot end before; write %s or later, "
		    "or reverse the invoice",
		    billed, billed));
	return (ROW_LOADED);
}

/* Check a charge, before anything is changed. */
static enum row_outcome
check_charge(struct load *load, int64_t account_id, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_charge_key key = { account_id, c[CODE].text, c[DAY].day,
		c[REFERENCE].text };
	struct intake_charge stored;
	char start[DATE_ISO_SIZE], end[DATE_ISO_SIZE];
	int found;

	if (account_id == INTAKE_SUSPENSE_ID)
		return (row_refuse(load, ACCOUNT,
		    "account %s is the suspense account and takes no charges",
		    INTAKE_SUSPENSE_NUMBER));
	if (c[END].day != DATE_NONE && c[END].day < c[DAY].day)
		return (row_refuse(load, END,
		    "the charge ends on %s, before its charge_date %s; mend one of the dates",
		    date_format(c[END].day, end), date_format(c[DAY].day, start)));
	found = intake_charge_find(load->db, &key, &load->arena, &stored, e);
	if (found < 0)
		return (ROW_FAILED);
	return (found == 1 && stored.billed_to != DATE_NONE ? check_billed(load, &stored)
							    : ROW_LOADED);
}

/* Store a charge: a new one, or over the one with the same account, code, day and reference. */
static enum row_outcome
store_charge(struct load *load, struct err *e)
{
	int64_t account_id;
	enum row_outcome outcome = account_find(load, ACCOUNT, &account_id, e);

	if (outcome == ROW_LOADED)
		outcome = check_charge(load, account_id, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	row_set_number(load, ACCOUNT, account_id);
	return (row_store(load, e));
}

const struct interface INTERFACE_CHARGES = {
	.name = "charges",
	.noun = "charge",
	.table = "charge",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_charge,
};
