#include "rating/words.h"

#define DIGITS_SIZE 32

/*
 * Write the digits of number, at least `least` of them, so that they end at `end`; returns where
 * they begin.
 */
static char *
put_digits(char *end, uint64_t number, int least)
{
	for (; number > 0 || least > 0; least--) {
		*--end = (char)('0' + number % 10);
		number /= 10;
	}
	return (end);
}

/* At least one digit stands before the point. */
void
words_decimal(struct buf *out, struct decimal value)
{
	char digits[DIGITS_SIZE];
	char *end = digits + sizeof(digits);
	uint64_t number = value.units < 0 ? -(uint64_t)value.units : (uint64_t)value.units;
	char *start = put_digits(end, number, value.places + 1);

	if (value.units < 0)
		buf_add_char(out, '-');
	buf_add(out, start, (size_t)(end - start - value.places));
	if (value.places > 0) {
		buf_add_char(out, '.');
		buf_add(out, end - value.places, (size_t)value.places);
	}
}

/* Minor units are a decimal with the currency's places. */
void
words_money(struct buf *out, int64_t minor, int minor_places)
{
	words_decimal(out, (struct decimal){ minor, minor_places });
}

/* A decimal without places. */
void
words_count(struct buf *out, int64_t number)
{
	words_decimal(out, (struct decimal){ number, 0 });
}

/* Backwards, as the digits come. */
void
words_day(struct buf *out, int32_t day)
{
	char digits[DIGITS_SIZE];
	char *end = digits + sizeof(digits);
	int y, m, d;
	char *start;

	date_to_ymd(day, &y, &m, &d);
	start = put_digits(end, (uint64_t)d, 2);
	*--start = '-';
	start = put_digits(start, (uint64_t)m, 2);
	*--start = '-';
	start = put_digits(start, (uint64_t)y, 4);
	buf_add(out, start, (size_t)(end - start));
}

/* A quantity without a unit is left bare. */
void
words_unit(struct buf *out, const char *unit)
{
	if (unit[0] == '\0')
		return;
	buf_add_char(out, ' ');
	buf_add_string(out, unit);
}

/* One summand of a span in months; whole months are gathered in *whole until a broken one comes. */
static void
add_month(struct buf *out, int days, int length, int *whole)
{
	if (days == length) {
		(*whole)++;
		return;
	}
	if (out->data[out->length - 1] != '(')
		buf_add_string(out, " + ");
	if (*whole > 0) {
		words_count(out, *whole);
		buf_add_string(out, " + ");
		*whole = 0;
	}
	words_count(out, days);
	buf_add_char(out, '/');
	words_count(out, length);
}

/* Fractions, not a rounded number, so that a calculator comes to the same cent. */
void
words_months(struct buf *out, struct bill_span span)
{
	int32_t day = span.from;
	int whole = 0;
	int year, month, day_of_month, length;
	size_t start = out->length;

	/*
	 * Only the first and the last month can be broken, so the whole ones between them are one
	 * number.
	 */
	buf_add_char(out, '(');
	while (day <= span.to) {
		int32_t last;

		date_to_ymd(day, &year, &month, &day_of_month);
		length = date_days_in_month(year, month);
		last = day + length - day_of_month;
		if (last > span.to)
			last = span.to;
		add_month(out, last - day + 1, length, &whole);
		day = last + 1;
	}
	if (whole > 0) {
		bool alone = out->length == start + 1;

		if (!alone)
			buf_add_string(out, " + ");
		out->length -= alone ? 1 : 0;
		words_count(out, whole);
		if (alone)
			return;
	}
	buf_add_char(out, ')');
}
