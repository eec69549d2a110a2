#include "rating/plan.h"

#include "rating/price.h"

#define MONTH_PLACES \
	6 /* to which a number of months is shown; amounts are worked out from the exact one */

static const struct decimal ONE = { 1, 0 };

/* Add a step for the share of its `per` that a part covers: "31", "(16/31 + 15/28) months", "1". */
static void
add_share(struct bill *b, enum step_sign sign, const struct price_part *part, const char *unit)
{
	const struct rating_price *row = part->row;
	bool days = row->schedule == SCHED_SUPPLY || row->per == PER_DAY;
	struct decimal count = { price_part_share(part).numerator, 0 };
	struct step *step = !days && row->per == PER_MONTH
	    ? bill_step_months(b, sign, part->span)
	    : bill_step(b, sign, days ? STEP_DAYS : STEP_QUANTITY, count);

	step->text = unit;
}

/* Add the steps " x price = amount". */
static void
add_product(struct bill *b, struct decimal price, int64_t amount_minor)
{
	(void)bill_step(b, STEP_TIMES, STEP_PRICE, price);
	(void)bill_step_money(b, STEP_EQUALS, STEP_AMOUNT, amount_minor);
}

/* The unit of a share where the row has none: days or months. */
static const char *
share_unit(const struct rating_price *row)
{
	if (row->schedule == SCHED_SUPPLY || row->per == PER_DAY)
		return ("days");
	return (row->per == PER_MONTH ? "months" : "");
}

/* Copy the members of a line that are those of its row. */
static void
copy_row(struct bill *b, struct rating_line *line, const struct rating_price *row)
{
	line->description = row->description;
	line->meter_type = row->meter_type;
	line->price = row->price;
	line->tax_code = bill_tax_code(b, row->tax_code);
	line->price_id = row->id;
}

/* The quantity of a line: base x share, exact but for months. */
static bool
line_quantity(struct decimal base, struct price_share share, struct decimal *quantity)
{
	int places =
	    share.denominator > 1 && base.places < MONTH_PLACES ? MONTH_PLACES : base.places;

	if (!decimal_share(base, share.numerator, share.denominator, places, quantity))
		return (false);
	*quantity = decimal_trim(*quantity);
	return (true);
}

/* The days that a part charges for: a price per period is for the whole period. */
static struct bill_span
charged_days(const struct bill *b, const struct price_part *part)
{
	bool whole = part->row->schedule != SCHED_SUPPLY && part->row->per == PER_PERIOD;

	return (whole ? b->period : part->span);
}

/* Add a supply or fixed line. */
static int
add_flat_line(struct bill *b, enum rating_line_kind kind, const struct price_part *part)
{
	const struct rating_price *row = part->row;
	struct price_share share = price_part_share(part);
	struct rating_line *line = bill_add_line(b, kind, charged_days(b, part));

	copy_row(b, line, row);
	line->unit = row->unit[0] != '\0' ? row->unit : share_unit(row);
	if (!line_quantity(ONE, share, &line->quantity) ||
	    !price_amount(b, ONE, row->price, share, &line->amount_minor))
		return (bill_overflow(b, "supply and fixed charges"));
	add_share(b, STEP_BEGINS, part, line->unit);
	add_product(b, row->price, line->amount_minor);
	line->working = bill_keep_steps(b);
	return (0);
}

/* Add all lines of a schedule that depends on time alone. */
static int
add_flat_lines(struct bill *b, enum rating_schedule schedule, enum rating_line_kind kind)
{
	struct price_group *groups = NULL;
	size_t count = price_groups(b, schedule, &groups);

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < groups[i].count; k++)
			if (price_part_counts(b, &groups[i].parts[k]) &&
			    add_flat_line(b, kind, &groups[i].parts[k]) == -1)
				return (-1);
	return (0);
}

/* The unit of a demand line's quantity: "kW", "kW months", "kW days". */
static const char *
demand_unit(struct bill *b, const struct rating_price *row)
{
	const char *share = share_unit(row);

	if (row->unit[0] == '\0' || share[0] == '\0')
		return (row->unit[0] == '\0' ? share : row->unit);
	return (arena_printf(b->arena, "%s %s", row->unit, share));
}

