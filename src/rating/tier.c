#include "rating/tier.h"

#include "rating/ladder.h"
#include "rating/price.h"
#include "rating/words.h"

#define NAMED_METERS \
	8 /* with more meters of a type than this, the working gives their sum only \
	   */

/* One tier of a ladder in its stretch of days: from `lower` units on. */
struct rung {
	const struct rating_price *row;
	struct decimal lower;
};

/* A ladder with its rungs in units, and what it has to fill them. */
struct filled {
	const struct ladder *ladder;
	struct rung *rungs;
	struct decimal quantity; /* this stretch's part of the use: signed, at quantity_places */
};

/* What one usage line is made of. */
struct portion {
	const struct type_use *type;
	const struct filled *filled;
	size_t tier; /* from 0 */
	struct decimal quantity;
};

/*
 * Where a tier begins in a stretch: tier_from per period (shared by days), per day, or per calendar
 * month.
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
 * The part of a type's use that falls on the days from the period's first to `last`, so that parts
 * add up exactly.
 */
static bool
up_to(const struct bill *b, const struct type_use *type, int32_t last, struct decimal *quantity)
{
	return (decimal_share(type->quantity, last - b->period.from + 1, b->days,
	    b->c->rules->quantity_places, quantity));
}

/* Work out a ladder's rungs and its part of the use. */
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
		/* A plan that mixes "per day" and "per month" may need another order in units. */
		for (; at > 0 && decimal_compare(filled->rungs[at - 1].lower, rung.lower) > 0; at--)
			filled->rungs[at] = filled->rungs[at - 1];
		filled->rungs[at] = rung;
	}
	return (up_to(b, type, ladder->span.from - 1, &before) &&
	    up_to(b, type, ladder->span.to, &after) &&
	    decimal_subtract(after, before, &filled->quantity));
}

/* The units that fall into a tier, with the sign of the use. All have the same places. */
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

/* "1200 - 99000 + 100000": the difference of the reads, with what the dial did in between. */
static void
say_difference(struct bill *b, const struct meter_use *use)
{
	struct buf *out = &b->words;

	words_decimal(out, use->shown.to_value);
	buf_add_string(out, " - ");
	words_decimal(out, use->shown.from_value);
	for (int i = 0; i < use->rollovers; i++) {
		buf_add_string(out, " + ");
		words_decimal(out, use->meter->dial_max);
	}
	if (use->was_reset) {
		buf_add_string(out, use->reset.units < 0 ? " - " : " + ");
		words_decimal(out,
		    (struct decimal){ use->reset.units < 0 ? -use->reset.units : use->reset.units,
			use->reset.places });
	}
}

/* "E1/01: (1200 - 1000) x 40 = 8000 kWh": how a meter's quantity came about. */
static void
say_meter(struct bill *b, const struct meter_use *use)
{
	struct buf *out = &b->words;
	const struct decimal one = { 1, 0 };
	const struct decimal factors[] = { use->meter->multiplier, use->temp_factor,
		use->cv_factor };
	bool bare = !use->meter->exported;

	for (size_t i = 0; i < LENGTH(factors); i++)
		bare = bare && decimal_compare(factors[i], one) == 0;
	buf_add_string(out, use->shown.meter);
	buf_add_string(out, use->meter->exported ? ": -(" : bare ? ": " : ": (");
	say_difference(b, use);
	if (!bare)
		buf_add_char(out, ')');
	for (size_t i = 0; i < LENGTH(factors); i++) {
		if (decimal_compare(factors[i], one) == 0)
			continue;
		buf_add_string(out, " x ");
		words_decimal(out, decimal_trim(factors[i]));
	}
	buf_add_string(out, " = ");
	words_decimal(out, decimal_trim(use->shown.quantity));
	words_unit(out, use->shown.unit);
}

/*
 * How a type's quantity came about: each meter's reads, and their sum. Kept once and copied into
 * each line.
 */
