#include "base/decimal.h"

#include <ctype.h>

static const int64_t POWER10[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
	1000000000 };

bool
decimal_parse(const char *text, char mark, struct decimal *value)
{
	bool negative = *text == '-';
	int64_t units = 0;
	int places = -1; /* none yet: before the mark */
	int digits = 0;

	if (*text == '-' || *text == '+')
		text++;
	for (; *text != '\0'; text++) {
		if (*text == mark && places < 0) {
			places = 0;
			continue;
		}
		if (!isdigit((unsigned char)*text) ||
		    (places >= 0 && ++places > DECIMAL_MAX_PLACES))
			return (false);
		if (__builtin_mul_overflow(units, 10, &units) ||
		    __builtin_add_overflow(units, *text - '0', &units))
			return (false);
		digits++;
	}

	/* "1." and "." are not numbers. */
	if (digits == 0 || places == 0)
		return (false);
	value->units = negative ? -units : units;
	value->places = places < 0 ? 0 : places;
	return (true);
}

/* Write `count` digits of number, the last one before `end`; returns what is left of it. */
static uint64_t
put_digits(char *end, uint64_t number, int count)
{
	for (; count > 0; count--) {
		*--end = (char)('0' + number % 10);
		number /= 10;
	}
	return (number);
}

/* How many digits a number has, at least one. A division for each would take longer. */
static int
count_digits(uint64_t number)
{
	uint64_t power = 10;
	int count = 1;

	for (; number >= power && count < 19; count++)
		power *= 10;
	return (number >= power ? count + 1 : count);
}

/* By hand, for a run writes millions of them: each digit at once where it belongs. */
char *
decimal_put(char *to, struct decimal value)
{
	uint64_t units = value.units < 0 ? -(uint64_t)value.units : (uint64_t)value.units;
	int count = count_digits(units), whole;

	if (value.units < 0)
		*to++ = '-';
	whole = count > value.places ? count - value.places : 1;
	if (value.places > 0) {
		units = put_digits(to + whole + 1 + value.places, units, value.places);
		to[whole] = '.';
	}
	(void)put_digits(to + whole, units, whole);
	return (to + whole + (value.places > 0 ? value.places + 1 : 0));
}

char *
decimal_format(struct decimal value, char text[static DECIMAL_SIZE])
{
	*decimal_put(text, value) = '\0';
	return (text);
}

struct decimal
decimal_trim(struct decimal value)
{
	while (value.places > 0 && value.units % 10 == 0) {
		value.units /= 10;
		value.places--;
	}
	return (value);
}

/* units of value at `places`, which is not smaller than its own. */
static decimal_wide
at_places(struct decimal value, int places)
{
	return ((decimal_wide)value.units * POWER10[places - value.places]);
}

static int
larger(int a, int b)
{
	return (a > b ? a : b);
}

int
decimal_compare(struct decimal a, struct decimal b)
{
	int places = larger(a.places, b.places);
	decimal_wide left = at_places(a, places);
	decimal_wide right = at_places(b, places);

	return ((left > right) - (left < right));
}

/* Narrow to 64 bits; false if it does not fit. */
static bool
narrow(decimal_wide wide, int64_t *result)
{
	if (wide > INT64_MAX || wide < INT64_MIN)
		return (false);
	*result = (int64_t)wide;
	return (true);
}

bool
decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
	int places = larger(a.places, b.places);

	sum->places = places;
	return (narrow(at_places(a, places) + at_places(b, places), &sum->units));
}

bool
decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference)
{
	int places = larger(a.places, b.places);

	difference->places = places;
	return (narrow(at_places(a, places) - at_places(b, places), &difference->units));
}

bool
decimal_divide_wide(decimal_wide numerator, decimal_wide denominator, int64_t *result)
{
	decimal_wide quotient = numerator / denominator;
	decimal_wide rest = numerator % denominator;

	/*
	 * Half away from zero: compare the rest with what is missing to the next whole, so that
	 * nothing overflows.
	 */
	if (rest > 0 && rest >= denominator - rest)
		quotient++;
	else if (rest < 0 && -rest >= denominator + rest)
		quotient--;
	return (narrow(quotient, result));
}

/* units x 10^-from, times numerator / denominator, as units x 10^-to. */
static bool
rescale(decimal_wide units, int from, int to, decimal_wide denominator, int64_t *result)
{
	if (to > from && __builtin_mul_overflow(units, (decimal_wide)POWER10[to - from], &units))
		return (false);
	/* Two decimals multiplied have up to 18 places, so the power may exceed the table. */
	for (; from > to; from--)
		if (__builtin_mul_overflow(denominator, (decimal_wide)10, &denominator))
			return (false);
	return (decimal_divide_wide(units, denominator, result));
}

bool
decimal_multiply(struct decimal a, struct decimal b, int places, struct decimal *product)
{
	product->places = places;
	return (rescale((decimal_wide)a.units * b.units, a.places + b.places, places, 1,
	    &product->units));
}

bool
decimal_share(struct decimal value, int64_t numerator, int64_t denominator, int places,
    struct decimal *share)
{
	share->places = places;
	return (rescale((decimal_wide)value.units * numerator, value.places, places, denominator,
	    &share->units));
}

bool
decimal_money(struct decimal quantity, struct decimal price, int minor_places, int64_t *minor)
{
	struct decimal amount;

	if (!decimal_multiply(quantity, price, minor_places, &amount))
		return (false);
	*minor = amount.units;
	return (true);
}

bool
decimal_percent(int64_t amount_minor, struct decimal percent, int64_t *minor)
{
	return (rescale((decimal_wide)amount_minor * percent.units, percent.places + 2, 0, 1,
	    minor));
}

bool
decimal_parse_money(const char *text, char mark, int minor_places, int64_t *minor)
{
	struct decimal value;

	if (!decimal_parse(text, mark, &value))
		return (false);
	value = decimal_trim(value);
	if (value.places > minor_places)
		return (false);
	return (narrow(at_places(value, minor_places), minor));
}

char *
decimal_format_money(int64_t minor, int minor_places, char text[static DECIMAL_SIZE])
{
	return (decimal_format((struct decimal){ minor, minor_places }, text));
}