/*
 * Add steps for the read, for the demand if factors make it another number, and for the first
 * factor of the product.
 */
static void
add_demand(struct bill *b, const struct meter_use *use, const char *unit)
{
	struct decimal demand = decimal_trim(use->shown.quantity);

	(void)bill_step_name(b, STEP_BEGINS, STEP_METER, use->shown.meter);
	bill_step(b, STEP_FOLLOWS, STEP_HIGHEST, DECIMAL_ZERO)->day = use->shown.to_day;
	if (decimal_compare(use->shown.to_value, use->shown.quantity) != 0) {
		(void)bill_step(b, STEP_BEGINS, STEP_READ, use->shown.to_value);
		(void)bill_step(b, STEP_TIMES, STEP_MULTIPLIER,
		    decimal_trim(use->meter->multiplier));
		bill_step(b, STEP_EQUALS, STEP_DEMAND, demand)->text = unit;
	}
	bill_step(b, STEP_BEGINS, STEP_DEMAND, demand)->text = unit;
}

/* Add a demand line: the highest read of one meter, at one price. */
static int
add_demand_line(struct bill *b, const struct meter_use *use, const struct price_part *part)
{
	const struct rating_price *row = part->row;
	struct price_share share = price_part_share(part);
	struct rating_line *line = bill_add_line(b, LINE_DEMAND, charged_days(b, part));

	copy_row(b, line, row);
	line->meter = use->shown.meter;
	line->meter_type = use->meter->type;
	line->unit = demand_unit(b, row);
	if (!line_quantity(use->shown.quantity, share, &line->quantity) ||
	    !price_amount(b, use->shown.quantity, row->price, share, &line->amount_minor))
		return (bill_overflow(b, "demand charges"));

	add_demand(b, use, row->unit);
	if (row->per != PER_PERIOD)
		add_share(b, STEP_TIMES, part, share_unit(row));
	add_product(b, row->price, line->amount_minor);
	line->working = bill_keep_steps(b);
	return (0);
}

/* Is any part of these groups charged? */
static bool
any_counts(const struct bill *b, const struct price_group *groups, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < groups[i].count; k++)
			if (price_part_counts(b, &groups[i].parts[k]))
				return (true);
	return (false);
}

/* The use of a DEMAND meter; NULL if it has no read in the period. */
static const struct meter_use *
use_of(const struct bill *b, const struct rating_meter *meter)
{
	for (size_t i = 0; i < b->use_count; i++)
		if (b->uses[i].meter == meter)
			return (&b->uses[i]);
	return (NULL);
}

/*
 * If demand is charged for, stop the bill for each DEMAND meter without a read, or if there is no
 * such meter.
 */
static void
check_demand_reads(struct bill *b)
{
	char from[DATE_ISO_SIZE];
	char to[DATE_ISO_SIZE];
	size_t meters = 0;

	date_format(b->period.from, from);
	date_format(b->period.to, to);
	for (size_t i = 0; i < b->c->meter_count; i++) {
		const struct rating_meter *meter = &b->c->meters[i];
		const char *name;

		if (!bill_is_demand(meter) || !bill_on_site(meter, b->period))
			continue;
		meters++;
		if (use_of(b, meter) != NULL)
			continue;
		name = bill_meter_name(b, meter);
		buf_printf(&b->words,
		    "Demand meter %s has no read from %s to %s. Import its highest demand, dated "
		    "within these days.",
		    name, from, to);
		bill_stop_meter(b, EX_READ_MISSING,
		    &(struct missing_read){ meter, name, b->period.to });
	}
	if (meters > 0)
		return;
	buf_printf(&b->words,
	    "The price plan %s charges for demand, but the account has no DEMAND meter from %s to "
	    "%s. Import the meter and its read, or correct the account's price plan.",
	    b->c->plan_code, from, to);
	bill_stop(b, EX_READ_MISSING);
}

