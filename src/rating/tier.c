#include "rating/tier.h"

#include "rating/ladder.h"
#include "rating/price.h"

#define NAMED_METERS \
	8 /* with more meters of a type than this, the working gives their sum only \
	   */

/* One tier of a ladder in its stretch of days; it begins above `lower` units. */
struct rung {
	const struct rating_price *row;
	struct decimal lower;
};

/* A ladder with its tiers in units, and the use that they are to price. */
struct filled {
	const struct ladder *ladder;
	struct rung *rungs;
	struct decimal quantity; /* the use of this stretch: signed, at quantity_places */
};

/* The part of a use that one usage line charges for. */
struct portion {
	const struct type_use *type;
	const struct filled *filled;
	size_t tier; /* index of the tier, from 0 */
	struct decimal quantity;
};

/*
 * The units at which a tier begins in a stretch, by tier_from: per period (in proportion to its
 * days), per day, or per calendar month.
 */
static bool
lower_of(const struct bill *b, const struct rating_price *row, struct bill_span span,
    struct decimal *lower)
{
	struct price_part part = { row, span };
	struct price_share share = price_part_share(&part);

	if (row->per == PER_PERIOD)
		share = (struct price_share){ bill_span_days(span), b->days };
	return (decimal_share(row->tier_from, share.numerator, share.denominator,
	    b->c->rules->quantity_places, lower));
}

/*
 * The part of a type's use from the period's first day up to `last`. Parts of stretches are
 * differences of these, so that they add up exactly.
 */
static bool
up_to(const struct bill *b, const struct type_use *type, int32_t last, struct decimal *quantity)
{
	return (decimal_share(type->quantity, last - b->period.from + 1, b->days,
	    b->c->rules->quantity_places, quantity));
}

/* Work out a ladder's tiers in units, and its part of the use. */
static bool
fill(struct bill *b, const struct type_use *type, const struct ladder *ladder,
    struct filled *filled)
{
	struct decimal before, after;

	filled->ladder = ladder;
	filled->rungs = arena_new(b->arena, ladder->count, sizeof(*filled->rungs));
	for (size_t i = 0; i < ladder->count; i++) {
		struct rung rung = { ladder->rows[i], DECIMAL_ZERO };
		size_t at = i;

		if (!lower_of(b, rung.row, ladder->span, &rung.lower))
			return (false);
		/*
		 * In a plan that mixes "per day" and "per month" the order of tiers in units may be
		 * another.
		 */
		for (; at > 0 && decimal_compare(filled->rungs[at - 1].lower, rung.lower) > 0; at--)
			filled->rungs[at] = filled->rungs[at - 1];
		filled->rungs[at] = rung;
	}
	return (up_to(b, type, ladder->span.from - 1, &before) &&
	    up_to(b, type, ladder->span.to, &after) &&
	    decimal_subtract(after, before, &filled->quantity));
}

/* The units of the use that are in a tier, with the sign of the use. All have the same places. */
static struct decimal
units_in_tier(const struct filled *filled, size_t tier)
{
	struct decimal quantity = filled->quantity;
	int sign = quantity.units < 0 ? -1 : 1;
	int64_t units = quantity.units * sign;
	int64_t lower = tier == 0 ? 0 : filled->rungs[tier].lower.units;

	if (tier + 1 < filled->ladder->count && units > filled->rungs[tier + 1].lower.units)
		units = filled->rungs[tier + 1].lower.units;
	quantity.units = units > lower ? (units - lower) * sign : 0;
	return (quantity);
}

/* Add steps for the difference of the reads, with rollovers and resets: "1200 - 99000 + 100000". */
static void
add_difference(struct bill *b, const struct meter_use *use)
{
	struct decimal reset = use->reset;

	(void)bill_step(b, STEP_MINUS, STEP_READ, use->shown.from_value);
	for (int i = 0; i < use->rollovers; i++)
		(void)bill_step(b, STEP_PLUS, STEP_ROLLOVER, use->meter->dial_max);
	if (!use->was_reset)
		return;
	if (reset.units < 0)
		reset.units = -reset.units;
	(void)bill_step(b, use->reset.units < 0 ? STEP_MINUS : STEP_PLUS, STEP_RESET, reset);
}

