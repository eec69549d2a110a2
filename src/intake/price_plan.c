#include "base/date.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_price.h"

enum {
	PLAN,
	SCHEDULE,
	PRICE,
	START,
	DESCRIPTION,
	METER_TYPE,
	TIER_FROM,
	PER,
	UNIT,
	TAX_CODE,
	END,
	PRODUCT,
	REMARK
};

static const char *const SCHEDULES[] = { "USAGE", "SUPPLY", "FIXED", "DEMAND", "MINIMUM",
	"DISCOUNT", NULL };
static const char *const PERS[] = { "DAY", "MONTH", "PERIOD", NULL };

static const struct column COLUMNS[] = {
	[PLAN] = { .name = "price_plan_code",
	    .stored = "plan_code",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[SCHEDULE] = { .name = "sched_type",
	    .stored = "schedule",
	    .key = true,
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = SCHEDULES },
	[PRICE] = { .name = "price", .stored = "price", .type = COLUMN_DECIMAL, .mandatory = true },
	[START] = { .name = "start_date",
	    .stored = "start_day",
	    .key = true,
	    .type = COLUMN_DATE,
	    .mandatory = true },
	[DESCRIPTION] = { .name = "invoice_desc",
	    .stored = "invoice_desc",
	    .key = true,
	    .type = COLUMN_TEXT,
	    .mandatory = true },
	[METER_TYPE] = { .name = "meter_type_code",
	    .stored = "meter_type",
	    .key = true,
	    .type = COLUMN_CHOICE,
	    .choices = COLUMN_METER_TYPES },
	[TIER_FROM] = { .name = "tier_from",
	    .stored = "tier_from",
	    .key = true,
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 999999999,
	    .fallback = "0" },
	[PER] = { .name = "tier_per", .stored = "per", .type = COLUMN_CHOICE, .choices = PERS },
	[UNIT] = { .name = "unit", .stored = "unit", .type = COLUMN_TEXT, .most = 16 },
	[TAX_CODE] = { .name = "tax_code", .stored = "tax_code", .type = COLUMN_CODE },
	[END] = { .name = "end_date", .stored = "end_day", .type = COLUMN_DATE },
	[PRODUCT] = { .name = "product_type",
	    .stored = "product",
	    .type = COLUMN_CHOICE,
	    .choices = COLUMN_PRODUCTS },
	[REMARK] = { .name = "description", .stored = "description", .type = COLUMN_NOTE },
};

/* The ids of prices that bills were made with: read at the first change that needs them. */
struct price_facts {
	const int64_t *billed;
	size_t count;
};

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return ((*left > *right) - (*left < *right));
}

/* Was a bill made with this row? 1, 0, -1. */
static int
is_billed(struct load *load, int64_t id, struct err *e)
{
	struct price_facts *f = load->facts;

	if (f == NULL) {
		f = arena_new(&load->file_arena, 1, sizeof(*f));
		if (intake_price_billed(load->db, &load->file_arena, &f->billed, &f->count, e) != 0)
			return (-1);
		load->facts = f;
	}
	return (f->count > 0 && bsearch(&id, f->billed, f->count, sizeof(id), compare_ids) != NULL);
}

/* Does the cell differ from the stored value? A missing column never does. */
static bool
differs(const struct cell *cell, const char *stored)
{
	return (cell->present && strcmp(cell->text, stored) != 0);
}

/* Would the row give another amount than the stored one? */
static bool
changes_amounts(const struct load *load, const struct intake_price *stored)
{
	const struct cell *c = load->cells;

	return (decimal_compare(c[PRICE].decimal, stored->price) != 0 ||
	    strcmp(load->values[PER].text, stored->per) != 0 || differs(&c[UNIT], stored->unit) ||
	    differs(&c[TAX_CODE], stored->tax_code));
}

/*
 * Refuse another price where bills were made with the stored one; an equal price keeps its stored
 * form.
 */
static enum row_outcome
check_stored(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_price_key key = { c[PLAN].text, c[SCHEDULE].text, c[METER_TYPE].text,
		load->values[TIER_FROM].text, c[DESCRIPTION].text, c[START].day };
	struct intake_price stored;
	char start[DATE_ISO_SIZE], price[DECIMAL_SIZE];
	int found = intake_price_find(load->db, &key, &load->arena, &stored, e);
	int billed = 0;

	if (found == 1 && changes_amounts(load, &stored))
		billed = is_billed(load, stored.id, e);
	else if (found == 1)
		row_set_text(load, PRICE,
		    decimal_format(stored.price, arena_new(&load->arena, 1, DECIMAL_SIZE)));
	if (found < 0 || billed < 0)
		return (ROW_FAILED);
	if (billed == 0)
		return (ROW_LOADED);
	return (row_refuse(load, PRICE,
	    "invoices have been made with the price from %s, which is %s; give it an end_date, and "
	    "add a new row with a new start_date",
	    date_format(c[START].day, start), decimal_format(stored.price, price)));
}

/* Check the price in ways that need more than one cell. */
static enum row_outcome
check_price(struct load *load)
{
	const struct cell *c = load->cells;
	struct decimal price = c[PRICE].decimal;
	char start[DATE_ISO_SIZE], end[DATE_ISO_SIZE];

	if (strcmp(c[SCHEDULE].text, "DISCOUNT") == 0 &&
	    (price.units < 0 || decimal_compare(price, (struct decimal){ 100, 0 }) > 0))
		return (row_refuse(load, PRICE,
		    "a DISCOUNT is a percentage from 0 to 100, and %s is not", c[PRICE].text));
	if (c[END].day != DATE_NONE && c[END].day < c[START].day)
		return (row_refuse(load, END,
		    "the price ends on %s, before it starts on %s; mend one of the dates",
		    date_format(c[END].day, end), date_format(c[START].day, start)));
	return (ROW_LOADED);
}

/* Store a price: a new one, or over the one with the same key. */
static enum row_outcome
store_price(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	char *tier = arena_new(&load->arena, 1, DECIMAL_SIZE);
	enum row_outcome outcome = check_price(load);

	/* Tiers without trailing zeros: they are part of the key. */
	row_set_text(load, TIER_FROM, decimal_format(decimal_trim(c[TIER_FROM].decimal), tier));

	/* Supply is charged by the day unless a row says otherwise. */
	row_set_text(load, PER,
	    !c[PER].empty                                 ? c[PER].text
		: strcmp(c[SCHEDULE].text, "SUPPLY") == 0 ? "DAY"
							  : "PERIOD");
	if (outcome == ROW_LOADED)
		outcome = check_stored(load, e);
	return (outcome == ROW_LOADED ? row_store(load, e) : outcome);
}

/* Add a notice about two prices for the same thing on the same day. */
static void
note_overlap(void *context, const struct intake_overlap *overlap)
{
	struct load *load = context;
	char from[DATE_ISO_SIZE], next[DATE_ISO_SIZE];

	notice_add(&load->notices, NOTICE_PRICE,
	    "plan %s, %s \"%s\": the price from %s has no end_date before the one from %s begins; "
	    "give it one",
	    overlap->plan_code, overlap->schedule, overlap->invoice_desc,
	    date_format(overlap->start_day, from), date_format(overlap->next_day, next));
}

/* After the last row, because a row after the new price may end the old one. */
static int
finish(struct load *load, struct err *e)
{
	return (intake_price_overlaps(load->db, note_overlap, load, e));
}

const struct interface INTERFACE_PRICE_PLANS = {
	.name = "price-plans",
	.noun = "price",
	.table = "price",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_price,
	.finish = finish,
};
