#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_place.h"

/* The building that receipts of unknown accounts belong to. */
#define SUSPENSE_CODE "SUSPENSE"

enum {
	CODE,
	NAME,
	ADDRESS_1,
	ADDRESS_2,
	SUBURB,
	STATE,
	POSTCODE,
	COUNTRY,
	CYCLE,
	BILLING_DAY,
	TERMS,
	TIME_ZONE,
	TAX_NUMBER,
	BILLER_CODE,
	BANK_NAME,
	BANK_ACCOUNT,
	LOGO,
	LAYOUT,
	MESSAGE,
	GROUP
};

static const struct column COLUMNS[] = {
	[CODE] = { .name = "building_code", .type = COLUMN_CODE, .mandatory = true },
	[NAME] = { .name = "name", .type = COLUMN_TEXT, .mandatory = true },
	[ADDRESS_1] = { .name = "address_1", .type = COLUMN_TEXT },
	[ADDRESS_2] = { .name = "address_2", .type = COLUMN_TEXT },
	[SUBURB] = { .name = "suburb", .type = COLUMN_TEXT },
	[STATE] = { .name = "state", .type = COLUMN_TEXT },
	[POSTCODE] = { .name = "postcode", .type = COLUMN_TEXT, .most = 16 },
	[COUNTRY] = { .name = "country", .type = COLUMN_TEXT },
	[CYCLE] = { .name = "bill_cycle_code", .type = COLUMN_CHOICE, .choices = COLUMN_CYCLES },
	[BILLING_DAY] = { .name = "billing_day", .type = COLUMN_INT, .least = 1, .most = 31 },
	[TERMS] = { .name = "payment_terms_days", .type = COLUMN_INT, .least = 0, .most = 365 },
	[TIME_ZONE] = { .name = "time_zone", .type = COLUMN_TEXT, .most = 64 },
	[TAX_NUMBER] = { .name = "tax_number", .type = COLUMN_TEXT, .most = 40 },
	[BILLER_CODE] = { .name = "biller_code", .type = COLUMN_TEXT, .most = 40 },
	[BANK_NAME] = { .name = "bank_account_name", .type = COLUMN_TEXT },
	[BANK_ACCOUNT] = { .name = "bank_account", .type = COLUMN_TEXT, .most = 64 },
	[LOGO] = { .name = "logo", .type = COLUMN_FILE },
	[LAYOUT] = { .name = "layout", .type = COLUMN_FILE },
	[MESSAGE] = { .name = "message", .type = COLUMN_NOTE },
	[GROUP] = { .name = "building_group", .type = COLUMN_CODE },
};

/* Store a building: new, or over the one of the same code. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_building building = {
		.code = c[CODE].text,
		.name = c[NAME].text,
		.address_1 = column_given(&c[ADDRESS_1]),
		.address_2 = column_given(&c[ADDRESS_2]),
		.suburb = column_given(&c[SUBURB]),
		.state = column_given(&c[STATE]),
		.postcode = column_given(&c[POSTCODE]),
		.country = column_given(&c[COUNTRY]),
		.bill_cycle_code = column_given(&c[CYCLE]),
		.billing_day = column_given(&c[BILLING_DAY]),
		.payment_terms_days = column_given(&c[TERMS]),
		.time_zone = column_given(&c[TIME_ZONE]),
		.tax_number = column_given(&c[TAX_NUMBER]),
		.biller_code = column_given(&c[BILLER_CODE]),
		.bank_account_name = column_given(&c[BANK_NAME]),
		.bank_account = column_given(&c[BANK_ACCOUNT]),
		.logo = column_given(&c[LOGO]),
		.layout = column_given(&c[LAYOUT]),
		.message = column_given(&c[MESSAGE]),
		.group = column_given(&c[GROUP]),
	};
	int changed;

	if (text_equal_nocase(building.code, SUSPENSE_CODE))
		return (row_refuse(load, CODE,
		    "\"%s\" is the name of the program's own suspense building; choose another "
		    "code",
		    building.code));
	changed = intake_building_save(load->db, &building, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_BUILDINGS = { "buildings", "building", COLUMNS, LENGTH(COLUMNS),
	store, NULL, .replaces = true };