/* Add the demand lines, by row, then meter, then date. */
static int
add_demand_lines(struct bill *b)
{
	struct price_group *groups = NULL;
	size_t count = price_groups(b, SCHED_DEMAND, &groups);

	if (!any_counts(b, groups, count))
		return (0);
	check_demand_reads(b);
	for (size_t i = 0; i < count; i++)
		for (size_t u = 0; u < b->use_count; u++)
			for (size_t k = 0; b->uses[u].demand && k < groups[i].count; k++)
				if (price_part_counts(b, &groups[i].parts[k]) &&
				    add_demand_line(b, &b->uses[u], &groups[i].parts[k]) == -1)
					return (-1);
	return (0);
}

/* Sum the usage lines (of a meter type, or with "" all) and the top-ups so far. */
static int
usage_sum(struct bill *b, const char *meter_type, int64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < b->line_count; i++) {
		const struct rating_line *line = &b->lines[i];

		if (line->kind != LINE_USAGE && line->kind != LINE_MINIMUM)
			continue;
		if (meter_type[0] != '\0' && strcmp(line->meter_type, meter_type) != 0)
			continue;
		if (__builtin_add_overflow(*sum, line->amount_minor, sum))
			return (bill_overflow(b, "usage lines"));
	}
	return (0);
}

/*
 * Sum the parts of a group into its minimum, with steps. *last is the row of the last part, or
 * NULL.
 */
static int
minimum_of(struct bill *b, const struct price_group *group, const struct rating_price **last,
    int64_t *minimum)
{
	*minimum = 0;
	*last = NULL;
	for (size_t k = 0; k < group->count; k++) {
		const struct price_part *part = &group->parts[k];
		int64_t amount;

		if (!price_part_counts(b, part))
			continue;
		if (!price_amount(b, ONE, part->row->price, price_part_share(part), &amount) ||
		    __builtin_add_overflow(*minimum, amount, minimum))
			return (bill_overflow(b, "minimum charge"));
		*last = part->row;
		add_share(b, STEP_BEGINS, part, share_unit(part->row));
		add_product(b, part->row->price, amount);
	}
	return (0);
}

/* Add a line that tops the usage up to one minimum. */
static int
add_minimum(struct bill *b, const struct price_group *group)
{
	const struct rating_price *row;
	struct rating_line *line;
	int64_t minimum, used, missing;

	if (minimum_of(b, group, &row, &minimum) == -1 ||
	    usage_sum(b, group->first->meter_type, &used) == -1)
		return (-1);
	if (__builtin_sub_overflow(minimum, used, &missing))
		return (bill_overflow(b, "minimum charge"));
	if (row == NULL || missing <= 0) {
		b->steps.count = 0;
		return (0);
	}
	line = bill_add_line(b, LINE_MINIMUM, b->period);
	copy_row(b, line, row);
	line->quantity = ONE;
	line->price = (struct decimal){ missing, b->c->rules->minor_places };
	line->amount_minor = missing;
	(void)bill_step_money(b, STEP_BEGINS, STEP_MINIMUM, minimum);
	(void)bill_step_money(b, STEP_MINUS, STEP_USED, used);
	(void)bill_step_money(b, STEP_EQUALS, STEP_AMOUNT, missing);
	line->working = bill_keep_steps(b);
	return (0);
}

/* Add the top-ups, in the order of the plan. */
static int
add_minimum_lines(struct bill *b)
{
	struct price_group *groups = NULL;
	size_t count = price_groups(b, SCHED_MINIMUM, &groups);

	for (size_t i = 0; i < count; i++)
		if (add_minimum(b, &groups[i]) == -1)
			return (-1);
	return (0);
}

/* The minimum comes last, because it depends on the usage lines. */
int
plan_add_lines(struct bill *b)
{
	if (add_flat_lines(b, SCHED_SUPPLY, LINE_SUPPLY) == -1 ||
	    add_flat_lines(b, SCHED_FIXED, LINE_FIXED) == -1)
		return (-1);
	return (add_demand_lines(b) == -1 || add_minimum_lines(b) == -1 ? -1 : 0);
}
