#include "rating/history.h"

#include "rating/reads.h"
#include "rating/usage.h"
#include "rating/words.h"

#define LOOK_BACK_DAYS 400 /* a year, and the cycle that a late read may add */
#define LEAST_DAYS 20      /* less than this says nothing about what is usual */

/* What a meter type used before the period: from the first to the last boundary found. */
struct before {
	struct decimal quantity;
	int32_t first;
	int32_t last;
};

/* Add one register's part. */
static int
add_meter(struct bill *b, const struct rating_meter *meter, struct before *before)
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
		return (0);
	if (!reads_measure(meter, first, last, &reads) || !usage_quantity(b, meter, &reads, &quantity) ||
	    !decimal_add(before->quantity, quantity, &before->quantity))
		return (bill_overflow(b, "earlier usage"));
	if (before->first == DATE_NONE || first < before->first)
		before->first = first;
	if (last > before->last)
		before->last = last;
	return (0);
}

/* "12.5 kWh a day" */
static void
say_average(struct bill *b, struct decimal quantity, int days, const char *unit)
{
	struct decimal average = DECIMAL_ZERO;

	if (decimal_share(quantity, 1, days, b->c->rules->quantity_places, &average))
		words_decimal(&b->words, decimal_trim(average));
	words_unit(&b->words, unit);
	buf_add_string(&b->words, " a day");
}

/* The sentence for a use that is out of proportion. */
static void
raise(struct bill *b, enum rating_code code, const struct type_use *type, const struct before *before)
{
	bool high = code == EX_USAGE_HIGH;

	buf_printf(&b->words, "%s used ", type->type);
	say_average(b, type->quantity, b->days, type->unit);
	buf_printf(&b->words, ", %s than %d%% of the ", high ? "more" : "less",
	    high ? b->c->rules->usage_high_percent : b->c->rules->usage_low_percent);
	say_average(b, before->quantity, before->last - before->first, type->unit);
	buf_add_string(&b->words, " from ");
	words_day(&b->words, before->first + 1);
	buf_add_string(&b->words, " to ");
	words_day(&b->words, before->last);
	buf_add_string(&b->words, ". Check the reads, or approve if the use is real.");
	bill_raise(b, code);
}

/* Compare one meter type. Both quantities have the same places, so their units do. */
static void
compare(struct bill *b, const struct type_use *type, const struct before *before)
{
	int32_t days = before->first == DATE_NONE ? 0 : before->last - before->first;
	int sign = type->quantity.units < 0 ? -1 : 1;
	decimal_wide now, then;

	/* Nothing used, nothing to compare with, or one fed in and the other drawn: other codes speak of those. */
	if (days < LEAST_DAYS || type->quantity.units == 0 || before->quantity.units * sign <= 0)
		return;
	now = (decimal_wide)type->quantity.units * sign * days * 100;
	then = (decimal_wide)before->quantity.units * sign * b->days;
	if (b->c->rules->usage_high_percent > 0 && now > then * b->c->rules->usage_high_percent)
		raise(b, EX_USAGE_HIGH, type, before);
	else if (now < then * b->c->rules->usage_low_percent)
		raise(b, EX_USAGE_LOW, type, before);
}

/* Meters of a type are taken together, so that an exchange does not look like a change of habits. */
int
history_check(struct bill *b)
{
	if (!bill_wants(b, EX_USAGE_HIGH) && !bill_wants(b, EX_USAGE_LOW))
		return (0);
	for (size_t t = 0; t < b->type_count; t++) {
		struct before before = { { 0, b->c->rules->quantity_places }, DATE_NONE, DATE_NONE };

		for (size_t i = 0; i < b->c->meter_count; i++) {
			const struct rating_meter *meter = &b->c->meters[i];

			if (strcmp(meter->type, b->types[t].type) == 0 && add_meter(b, meter, &before) == -1)
				return (-1);
		}
		compare(b, &b->types[t], &before);
	}
	return (0);
}
