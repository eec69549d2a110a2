#include "rating/history.h"

#include "base/digits.h"
#include "rating/reads.h"
#include "rating/usage.h"

#define LOOK_BACK_DAYS 400 /* a year, and one cycle more for a late read */
#define LEAST_DAYS 20      /* fewer days do not show the usual use */

/* The use of a meter type before the period, from the first to the last boundary found. */
struct before {
	struct decimal quantity;
	int32_t first;
	int32_t last;
};

/* Add the use of one register; false if a figure does not fit. */
static bool
add_meter(const struct bill *b, const struct rating_meter *meter, struct before *before)
{
	int32_t most = b->period.from - 1;
	int32_t least = most - LOOK_BACK_DAYS;
	int32_t first, last;
	struct reads_use reads;
	struct decimal quantity;

	if (least < b->c->open - 1)
		least = b->c->open - 1;
	first = reads_earliest(meter, least);
	last = reads_latest(meter, most);
	if (first == DATE_NONE || first >= last)
		return (true);
	if (!reads_measure(meter, first, last, &reads) ||
	    !usage_quantity(b, meter, &reads, &quantity) ||
	    !decimal_add(before->quantity, quantity, &before->quantity))
		return (false);
	if (before->first == DATE_NONE || first < before->first)
		before->first = first;
	if (last > before->last)
		before->last = last;
	return (true);
}

/*
 * Add up the registers of a type, so that an exchange of a meter does not look like a change of
 * habits.
 */
static bool
add_type(const struct bill *b, const char *type, struct before *before)
{
	bool fits = true;

	*before = (struct before){ { 0, b->c->rules->quantity_places }, DATE_NONE, DATE_NONE };
	for (size_t i = 0; i < b->c->meter_count && fits; i++)
		if (strcmp(b->c->meters[i].type, type) == 0)
			fits = add_meter(b, &b->c->meters[i], before);
	return (fits);
}

/* The number of days before the period, 0 if there are none. */
static int32_t
days_before(const struct before *before)
{
	return (before->first == DATE_NONE ? 0 : before->last - before->first);
}

/* Write a use a day: "12.5 kWh a day". */
static void
say_average(struct bill *b, struct decimal quantity, int days, const char *unit)
{
	struct decimal average = DECIMAL_ZERO;

	if (decimal_share(quantity, 1, days, b->c->rules->quantity_places, &average))
		digits_decimal(&b->words, decimal_trim(average));
	if (unit[0] != '\0') {
		buf_add_char(&b->words, ' ');
		buf_add_string(&b->words, unit);
	}
	buf_add_string(&b->words, " a day");
}

/* Raise the exception, with a sentence about the use. */
static void
raise(struct bill *b, enum rating_code code, const struct type_use *type,
    const struct before *before)
{
	bool high = code == EX_USAGE_HIGH;

	buf_printf(&b->words, "%s used ", type->type);
	say_average(b, type->quantity, b->days, type->unit);
	buf_printf(&b->words, ", %s than %d%% of the ", high ? "more" : "less",
	    high ? b->c->rules->usage_high_percent : b->c->rules->usage_low_percent);
	say_average(b, before->quantity, before->last - before->first, type->unit);
	buf_add_string(&b->words, " from ");
	digits_day(&b->words, before->first + 1);
	buf_add_string(&b->words, " to ");
	digits_day(&b->words, before->last);
	buf_add_string(&b->words, ". Check the reads, or approve if the use is real.");
	bill_raise_type(b, code, type->type);
}

/*
 * Compare the use of one meter type. Both quantities have the same places, so their units compare.
 */
static void
compare(struct bill *b, const struct type_use *type, const struct before *before)
{
	int32_t days = days_before(before);
	int sign = type->quantity.units < 0 ? -1 : 1;
	decimal_wide now, then;

	/*
	 * Leave out types without use now or before, and those that feed in now and drew before or
	 * the other way: other codes are for those.
	 */
	if (days < LEAST_DAYS || type->quantity.units == 0 || before->quantity.units * sign <= 0)
		return;
	now = (decimal_wide)type->quantity.units * sign * days * 100;
	then = (decimal_wide)before->quantity.units * sign * b->days;
	if (b->c->rules->usage_high_percent > 0 && now > then * b->c->rules->usage_high_percent)
		raise(b, EX_USAGE_HIGH, type, before);
	else if (now < then * b->c->rules->usage_low_percent)
		raise(b, EX_USAGE_LOW, type, before);
}

int
history_check(struct bill *b)
{
	if (!bill_wants(b, EX_USAGE_HIGH) && !bill_wants(b, EX_USAGE_LOW))
		return (0);
	for (size_t t = 0; t < b->type_count; t++) {
		struct before before;

		if (!add_type(b, b->types[t].type, &before))
			return (bill_overflow(b, "earlier usage"));
		compare(b, &b->types[t], &before);
	}
	return (0);
}

/* People who look at a reading need to know the usual use, whatever the exception is about. */
void
history_tell(struct bill *b)
{
	for (size_t i = 0; i < b->exception_count; i++) {
		struct rating_reading *reading = &b->exceptions[i].reading;
		struct before before;

		/* Demand has no use a day. */
		if (reading->meter_type == NULL || strcmp(reading->meter_type, "DEMAND") == 0 ||
		    !add_type(b, reading->meter_type, &before) || days_before(&before) < LEAST_DAYS)
			continue;
		reading->has_usual = decimal_share(before.quantity, 1, days_before(&before),
		    b->c->rules->quantity_places, &reading->usual);
		reading->usual = decimal_trim(reading->usual);
	}
}
