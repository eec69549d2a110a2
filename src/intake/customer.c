#include "base/date.h"
#include "intake/account.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_customer.h"
#include "store/intake_money.h"
#include "store/intake_place.h"

enum {
	NUMBER,
	NAME,
	BUILDING,
	SITE,
	PLAN,
	CYCLE,
	DELIVERY,
	OPEN,
	CLOSE,
	PRODUCT,
	TYPE,
	SUB_TYPE,
	MANAGER,
	SALES_NUMBER,
	EMAIL,
	CC_EMAIL,
	LANGUAGE,
	POSTAL_NAME,
	POSTAL_1,
	POSTAL_2,
	POSTAL_SUBURB,
	POSTAL_STATE,
	POSTAL_POSTCODE,
	POSTAL_COUNTRY,
	BILLING_GROUP,
	MESSAGE,
	DISCOUNT,
	OPENING,
	SINCE,
	COPY_NAME,
	COPY_1,
	COPY_2,
	COPY_SUBURB,
	COPY_STATE,
	COPY_POSTCODE,
	COPY_COUNTRY
};

static const char *const DELIVERIES[] = { "EMAIL", "POST", NULL };

static const struct column COLUMNS[] = {
	[NUMBER] = { .name = "account_number",
	    .stored = "number",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[NAME] = { .name = "account_name",
	    .stored = "name",
	    .type = COLUMN_TEXT,
	    .mandatory = true },
	[BUILDING] = { .name = "building_code",
	    .stored = "building_id",
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[SITE] = { .name = "site_identifier",
	    .stored = "site",
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[PLAN] = { .name = "price_plan_code",
	    .stored = "plan_code",
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[CYCLE] = { .name = "bill_cycle_code",
	    .stored = "cycle",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = COLUMN_CYCLES },
	[DELIVERY] = { .name = "invoice_delivery_class",
	    .stored = "delivery",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = DELIVERIES },
	[OPEN] = { .name = "open_date",
	    .stored = "open_day",
	    .type = COLUMN_DATE,
	    .mandatory = true },
	[CLOSE] = { .name = "close_date", .stored = "close_day", .type = COLUMN_DATE },
	[PRODUCT] = { .name = "product_type",
	    .stored = "product",
	    .type = COLUMN_CHOICE,
	    .choices = COLUMN_PRODUCTS },
	[TYPE] = { .name = "customer_type_code",
	    .stored = "customer_type",
	    .type = COLUMN_TEXT,
	    .most = 32 },
	[SUB_TYPE] = { .name = "customer_sub_type_code",
	    .stored = "customer_sub_type",
	    .type = COLUMN_TEXT,
	    .most = 32 },
	[MANAGER] = { .name = "account_manager", .stored = "account_manager", .type = COLUMN_TEXT },
	[SALES_NUMBER] = { .name = "sales_cust_number",
	    .stored = "sales_cust_number",
	    .type = COLUMN_TEXT,
	    .most = 64 },
	[EMAIL] = { .name = "email", .stored = "email", .type = COLUMN_EMAIL },
	[CC_EMAIL] = { .name = "cc_email", .stored = "cc_email", .type = COLUMN_EMAILS },
	[LANGUAGE] = { .name = "language", .stored = "language", .type = COLUMN_TEXT, .most = 16 },
	[POSTAL_NAME] = { .name = "postal_name", .stored = "postal_name", .type = COLUMN_TEXT },
	[POSTAL_1] = { .name = "postal_1", .stored = "postal_1", .type = COLUMN_TEXT },
	[POSTAL_2] = { .name = "postal_2", .stored = "postal_2", .type = COLUMN_TEXT },
	[POSTAL_SUBURB] = { .name = "postal_suburb",
	    .stored = "postal_suburb",
	    .type = COLUMN_TEXT },
	[POSTAL_STATE] = { .name = "postal_state", .stored = "postal_state", .type = COLUMN_TEXT },
	[POSTAL_POSTCODE] = { .name = "postal_postcode",
	    .stored = "postal_postcode",
	    .type = COLUMN_TEXT,
	    .most = 16 },
	[POSTAL_COUNTRY] = { .name = "postal_country",
	    .stored = "postal_country",
	    .type = COLUMN_TEXT },
	[BILLING_GROUP] = { .name = "billing_group",
	    .stored = "billing_group",
	    .type = COLUMN_TEXT,
	    .most = 64 },
	[MESSAGE] = { .name = "invoice_message", .stored = "message", .type = COLUMN_NOTE },
	[DISCOUNT] = { .name = "discount_percent",
	    .stored = "discount_percent",
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 100,
	    .fallback = "0" },
	/* goes into the ledger, not into a column */
	[OPENING] = { .name = "opening_balance", .type = COLUMN_MONEY },
	[SINCE] = { .name = "customer_since", .stored = "since_day", .type = COLUMN_DATE },
	[COPY_NAME] = { .name = "copy_name", .stored = "copy_name", .type = COLUMN_TEXT },
	[COPY_1] = { .name = "copy_1", .stored = "copy_1", .type = COLUMN_TEXT },
	[COPY_2] = { .name = "copy_2", .stored = "copy_2", .type = COLUMN_TEXT },
	[COPY_SUBURB] = { .name = "copy_suburb", .stored = "copy_suburb", .type = COLUMN_TEXT },
	[COPY_STATE] = { .name = "copy_state", .stored = "copy_state", .type = COLUMN_TEXT },
	[COPY_POSTCODE] = { .name = "copy_postcode",
	    .stored = "copy_postcode",
	    .type = COLUMN_TEXT,
	    .most = 16 },
	[COPY_COUNTRY] = { .name = "copy_country", .stored = "copy_country", .type = COLUMN_TEXT },
};

/* Refuse a new account whose number only lacks the leading zeros of a known one. */
static enum row_outcome
check_new_number(struct load *load, struct err *e)
{
	const char *number = load->cells[NUMBER].text, *full;
	int found = account_find_zeros(load, number, &full, e);

	if (found < 0)
		return (ROW_FAILED);
	if (found == 1)
		return (row_refuse(load, NUMBER,
		    "account \"%s\" is not known, but %s is: Excel has dropped the leading zeros; "
		    "format the column as text and export again",
		    number, full));
	return (ROW_LOADED);
}

/* The day on which the account closes; without the column in the file, the stored one. */
static int32_t
close_day(const struct load *load, const struct intake_known_customer *known)
{
	return (load->cells[CLOSE].present ? load->cells[CLOSE].day : known->close_day);
}

/* Do the dates agree with each other and with the billed days? */
static enum row_outcome
check_dates(struct load *load, const struct intake_known_customer *known)
{
	int32_t open_day = load->cells[OPEN].day, since_day = load->cells[SINCE].day;
	int32_t closes = close_day(load, known);
	char open[DATE_ISO_SIZE], other[DATE_ISO_SIZE];

	(void)date_format(open_day, open);
	if (closes != DATE_NONE && closes < open_day)
		return (row_refuse(load, CLOSE,
		    "the account closes on %s, before it opens on %s; mend one of the dates",
		    date_format(closes, other), open));
	if (since_day != DATE_NONE && since_day > open_day)
		return (row_refuse(load, SINCE,
		    "a customer since %s cannot have an account that opens before, on %s; mend one "
		    "of the dates",
		    date_format(since_day, other), open));
	if (known->billed_to != DATE_NONE && open_day != known->open_day)
		return (row_refuse(load, OPEN,
		    "the account is billed from its open date %s on, which cannot become %s any "
		    "more; reverse its invoices with rebill = yes first",
		    date_format(known->open_day, other), open));
	return (ROW_LOADED);
}

/* Does another account have the site at the same time? */
static enum row_outcome
check_site(struct load *load, const struct intake_known_customer *known, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_stay stay = { c[SITE].text, c[NUMBER].text,
		c[PRODUCT].present ? c[PRODUCT].text : known->product, c[OPEN].day,
		close_day(load, known) };
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
	struct intake_stay other;
	int found = intake_customer_overlap(load->db, &stay, &load->arena, &other, e);

	if (found <= 0)
		return (found < 0 ? ROW_FAILED : ROW_LOADED);
	return (row_refuse(load, SITE,
	    "account %s has site %s from %s to %s already; close it before account %s opens",
	    other.number, stay.site, date_format(other.open_day, from),
	    other.close_day != DATE_NONE ? date_format(other.close_day, to) : "(open)",
	    stay.number));
}

/* Refuse the name of a person for a copy without an address, or the address without a name. */
static enum row_outcome
check_copy(struct load *load)
{
	const struct cell *c = load->cells;
	bool named = c[COPY_NAME].text[0] != '\0',
	     placed = c[COPY_1].text[0] != '\0' || c[COPY_2].text[0] != '\0';

	if (named && !placed)
		return (row_refuse(load, COPY_1,
		    "copy_name says who gets a copy of the invoices, and copy_1 does not say "
		    "where; fill in the address, or leave all columns copy_... empty"));
	if (placed && !named)
		return (row_refuse(load, COPY_NAME,
		    "there is an address for copies of the invoices and no copy_name; fill in who "
		    "lives there, or leave all columns copy_... empty"));
	return (ROW_LOADED);
}

/* Check a customer, before anything is changed, and find the building. */
static enum row_outcome
check_customer(struct load *load, const struct intake_known_customer *known, int64_t *building_id,
    struct err *e)
{
	const struct cell *c = load->cells;
	enum row_outcome outcome = ROW_LOADED;
	int found;

	if (strcmp(c[NUMBER].text, INTAKE_SUSPENSE_NUMBER) == 0)
		return (row_refuse(load, NUMBER,
		    "account %s is the program's own suspense account; choose another number",
		    c[NUMBER].text));
	found = intake_building_id(load->db, c[BUILDING].text, building_id, e);
	if (found < 0)
		return (ROW_FAILED);
	if (found == 0)
		return (row_refuse(load, BUILDING,
		    "building \"%s\" is not known; load it with the buildings first",
		    c[BUILDING].text));
	if (known->id == 0)
		outcome = check_new_number(load, e);
	if (outcome == ROW_LOADED)
		outcome = check_copy(load);
	if (outcome == ROW_LOADED)
		outcome = check_dates(load, known);
	return (outcome == ROW_LOADED ? check_site(load, known, e) : outcome);
}

/*
 * Post the opening balance of a new account; for an old one only tell the sender that it is
 * ignored. 0 or -1.
 */
static int
post_opening(struct load *load, bool is_new, struct err *e)
{
	const struct cell *opening = &load->cells[OPENING];
	const char *number = load->cells[NUMBER].text;
	int64_t posted;

	if (opening->empty || (is_new && opening->number == 0))
		return (0);
	if (is_new)
		return (intake_customer_post_opening(load->db, number, load->settings->today,
		    opening->number, e));
	if (intake_customer_opening(load->db, number, &posted, e) != 0)
		return (-1);
	if (posted != opening->number)
		notice_add(&load->notices, NOTICE_OPENING,
		    "line %zu: opening_balance %s of account %s was ignored: the account exists, "
		    "and only adjustments and receipts change its balance",
		    load->row->line, opening->text, number);
	return (0);
}

/*
 * An account moves to another building: remove its unbilled transaction, which was made for the old
 * one. 0 or -1.
 */
static int
move(struct load *load, int64_t account_id, struct err *e)
{
	int removed = intake_customer_drop_unbilled(load->db, account_id, e);

	if (removed < 0)
		return (-1);
	notice_add(&load->notices, NOTICE_MOVED, "line %zu: account %s moves to building %s%s",
	    load->row->line, load->cells[NUMBER].text, load->cells[BUILDING].text,
	    removed == 1 ? "; its unbilled transaction was removed, run transactions again" : "");
	return (0);
}

/* Add a notice if the account closes before the last day that it is billed to. */
static void
note_close(struct load *load, const struct intake_known_customer *known)
{
	char close[DATE_ISO_SIZE], billed[DATE_ISO_SIZE];
	int32_t closes = close_day(load, known);

	if (closes == DATE_NONE || closes == known->close_day || known->billed_to == DATE_NONE ||
	    known->billed_to <= closes)
		return;
	notice_add(&load->notices, NOTICE_CLOSED,
	    "line %zu: account %s closes on %s but is billed to %s already: reverse that invoice "
	    "with rebill = yes",
	    load->row->line, load->cells[NUMBER].text, date_format(closes, close),
	    date_format(known->billed_to, billed));
}

/* Store a customer: a new one, or over the one with the same account number. */
static enum row_outcome
store_customer(struct load *load, struct err *e)
{
	struct intake_known_customer known = {
		.id = 0, .close_day = DATE_NONE, .billed_to = DATE_NONE, .product = ""
	};
	int found =
	    intake_customer_find(load->db, load->cells[NUMBER].text, &load->arena, &known, e);
	enum row_outcome outcome;
	int64_t building_id;

	if (found < 0)
		return (ROW_FAILED);
	outcome = check_customer(load, &known, &building_id, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	row_set_number(load, BUILDING, building_id);
	outcome = row_store(load, e);
	if (outcome == ROW_FAILED || post_opening(load, found == 0, e) != 0)
		return (ROW_FAILED);
	if (found == 0)
		return (outcome);
	if (known.building_id != building_id && move(load, known.id, e) != 0)
		return (ROW_FAILED);
	note_close(load, &known);
	return (outcome);
}

const struct interface INTERFACE_CUSTOMERS = {
	.name = "customers",
	.noun = "customer",
	.table = "account",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_customer,
	.replaces = true,
};
