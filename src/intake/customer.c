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
	[NUMBER] = { .name = "account_number", .type = COLUMN_CODE, .mandatory = true },
	[NAME] = { .name = "account_name", .type = COLUMN_TEXT, .mandatory = true },
	[BUILDING] = { .name = "building_code", .type = COLUMN_CODE, .mandatory = true },
	[SITE] = { .name = "site_identifier", .type = COLUMN_CODE, .mandatory = true },
	[PLAN] = { .name = "price_plan_code", .type = COLUMN_CODE, .mandatory = true },
	[CYCLE] = { .name = "bill_cycle_code",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = COLUMN_CYCLES },
	[DELIVERY] = { .name = "invoice_delivery_class",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = DELIVERIES },
	[OPEN] = { .name = "open_date", .type = COLUMN_DATE, .mandatory = true },
	[CLOSE] = { .name = "close_date", .type = COLUMN_DATE },
	[PRODUCT] = { .name = "product_type", .type = COLUMN_CHOICE, .choices = COLUMN_PRODUCTS },
	[TYPE] = { .name = "customer_type_code", .type = COLUMN_TEXT, .most = 32 },
	[SUB_TYPE] = { .name = "customer_sub_type_code", .type = COLUMN_TEXT, .most = 32 },
	[MANAGER] = { .name = "account_manager", .type = COLUMN_TEXT },
	[SALES_NUMBER] = { .name = "sales_cust_number", .type = COLUMN_TEXT, .most = 64 },
	[EMAIL] = { .name = "email", .type = COLUMN_EMAIL },
	[CC_EMAIL] = { .name = "cc_email", .type = COLUMN_EMAILS },
	[LANGUAGE] = { .name = "language", .type = COLUMN_TEXT, .most = 16 },
	[POSTAL_NAME] = { .name = "postal_name", .type = COLUMN_TEXT },
	[POSTAL_1] = { .name = "postal_1", .type = COLUMN_TEXT },
	[POSTAL_2] = { .name = "postal_2", .type = COLUMN_TEXT },
	[POSTAL_SUBURB] = { .name = "postal_suburb", .type = COLUMN_TEXT },
	[POSTAL_STATE] = { .name = "postal_state", .type = COLUMN_TEXT },
	[POSTAL_POSTCODE] = { .name = "postal_postcode", .type = COLUMN_TEXT, .most = 16 },
	[POSTAL_COUNTRY] = { .name = "postal_country", .type = COLUMN_TEXT },
	[BILLING_GROUP] = { .name = "billing_group", .type = COLUMN_TEXT, .most = 64 },
	[MESSAGE] = { .name = "invoice_message", .type = COLUMN_NOTE },
	[DISCOUNT] = { .name = "discount_percent",
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 100,
	    .fallback = "0" },
	[OPENING] = { .name = "opening_balance", .type = COLUMN_MONEY },
	[SINCE] = { .name = "customer_since", .type = COLUMN_DATE },
	[COPY_NAME] = { .name = "copy_name", .type = COLUMN_TEXT },
	[COPY_1] = { .name = "copy_1", .type = COLUMN_TEXT },
	[COPY_2] = { .name = "copy_2", .type = COLUMN_TEXT },
	[COPY_SUBURB] = { .name = "copy_suburb", .type = COLUMN_TEXT },
	[COPY_STATE] = { .name = "copy_state", .type = COLUMN_TEXT },
	[COPY_POSTCODE] = { .name = "copy_postcode", .type = COLUMN_TEXT, .most = 16 },
	[COPY_COUNTRY] = { .name = "copy_country", .type = COLUMN_TEXT },
};

