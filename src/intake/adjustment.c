#include "base/date.h"
#include "intake/account.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_money.h"

enum { ACCOUNT, REASON, DAY, AMOUNT, POST, NOTES };

static const char *const YES_NO[] = { "Y", "N", NULL };

static const struct column COLUMNS[] = {
	[ACCOUNT] = { .name = "account_number", .type = COLUMN_CODE, .mandatory = true },
	[REASON] = { .name = "adj_reason_code", .type = COLUMN_CODE, .mandatory = true },
	[DAY] = { .name = "adj_date", .type = COLUMN_DATE, .mandatory = true },
	[AMOUNT] = { .name = "adj_amount", .type = COLUMN_MONEY, .mandatory = true },
	[POST] = { .name = "post_adj", .type = COLUMN_CHOICE, .choices = YES_NO, .fallback = "Y" },
	[NOTES] = { .name = "notes", .type = COLUMN_NOTE },
};

/* Refuse an adjustment that another file has already brought, so that it does not count twice. */
static enum row_outcome
check_twin(struct load *load, const struct intake_adjustment *a, struct err *e)
{
	struct intake_twin twin;
	char iso[DATE_ISO_SIZE];
	int found = intake_adjustment_twin(load->db, a, &load->arena, &twin, e);

	if (found <= 0)
		return (found < 0 ? ROW_FAILED : ROW_LOADED);
	return (row_refuse(load, NOTES,
	    "already loaded from %s on %s; if this is a second adjustment give it notes of its own",
	    twin.name, date_format(twin.day, iso)));
}

/*
 * Store an adjustment; each row of a file is a separate one. The suspense account can be adjusted,
 * to empty it.
 */
static enum row_outcome
store_adjustment(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_adjustment adjustment = {
		.reason_code = c[REASON].text,
		.day = c[DAY].day,
		.amount_minor = c[AMOUNT].number,
		.posted = c[POST].text[0] == 'Y',
		.notes = c[NOTES].text,
		.import_id = load->import_id,
	};
	enum row_outcome outcome;

	if (adjustment.amount_minor == 0)
		return (row_refuse(load, AMOUNT,
		    "an adjustment of 0 changes nothing; write the amount or remove the row"));
	outcome = account_find(load, ACCOUNT, &adjustment.account_id, e);
	if (outcome == ROW_LOADED)
		outcome = check_twin(load, &adjustment, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	return (intake_adjustment_add(load->db, &adjustment, e) == 0 ? ROW_LOADED : ROW_FAILED);
}

const struct interface INTERFACE_ADJUSTMENTS = {
	.name = "adjustments",
	.noun = "adjustment",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_adjustment,
};
