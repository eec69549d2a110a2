#include "rating/usage.h"

#include "base/digits.h"
#include "rating/period.h"
#include "rating/price.h"
#include "rating/reads.h"

/*
 * value x factor, exactly. Trailing zeros of the factor are left out, so that ordinary figures stay
 * small.
 */
static bool
times(decimal_wide *units, int *places, struct decimal factor)
{
	factor = decimal_trim(factor);
	*places += factor.places;
	return (!__builtin_mul_overflow(*units, (decimal_wide)factor.units, units));
}

/* units x 10^-from as a decimal with `to` places, rounded. */
static bool
round_to(decimal_wide units, int from, int to, struct decimal *value)
{
	decimal_wide divisor = 1;

	value->places = to;
	for (; from < to; from++)
		if (__builtin_mul_overflow(units, (decimal_wide)10, &units))
			return (false);
	for (; from > to; from--)
		if (__builtin_mul_overflow(divisor, (decimal_wide)10, &divisor))
			return (false);
	/* INT64_MIN does not fit either, so that every quantity can be negated. */
	return (decimal_divide_wide(units, divisor, &value->units) && value->units != INT64_MIN);
}

/*
 * The sign of exported energy is one of the factors, so that both signs are rounded away from zero.
 */
bool
usage_quantity(const struct bill *b, const struct rating_meter *meter,
    const struct reads_use *reads, struct decimal *quantity)
{
	decimal_wide units = meter->exported ? -1 : 1;
	int places = 0;

	return (times(&units, &places, reads->use) && times(&units, &places, meter->multiplier) &&
	    times(&units, &places, reads->last->temp_factor) &&
	    times(&units, &places, reads->last->cv_factor) &&
	    round_to(units, places, b->c->rules->quantity_places, quantity));
}

/* Measure a register's use of the period from its reads. */
static int
measure_use(struct bill *b, const struct rating_meter *meter, struct meter_use *use)
{
	int32_t first = period_first_boundary(b, meter);
	int32_t last = period_last_boundary(b, meter);
	struct reads_use reads;

	if (!reads_measure(meter, first, last, &reads) ||
	    !usage_quantity(b, meter, &reads, &use->shown.quantity))
		return (bill_overflow(b, "usage"));
	use->raw = reads.use;
	use->temp_factor = reads.last->temp_factor;
	use->cv_factor = reads.last->cv_factor;
	use->reset = reads.reset;
	use->rollovers = reads.rollovers;
	use->was_reset = reads.was_reset;
	use->shown.from_day = first;
	use->shown.to_day = last;
	use->shown.from_value = reads.first->value;
	use->shown.to_value = reads.last->value;
	use->shown.from_estimated = reads.first->estimated;
	use->shown.to_estimated = reads.last->estimated;
	use->shown.rolled_over = reads.rollovers > 0;
	use->shown.unit = price_unit(b, SCHED_USAGE, meter->type);
	return (0);
}

/* Find the highest read of a DEMAND meter; *found is false if it was not read in the period. */
static int
measure_demand(struct bill *b, const struct rating_meter *meter, struct meter_use *use, bool *found)
{
	const struct rating_read *highest = reads_highest(meter, b->period.from, b->period.to);

	*found = highest != NULL;
	if (highest == NULL)
		return (0);
	if (!decimal_multiply(highest->value, meter->multiplier, b->c->rules->quantity_places,
		&use->shown.quantity))
		return (bill_overflow(b, "demand"));
	use->demand = true;
	use->raw = highest->value;
	use->shown.from_day = DATE_NONE;
	use->shown.to_day = reads_boundary(highest);
	use->shown.to_value = highest->value;
	use->shown.to_estimated = highest->estimated;
	use->shown.unit = price_unit(b, SCHED_DEMAND, meter->type);
	return (0);
}

/* Raise exceptions about the boundary reads: estimates, and dials that rolled over. */
static void
check_reads(struct bill *b, const struct meter_use *use)
{
	const struct rating_usage *shown = &use->shown;

	if (shown->from_estimated || shown->to_estimated) {
		buf_printf(&b->words, "Meter %s is billed on an estimated read (", shown->meter);
		digits_day(&b->words, shown->from_estimated ? shown->from_day : shown->to_day);
		if (shown->from_estimated && shown->to_estimated) {
			buf_add_string(&b->words, " and ");
			digits_day(&b->words, shown->to_day);
		}
		buf_add_string(&b->words, "). Import an actual read to replace it.");
		bill_raise_meter(b, EX_READ_ESTIMATED, use->meter, use->shown.meter);
	}
	if (use->rollovers > 0) {
		buf_printf(&b->words, "Meter %s went through its highest value, %d time(s): from ",
		    shown->meter, use->rollovers);
		digits_decimal(&b->words, shown->from_value);
		buf_add_string(&b->words, " to ");
		digits_decimal(&b->words, shown->to_value);
		buf_add_string(&b->words, ". Check both reads.");
		bill_raise_meter(b, EX_METER_ROLLOVER, use->meter, use->shown.meter);
	}
}