/* The row as the store takes it; the building is still to be looked up. */
static struct intake_customer
customer_of(const struct cell *c)
{
	return ((struct intake_customer){
	    .number = c[NUMBER].text,
	    .name = c[NAME].text,
	    .site = c[SITE].text,
	    .plan_code = c[PLAN].text,
	    .cycle = c[CYCLE].text,
	    .delivery = c[DELIVERY].text,
	    .open_day = c[OPEN].day,
	    .close_day = c[CLOSE].day,
	    .close_given = c[CLOSE].present,
	    .since_day = c[SINCE].day,
	    .since_given = c[SINCE].present,
	    .product = column_given(&c[PRODUCT]),
	    .customer_type = column_given(&c[TYPE]),
	    .customer_sub_type = column_given(&c[SUB_TYPE]),
	    .account_manager = column_given(&c[MANAGER]),
	    .sales_cust_number = column_given(&c[SALES_NUMBER]),
	    .email = column_given(&c[EMAIL]),
	    .cc_email = column_given(&c[CC_EMAIL]),
	    .language = column_given(&c[LANGUAGE]),
	    .postal_name = column_given(&c[POSTAL_NAME]),
	    .postal_1 = column_given(&c[POSTAL_1]),
	    .postal_2 = column_given(&c[POSTAL_2]),
	    .postal_suburb = column_given(&c[POSTAL_SUBURB]),
	    .postal_state = column_given(&c[POSTAL_STATE]),
	    .postal_postcode = column_given(&c[POSTAL_POSTCODE]),
	    .postal_country = column_given(&c[POSTAL_COUNTRY]),
	    .billing_group = column_given(&c[BILLING_GROUP]),
	    .message = column_given(&c[MESSAGE]),
	    .discount_percent = column_given(&c[DISCOUNT]),
	    .copy = { column_given(&c[COPY_NAME]), column_given(&c[COPY_1]),
		column_given(&c[COPY_2]), column_given(&c[COPY_SUBURB]),
		column_given(&c[COPY_STATE]), column_given(&c[COPY_POSTCODE]),
		column_given(&c[COPY_COUNTRY]) },
	});
}

/* Is the number one that a new account may have? */
static enum row_outcome
check_new_number(struct load *load, const struct intake_customer *customer, struct err *e)
{
	const char *full;
	int found = account_find_zeros(load, customer->number, &full, e);

	if (found < 0)
		return (ROW_FAILED);
	if (found == 1)
		return (row_refuse(load, NUMBER,
		    "account \"%s\" is not known, but %s is: Excel has dropped the leading zeros; "
		    "format the column as text and export again",
		    customer->number, full));
	return (ROW_LOADED);
}

/* Do the dates agree with each other and with what has been billed? */
static enum row_outcome
check_dates(struct load *load, const struct intake_customer *c,
    const struct intake_known_customer *known)
{
	char open[DATE_ISO_SIZE], other[DATE_ISO_SIZE];

	(void)date_format(c->open_day, open);
	if (c->close_day != DATE_NONE && c->close_day < c->open_day)
		return (row_refuse(load, CLOSE,
		    "the account closes on %s, before it opens on %s; mend one of the dates",
		    date_format(c->close_day, other), open));
	if (c->since_day != DATE_NONE && c->since_day > c->open_day)
		return (row_refuse(load, SINCE,
		    "a customer since %s cannot have an account that opens before, on %s; mend one "
		    "of the dates",
		    date_format(c->since_day, other), open));
	if (known->billed_to != DATE_NONE && c->open_day != known->open_day)
		return (row_refuse(load, OPEN,
		    "the account is billed from its open date %s on, which cannot become %s any "
		    "more; reverse its invoices with rebill = yes first",
		    date_format(known->open_day, other), open));
	return (ROW_LOADED);
}

/* Is somebody else at the site at the same time? */
static enum row_outcome
check_site(struct load *load, const struct intake_customer *c,
    const struct intake_known_customer *known, struct err *e)
{
	const struct intake_stay stay = { c->site, c->number,
		c->product != NULL ? c->product : known->product, c->open_day, c->close_day };
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
	struct intake_stay other;
	int found = intake_customer_overlap(load->db, &stay, &load->arena, &other, e);

	if (found <= 0)
		return (found < 0 ? ROW_FAILED : ROW_LOADED);
	return (row_refuse(load, SITE,
	    "account %s has site %s from %s to %s already; close it before account %s opens",
	    other.number, c->site, date_format(other.open_day, from),
	    other.close_day != DATE_NONE ? date_format(other.close_day, to) : "(open)", c->number));
}

/*
 * Whoever is to get a copy has a name and an address: half of them would be a letter to nobody, or
 * none where one is expected.
 */
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

