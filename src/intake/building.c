#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"

/* The building of the account for receipts of unknown accounts. */
#define SUSPENSE_CODE "SUSPENSE"

enum { CODE };

static const struct column COLUMNS[] = {
	[CODE] = { .name = "building_code",
	    .stored = "code",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	{ .name = "name", .stored = "name", .type = COLUMN_TEXT, .mandatory = true },
	{ .name = "address_1", .stored = "address_1", .type = COLUMN_TEXT },
	{ .name = "address_2", .stored = "address_2", .type = COLUMN_TEXT },
	{ .name = "suburb", .stored = "suburb", .type = COLUMN_TEXT },
	{ .name = "state", .stored = "state", .type = COLUMN_TEXT },
	{ .name = "postcode", .stored = "postcode", .type = COLUMN_TEXT, .most = 16 },
	{ .name = "country", .stored = "country", .type = COLUMN_TEXT },
	{ .name = "bill_cycle_code",
	    .stored = "bill_cycle_code",
	    .type = COLUMN_CHOICE,
	    .choices = COLUMN_CYCLES },
	{ .name = "billing_day",
	    .stored = "billing_day",
	    .type = COLUMN_INT,
	    .least = 1,
	    .most = 31 },
	{ .name = "payment_terms_days",
	    .stored = "payment_terms_days",
	    .type = COLUMN_INT,
	    .least = 0,
	    .most = 365 },
	{ .name = "time_zone", .stored = "time_zone", .type = COLUMN_TEXT, .most = 64 },
	{ .name = "tax_number", .stored = "tax_number", .type = COLUMN_TEXT, .most = 40 },
	{ .name = "biller_code", .stored = "biller_code", .type = COLUMN_TEXT, .most = 40 },
	{ .name = "bank_account_name", .stored = "bank_account_name", .type = COLUMN_TEXT },
	{ .name = "bank_account", .stored = "bank_account", .type = COLUMN_TEXT, .most = 64 },
	{ .name = "logo", .stored = "logo", .type = COLUMN_FILE },
	{ .name = "layout", .stored = "layout", .type = COLUMN_FILE },
	{ .name = "message", .stored = "message", .type = COLUMN_NOTE },
	{ .name = "building_group", .stored = "building_group", .type = COLUMN_CODE },
};

/* Store a building: a new one, or over the one with the same code. */
static enum row_outcome
store_building(struct load *load, struct err *e)
{
	const char *code = load->cells[CODE].text;

	if (text_equal_nocase(code, SUSPENSE_CODE))
		return (row_refuse(load, CODE,
		    "\"%s\" is the name of the program's own suspense building; choose another "
		    "code",
		    code));
	return (row_store(load, e));
}

const struct interface INTERFACE_BUILDINGS = {
	.name = "buildings",
	.noun = "building",
	.table = "building",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_building,
	.replaces = true,
};
