#include "base/date.h"
#include "intake/account.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_money.h"

enum { ACCOUNT, CODE, DAY, AMOUNT, GROUP, DESCRIPTION, TAX_CODE, FREQUENCY, END, REFERENCE };

static const char *const FREQUENCIES[] = { "ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL",
	NULL };

static const struct column COLUMNS[] = {
	[ACCOUNT] = { .name = "account_number", .type = COLUMN_CODE, .mandatory = true },
	[CODE] = { .name = "charge_item_code", .type = COLUMN_CODE, .mandatory = true },
	[DAY] = { .name = "charge_date", .type = COLUMN_DATE, .mandatory = true },
	[AMOUNT] = { .name = "amount_ex_tax", .type = COLUMN_MONEY, .mandatory = true },
	[GROUP] = { .name = "charge_group_code", .type = COLUMN_TEXT, .most = 32 },
	[DESCRIPTION] = { .name = "invoice_desc", .type = COLUMN_TEXT },
	[TAX_CODE] = { .name = "tax_code", .type = COLUMN_CODE },
	[FREQUENCY] = { .name = "frequency",
	    .type = COLUMN_CHOICE,
	    .choices = FREQUENCIES,
	    .fallback = "ONCE" },
	[END] = { .name = "end_date", .type = COLUMN_DATE },
	[REFERENCE] = { .name = "reference", .type = COLUMN_TEXT, .most = 64 },
};

/* Does the file say something else, or nothing? */
static bool
differs(const char *given, const char *stored)
{
	return (given != NULL && strcmp(given, stored) != 0);
}

/*
 * Of a charge that is billed nothing changes but the day on which it ends, and that not into what
 * is billed.
 */
static enum row_outcome
check_billed(struct load *load, const struct intake_charge *c, const struct intake_charge *stored)
{
	char billed[DATE_ISO_SIZE];

	(void)date_format(stored->billed_to, billed);
	if (c->amount_minor != stored->amount_minor ||
	    differs(c->charge_group, stored->charge_group) ||
	    differs(c->invoice_desc, stored->invoice_desc) ||
	    differs(c->tax_code, stored->tax_code) || differs(c->frequency, stored->frequency))
		return (row_refuse(load, AMOUNT,
		    "this charge is on invoices up to %s and cannot change; give it an end_date "
		    "and add one with another charge_date or reference, or reverse the invoice",
		    billed));
	if (c->end_given && c->end_day != stored->end_day && c->end_day != DATE_NONE &&
	    c->end_day < stored->billed_to)
		return (row_refuse(load, END,
		    "this charge is on invoices up to %s and cannot end before; write %s or later, "
		    "or reverse the invoice",
		    billed, billed));
	return (ROW_LOADED);
}

/* All that must hold before anything is changed. */
static enum row_outcome
check(struct load *load, const struct intake_charge *c, struct err *e)
{
	struct intake_charge stored;
	char start[DATE_ISO_SIZE], end[DATE_ISO_SIZE];
	int found;

	if (c->account_id == INTAKE_SUSPENSE_ID)
		return (row_refuse(load, ACCOUNT,
		    "account %s is the suspense account and takes no charges",
		    INTAKE_SUSPENSE_NUMBER));
	if (c->end_day != DATE_NONE && c->end_day < c->day)
		return (row_refuse(load, END,
		    "the charge ends on %s, before its charge_date %s; mend one of the dates",
		    date_format(c->end_day, end), date_format(c->day, start)));
	found = intake_charge_find(load->db, c, &load->arena, &stored, e);
	if (found < 0)
		return (ROW_FAILED);
	return (found == 1 && stored.billed_to != DATE_NONE ? check_billed(load, c, &stored)
							    : ROW_LOADED);
}

/* Store a charge: new, or over the one of the same account, code, day and reference. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_charge charge = {
		.code = c[CODE].text,
		.day = c[DAY].day,
		.reference = c[REFERENCE].text,
		.amount_minor = c[AMOUNT].number,
		.charge_group = column_given(&c[GROUP]),
		.invoice_desc = column_given(&c[DESCRIPTION]),
		.tax_code = column_given(&c[TAX_CODE]),
		.frequency = column_given(&c[FREQUENCY]),
		.end_day = c[END].day,
		.end_given = c[END].present,
	};
	enum row_outcome outcome = account_find(load, ACCOUNT, &charge.account_id, e);
	int changed;

	if (outcome == ROW_LOADED)
		outcome = check(load, &charge, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	changed = intake_charge_save(load->db, &charge, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_CHARGES = { "charges", "charge", COLUMNS, LENGTH(COLUMNS), store,
	NULL, false };