/* All that must hold before anything is changed. Looks up the building. */
static enum row_outcome
check(struct load *load, struct intake_customer *c, const struct intake_known_customer *known,
    bool is_new, struct err *e)
{
	enum row_outcome outcome = ROW_LOADED;
	int found;

	if (strcmp(c->number, INTAKE_SUSPENSE_NUMBER) == 0)
		return (row_refuse(load, NUMBER,
		    "account %s is the program's own suspense account; choose another number",
		    c->number));
	found = intake_building_id(load->db, load->cells[BUILDING].text, &c->building_id, e);
	if (found < 0)
		return (ROW_FAILED);
	if (found == 0)
		return (row_refuse(load, BUILDING,
		    "building \"%s\" is not known; load it with the buildings first",
		    load->cells[BUILDING].text));
	if (is_new)
		outcome = check_new_number(load, c, e);
	if (outcome == ROW_LOADED)
		outcome = check_copy(load);
	if (outcome == ROW_LOADED)
		outcome = check_dates(load, c, known);
	return (outcome == ROW_LOADED ? check_site(load, c, known, e) : outcome);
}

/* The balance that a new account brings along; one that comes later is not posted. 0 or -1. */
static int
post_opening(struct load *load, const struct intake_customer *c, bool is_new, struct err *e)
{
	const struct cell *opening = &load->cells[OPENING];
	int64_t posted;

	if (opening->empty)
		return (0);
	if (is_new)
		return (opening->number == 0 ? 0
					     : intake_customer_post_opening(load->db, c->number,
						   load->settings->today, opening->number, e));
	if (intake_customer_opening(load->db, c->number, &posted, e) != 0)
		return (-1);
	if (posted != opening->number)
		notice_add(&load->notices, NOTICE_OPENING,
		    "line %zu: opening_balance %s of account %s was ignored: the account exists, "
		    "and only adjustments and receipts change its balance",
		    load->row->line, opening->text, c->number);
	return (0);
}

/* What a change of a known account entails. 0 or -1. */
static int
follow_up(struct load *load, const struct intake_customer *c,
    const struct intake_known_customer *known, struct err *e)
{
	char close[DATE_ISO_SIZE], billed[DATE_ISO_SIZE];
	int removed = 0;

	/* An unbilled transaction belongs to the building that it was made for. */
	if (known->building_id != c->building_id) {
		removed = intake_customer_drop_unbilled(load->db, known->id, e);
		if (removed < 0)
			return (-1);
		notice_add(&load->notices, NOTICE_MOVED,
		    "line %zu: account %s moves to building %s%s", load->row->line, c->number,
		    load->cells[BUILDING].text,
		    removed == 1 ? "; its unbilled transaction was removed, run transactions again"
				 : "");
	}
	if (c->close_day != DATE_NONE && known->billed_to != DATE_NONE &&
	    known->billed_to > c->close_day && c->close_day != known->close_day)
		notice_add(&load->notices, NOTICE_CLOSED,
		    "line %zu: account %s closes on %s but is billed to %s already: reverse that "
		    "invoice with rebill = yes",
		    load->row->line, c->number, date_format(c->close_day, close),
		    date_format(known->billed_to, billed));
	return (0);
}

/* Store a customer: new, or over the one of the same account number. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	struct intake_customer customer = customer_of(load->cells);
	struct intake_known_customer known = {
		.id = 0, .billed_to = DATE_NONE, .close_day = DATE_NONE
	};
	int found = intake_customer_find(load->db, customer.number, &known, e);
	enum row_outcome outcome;
	int changed;

	if (found < 0)
		return (ROW_FAILED);
	/* A file without close dates says nothing about them. */
	if (!customer.close_given)
		customer.close_day = known.close_day;
	outcome = check(load, &customer, &known, found == 0, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	changed = intake_customer_save(load->db, &customer, e);
	if (changed < 0 || post_opening(load, &customer, found == 0, e) != 0)
		return (ROW_FAILED);
	if (found == 1 && follow_up(load, &customer, &known, e) != 0)
		return (ROW_FAILED);
	return (changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_CUSTOMERS = { "customers", "customer", COLUMNS, LENGTH(COLUMNS),
	store, NULL, .replaces = true };