/* Add the steps of a meter's quantity: "E1/01: (1200 - 1000) x 40 = 8000 kWh". */
static void
add_meter(struct bill *b, const struct meter_use *use)
{
	const struct decimal one = { 1, 0 };
	const struct {
		enum step_what what;
		struct decimal value;
	} factors[] = { { STEP_MULTIPLIER, use->meter->multiplier },
		{ STEP_VOLUME, use->temp_factor }, { STEP_CALORIFIC, use->cv_factor } };
	bool bare = !use->meter->exported;
	struct step *step;

	for (size_t i = 0; i < LENGTH(factors); i++)
		bare = bare && decimal_compare(factors[i].value, one) == 0;
	(void)bill_step_name(b, STEP_BEGINS, STEP_METER, use->shown.meter);
	step = bill_step(b, STEP_FOLLOWS, STEP_READ, use->shown.to_value);
	step->negative = use->meter->exported;
	step->opens = !bare;
	add_difference(b, use);
	b->steps.list[b->steps.count - 1].closes = !bare;
	for (size_t i = 0; i < LENGTH(factors); i++)
		if (decimal_compare(factors[i].value, one) != 0)
			(void)bill_step(b, STEP_TIMES, factors[i].what,
			    decimal_trim(factors[i].value));
	bill_step(b, STEP_EQUALS, STEP_USE, decimal_trim(use->shown.quantity))->text =
	    use->shown.unit;
}

/*
 * Make the steps of a type's quantity: each meter's reads, and their sum. They are made once and
 * copied into each line.
 */
static struct steps
type_steps(struct bill *b, const struct type_use *type)
{
	size_t left = type->meters;

	for (size_t i = 0; left > 0 && type->meters <= NAMED_METERS; i++) {
		if (b->uses[i].demand || strcmp(b->uses[i].meter->type, type->type) != 0)
			continue;
		add_meter(b, &b->uses[i]);
		left--;
	}
	if (type->meters > 1) {
		(void)bill_step(b, STEP_BEGINS, STEP_METERS,
		    (struct decimal){ (int64_t)type->meters, 0 });
		bill_step(b, STEP_EQUALS, STEP_USE, decimal_trim(type->quantity))->text =
		    type->unit;
	}
	return (bill_keep_steps(b));
}

/* Add steps for the beginning or the end of a tier: "above 10 x 31 = 310". */
static void
add_bound(struct bill *b, enum step_what what, const struct rung *rung, struct bill_span span)
{
	int days = bill_span_days(span);

	if (rung->row->per == PER_PERIOD && days == b->days) {
		(void)bill_step(b, STEP_FOLLOWS, what, decimal_trim(rung->lower));
		return;
	}
	(void)bill_step(b, STEP_FOLLOWS, what, decimal_trim(rung->row->tier_from));
	if (rung->row->per == PER_MONTH)
		(void)bill_step_months(b, STEP_TIMES, span);
	else
		bill_step(b, STEP_TIMES, STEP_DAYS, (struct decimal){ days, 0 })->over =
		    rung->row->per == PER_PERIOD ? b->days : 0;
	(void)bill_step(b, STEP_EQUALS, STEP_BOUND, decimal_trim(rung->lower));
}

