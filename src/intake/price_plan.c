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
	[PLAN] = { .name = "price_plan_code", .type = COLUMN_CODE, .mandatory = true },
	[SCHEDULE] = { .name = "sched_type",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = SCHEDULES },
	[PRICE] = { .name = "price", .type = COLUMN_DECIMAL, .mandatory = true },
	[START] = { .name = "start_date", .type = COLUMN_DATE, .mandatory = true },
	[DESCRIPTION] = { .name = "invoice_desc", .type = COLUMN_TEXT, .mandatory = true },
	[METER_TYPE] = { .name = "meter_type_code",
	    .type = COLUMN_CHOICE,
	    .choices = COLUMN_METER_TYPES },
	[TIER_FROM] = { .name = "tier_from",
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 999999999,
	    .fallback = "0" },
	[PER] = { .name = "tier_per", .type = COLUMN_CHOICE, .choices = PERS },
	[UNIT] = { .name = "unit", .type = COLUMN_TEXT, .most = 16 },
	[TAX_CODE] = { .name = "tax_code", .type = COLUMN_CODE },
	[END] = { .name = "end_date", .type = COLUMN_DATE },
	[PRODUCT] = { .name = "product_type", .type = COLUMN_CHOICE, .choices = COLUMN_PRODUCTS },
	[REMARK] = { .name = "description", .type = COLUMN_NOTE },
};

/* Prices that bills are made of: looked up when the first change asks for them. */
struct facts {
	const int64_t *billed;
	size_t count;
};

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return ((*left > *right) - (*left < *right));
}

/* Has a bill been made with this row? 1, 0, -1. */
static int
is_billed(struct load *load, int64_t id, struct err *e)
{
	struct facts *f = load->facts;

	if (f == NULL) {
		f = arena_new(&load->file_arena, 1, sizeof(*f));
		if (intake_price_billed(load->db, &load->file_arena, &f->billed, &f->count, e) != 0)
			return (-1);
		load->facts = f;
	}
	return (bsearch(&id, f->billed, f->count, sizeof(id), compare_ids) != NULL ? 1 : 0);
}

/* Would the row p give another amount than the stored one? */
static bool
changes_amounts(const struct intake_price *p, const struct intake_price *stored)
{
	struct decimal ours, theirs;

	if (!decimal_parse(p->price, '.', &ours) || !decimal_parse(stored->price, '.', &theirs))
		return (true);
	return (decimal_compare(ours, theirs) != 0 || strcmp(p->per, stored->per) != 0 ||
	    (p->unit != NULL && strcmp(p->unit, stored->unit) != 0) ||
	    (p->tax_code != NULL && strcmp(p->tax_code, stored->tax_code) != 0));
}

/* A price that bills were made with stays; keeps the stored way of writing an equal price. */
static enum row_outcome
check_stored(struct load *load, struct intake_price *p, struct err *e)
{
	struct intake_price stored;
	char start[DATE_ISO_SIZE];
	int found = intake_price_find(load->db, p, &load->arena, &stored, e);
	int billed = 0;

	if (found == 1 && changes_amounts(p, &stored))
		billed = is_billed(load, stored.id, e);
	else if (found == 1)
		p->price = stored.price;
	if (found < 0 || billed < 0)
		return (ROW_FAILED);
	if (billed == 0)
		return (ROW_LOADED);
	return (row_refuse(load, PRICE,
	    "invoices have been made with the price from %s, which is %s; give it an end_date, and "
	    "add a new row with a new start_date",
	    date_format(p->start_day, start), stored.price));
}

/* What one cell cannot tell. */
static enum row_outcome
check(struct load *load, const struct intake_price *p)
{
	struct decimal price = load->cells[PRICE].decimal;
	char start[DATE_ISO_SIZE], end[DATE_ISO_SIZE];

	if (strcmp(p->schedule, "DISCOUNT") == 0 &&
	    (price.units < 0 || decimal_compare(price, (struct decimal){ 100, 0 }) > 0))
		return (row_refuse(load, PRICE,
		    "a DISCOUNT is a percentage from 0 to 100, and %s is not", p->price));
	if (p->end_day != DATE_NONE && p->end_day < p->start_day)
		return (row_refuse(load, END,
		    "the price ends on %s, before it starts on %s; mend one of the dates",
		    date_format(p->end_day, end), date_format(p->start_day, start)));
	return (ROW_LOADED);
}

/* Store a price: new, or over the one with the same key. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	char *tier = arena_new(&load->arena, 1, DECIMAL_SIZE);
	struct intake_price price = {
		.plan_code = c[PLAN].text,
		.schedule = c[SCHEDULE].text,
		.meter_type = c[METER_TYPE].text,
		.tier_from = decimal_format(decimal_trim(c[TIER_FROM].decimal), tier),
		.invoice_desc = c[DESCRIPTION].text,
		.start_day = c[START].day,
		/* Supply is charged by the day unless a row says otherwise. */
		.per = !c[PER].empty                          ? c[PER].text
		    : strcmp(c[SCHEDULE].text, "SUPPLY") == 0 ? "DAY"
							      : "PERIOD",
		.price = c[PRICE].text,
		.unit = column_given(&c[UNIT]),
		.tax_code = column_given(&c[TAX_CODE]),
		.end_day = c[END].day,
		.end_given = c[END].present,
		.product = column_given(&c[PRODUCT]),
		.description = column_given(&c[REMARK]),
	};
	enum row_outcome outcome = check(load, &price);
	int changed;

	if (outcome == ROW_LOADED)
		outcome = check_stored(load, &price, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	changed = intake_price_save(load->db, &price, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

/* Tell of two prices for the same thing on the same day. */
static void
note_overlap(void *context, const struct intake_price *first, int32_t then)
{
	struct load *load = context;
	char from[DATE_ISO_SIZE], next[DATE_ISO_SIZE];

	notice_add(&load->notices, NOTICE_PRICE,
	    "plan %s, %s \"%s\": the price from %s has no end_date before the one from %s begins; "
	    "give it one",
	    first->plan_code, first->schedule, first->invoice_desc,
	    date_format(first->start_day, from), date_format(then, next));
}

/* After the last row, because an old price may be ended by a row behind the new one. */
static int
finish(struct load *load, struct err *e)
{
	return (intake_price_overlaps(load->db, note_overlap, load, e));
}

const struct interface INTERFACE_PRICE_PLANS = { "price-plans", "price", COLUMNS, LENGTH(COLUMNS),
	store, finish, false };