/* Raise exceptions about the quantity: none, or less than none. */
static void
check_quantity(struct bill *b, const struct meter_use *use)
{
	if (use->demand)
		return;
	if (use->raw.units == 0) {
		buf_printf(&b->words, "Meter %s used nothing: it reads ", use->shown.meter);
		digits_decimal(&b->words, use->shown.to_value);
		buf_add_string(&b->words,
		    " as before. Check whether the premises are empty or the meter has stopped.");
		bill_raise_meter(b, EX_USAGE_ZERO, use->meter, use->shown.meter);
	}
	if (use->raw.units < 0) {
		buf_printf(&b->words, "Meter %s went backwards: from ", use->shown.meter);
		digits_decimal(&b->words, use->shown.from_value);
		buf_add_string(&b->words, " to ");
		digits_decimal(&b->words, use->shown.to_value);
		buf_add_string(&b->words,
		    ". Correct the wrong read, or import the reads of the exchange.");
		bill_raise_meter(b, EX_USAGE_NEGATIVE, use->meter, use->shown.meter);
	}
}

/* Raise METER_EXCHANGED for a register that came or went in the period, or whose dial was set anew.
 */
static void
check_exchange(struct bill *b, const struct rating_meter *meter, const char *name, bool was_reset)
{
	bool came = meter->install > b->period.from;
	bool went = meter->removed != DATE_NONE && meter->removed <= b->period.to;

	if (!came && !went && !was_reset)
		return;
	buf_printf(&b->words, "Meter %s was ", name);
	if (came) {
		buf_add_string(&b->words, "installed on ");
		digits_day(&b->words, meter->install);
	}
	if (went) {
		buf_add_string(&b->words, came ? " and removed on " : "removed on ");
		digits_day(&b->words, meter->removed);
	}
	if (was_reset)
		buf_add_string(&b->words,
		    came || went ? " and set to a new start" : "set to a new start");
	buf_add_string(&b->words, " in this period. Check its first and last reads.");
	bill_raise_meter(b, EX_METER_EXCHANGED, meter, name);
}

/* Add a register's use to that of its type. */
static int
add_to_type(struct bill *b, const struct meter_use *use)
{
	struct type_use *type = NULL;

	for (size_t i = 0; i < b->type_count && type == NULL; i++)
		if (strcmp(b->types[i].type, use->meter->type) == 0)
			type = &b->types[i];
	if (type == NULL) {
		type = &b->types[b->type_count++];
		*type = (struct type_use){ use->meter->type, use->shown.unit,
			{ 0, b->c->rules->quantity_places }, 0, use };
	}
	type->only = type->meters++ == 0 ? use : NULL;
	if (!decimal_add(type->quantity, use->shown.quantity, &type->quantity) ||
	    type->quantity.units == INT64_MIN)
		return (bill_overflow(b, "usage"));
	return (0);
}

/* Measure one register on site, and raise its exceptions. */
static int
add_meter(struct bill *b, const struct rating_meter *meter)
{
	struct meter_use *use = &b->uses[b->use_count];
	bool demand = bill_is_demand(meter);
	bool found = true;

	use->meter = meter;
	use->shown.meter = bill_meter_name(b, meter);
	use->shown.serial = meter->serial;
	use->shown.meter_type = meter->type;
	use->shown.multiplier = meter->multiplier;
	if ((demand ? measure_demand(b, meter, use, &found) : measure_use(b, meter, use)) == -1)
		return (-1);
	check_exchange(b, meter, use->shown.meter, use->was_reset);
	if (!found)
		return (0);
	b->use_count++;
	check_reads(b, use);
	check_quantity(b, use);
	return (demand ? 0 : add_to_type(b, use));
}

/* Leave out meters that are not on site in the period. */
int
usage_measure(struct bill *b)
{
	size_t count = b->c->meter_count;

	if (count == 0)
		return (0);
	b->uses = arena_new(b->arena, count, sizeof(*b->uses));
	b->types = arena_new(b->arena, count, sizeof(*b->types));
	for (size_t i = 0; i < count; i++)
		if (bill_on_site(&b->c->meters[i], b->period) &&
		    add_meter(b, &b->c->meters[i]) == -1)
			return (-1);
	return (0);
}

/* The quantities to calculate with keep their places; those in the result lose trailing zeros. */
void
usage_show(struct bill *b, struct rating_result *result)
{
	struct rating_usage *shown;

	if (b->use_count == 0)
		return;
	shown = arena_new(b->arena, b->use_count, sizeof(*shown));
	for (size_t i = 0; i < b->use_count; i++) {
		shown[i] = b->uses[i].shown;
		shown[i].quantity = decimal_trim(shown[i].quantity);
	}
	result->usages = shown;
	result->usage_count = b->use_count;
	result->reads_used = b->use_count;
}