/* Add steps for a portion that is not all of the use: its days, its tier. */
static void
add_portion(struct bill *b, const struct portion *p)
{
	const struct filled *filled = p->filled;
	struct bill_span span = filled->ladder->span;
	int days = bill_span_days(span);

	if (days != b->days) {
		(void)bill_step(b, STEP_BEGINS, STEP_PORTION, (struct decimal){ days, 0 });
		(void)bill_step(b, STEP_FOLLOWS, STEP_OF, (struct decimal){ b->days, 0 });
		bill_step(b, STEP_EQUALS, STEP_USE, decimal_trim(filled->quantity))->text =
		    p->type->unit;
	}
	if (filled->ladder->count < 2)
		return;
	(void)bill_step(b, STEP_BEGINS, STEP_TIER, (struct decimal){ (int64_t)p->tier + 1, 0 });
	if (p->tier > 0)
		add_bound(b, STEP_ABOVE, &filled->rungs[p->tier], span);
	if (p->tier + 1 < filled->ladder->count)
		add_bound(b, STEP_UP_TO, &filled->rungs[p->tier + 1], span);
}

/* Make the whole working of a line: the reads, the portion, and quantity x price. */
static struct steps
line_steps(struct bill *b, const struct steps *reads, const struct portion *p,
    const struct rating_line *line)
{
	bill_step_all(b, reads);
	add_portion(b, p);
	bill_step(b, STEP_BEGINS, STEP_QUANTITY, line->quantity)->text = line->unit;
	(void)bill_step(b, STEP_TIMES, STEP_PRICE, line->price);
	(void)bill_step_money(b, STEP_EQUALS, STEP_AMOUNT, line->amount_minor);
	return (bill_keep_steps(b));
}

/* Add one line for the units of a portion. */
static int
add_tier_line(struct bill *b, const struct steps *reads, const struct portion *p)
{
	const struct rating_price *row = p->filled->rungs[p->tier].row;
	struct rating_line *line = bill_add_line(b, LINE_USAGE, p->filled->ladder->span);

	line->description = row->description;
	line->meter = p->type->only != NULL ? p->type->only->shown.meter : "";
	line->meter_type = p->type->type;
	line->tier = p->filled->ladder->count > 1 ? (int)p->tier + 1 : 0;
	line->quantity = decimal_trim(p->quantity);
	line->unit = row->unit;
	line->price = row->price;
	line->tax_code = bill_tax_code(b, row->tax_code);
	line->price_id = row->id;
	if (!decimal_money(p->quantity, row->price, b->c->rules->minor_places, &line->amount_minor))
		return (bill_overflow(b, "usage lines"));
	line->working = line_steps(b, reads, p, line);
	return (0);
}

/* Add the lines of one component: tier by tier, and within a tier by date. */
static int
add_component(struct bill *b, const struct type_use *type, const struct ladder_component *component,
    const struct steps *reads)
{
	struct filled *filled = arena_new(b->arena, component->count, sizeof(*filled));
	size_t tiers = 0;

	for (size_t i = 0; i < component->count; i++) {
		if (!fill(b, type, &component->ladders[i], &filled[i]))
			return (bill_overflow(b, "tiers"));
		if (component->ladders[i].count > tiers)
			tiers = component->ladders[i].count;
	}
	for (size_t tier = 0; tier < tiers; tier++) {
		for (size_t i = 0; i < component->count; i++) {
			struct portion p = { type, &filled[i], tier, DECIMAL_ZERO };

			if (tier < filled[i].ladder->count)
				p.quantity = units_in_tier(&filled[i], tier);
			if (p.quantity.units != 0 && add_tier_line(b, reads, &p) == -1)
				return (-1);
		}
	}
	return (0);
}

/* If a type has a fault, go on with the others, so that everything that is missing is reported. */
int
tier_add_lines(struct bill *b)
{
	for (size_t i = 0; i < b->type_count; i++) {
		const struct type_use *type = &b->types[i];
		struct ladder_component *components = NULL;
		struct steps reads;
		size_t count;

		/* A type without use needs no price. */
		if (type->quantity.units == 0)
			continue;
		count = ladder_build(b, type, &components);
		reads = type_steps(b, type);
		for (size_t k = 0; k < count; k++)
			if (add_component(b, type, &components[k], &reads) == -1)
				return (-1);
	}
	return (0);
}