static const char *
say_type(struct bill *b, const struct type_use *type)
{
	size_t left = type->meters;

	for (size_t i = 0; left > 0 && type->meters <= NAMED_METERS; i++) {
		if (b->uses[i].demand || strcmp(b->uses[i].meter->type, type->type) != 0)
			continue;
		say_meter(b, &b->uses[i]);
		buf_add_string(&b->words, "; ");
		left--;
	}
	if (type->meters > 1) {
		words_count(&b->words, (int64_t)type->meters);
		buf_add_string(&b->words, " meters together: ");
		words_decimal(&b->words, decimal_trim(type->quantity));
		words_unit(&b->words, type->unit);
		buf_add_string(&b->words, "; ");
	}
	return (bill_keep_words(b));
}

/* "10 x 31 = 310": where a tier begins. */
static void
say_lower(struct bill *b, const struct rung *rung, struct bill_span span)
{
	struct buf *out = &b->words;
	int days = bill_span_days(span);

	if (rung->row->per == PER_PERIOD && days == b->days) {
		words_decimal(out, decimal_trim(rung->lower));
		return;
	}
	words_decimal(out, decimal_trim(rung->row->tier_from));
	buf_add_string(out, " x ");
	if (rung->row->per == PER_MONTH) {
		words_months(out, span);
	} else {
		words_count(out, days);
		if (rung->row->per == PER_PERIOD) {
			buf_add_char(out, '/');
			words_count(out, b->days);
		}
	}
	buf_add_string(out, " = ");
	words_decimal(out, decimal_trim(rung->lower));
}

/* Which units these are, where they are not all: of which days, of which tier. */
static void
say_portion(struct bill *b, const struct portion *p)
{
	const struct filled *filled = p->filled;
	struct bill_span span = filled->ladder->span;
	struct buf *out = &b->words;

	if (bill_span_days(span) != b->days) {
		words_count(out, bill_span_days(span));
		buf_add_string(out, " of ");
		words_count(out, b->days);
		buf_add_string(out, " days: ");
		words_decimal(out, decimal_trim(filled->quantity));
		words_unit(out, p->type->unit);
		buf_add_string(out, "; ");
	}
	if (filled->ladder->count < 2)
		return;
	buf_add_string(out, "tier ");
	words_count(out, (int64_t)p->tier + 1);
	if (p->tier > 0) {
		buf_add_string(out, ", above ");
		say_lower(b, &filled->rungs[p->tier], span);
	}
	if (p->tier + 1 < filled->ladder->count) {
		buf_add_string(out, ", up to ");
		say_lower(b, &filled->rungs[p->tier + 1], span);
	}
	buf_add_string(out, "; ");
}

/* The whole working of a line: the reads, the portion, and quantity x price. */
static const char *
say_line(struct bill *b, const char *reads, const struct portion *p, const struct rating_line *line)
{
	buf_add_string(&b->words, reads);
	say_portion(b, p);
	words_decimal(&b->words, line->quantity);
	words_unit(&b->words, line->unit);
	buf_add_string(&b->words, " x ");
	words_decimal(&b->words, line->price);
	buf_add_string(&b->words, " = ");
	words_money(&b->words, line->amount_minor, b->c->rules->minor_places);
	return (bill_keep_words(b));
}

/* One line for the units of a portion. */
static int
add_line(struct bill *b, const char *reads, const struct portion *p)
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
	line->working = say_line(b, reads, p, line);
	return (0);
}

/* The lines of one component: tier by tier, and within a tier by date. */
static int
add_component(struct bill *b, const struct type_use *type, const struct ladder_component *component,
    const char *reads)
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
			if (p.quantity.units != 0 && add_line(b, reads, &p) == -1)
				return (-1);
		}
	}
	return (0);
}

/*
 * A type at fault does not keep the others from being looked at, so that all that is missing is
 * reported.
 */
int
tier_add_lines(struct bill *b)
{
	for (size_t i = 0; i < b->type_count; i++) {
		const struct type_use *type = &b->types[i];
		struct ladder_component *components = NULL;
		const char *reads;
		size_t count;

		/* What was not used needs no price. */
		if (type->quantity.units == 0)
			continue;
		count = ladder_build(b, type, &components);
		reads = say_type(b, type);
		for (size_t k = 0; k < count; k++)
			if (add_component(b, type, &components[k], reads) == -1)
				return (-1);
	}
	return (0);
}
