#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/decimal.h"

/*
 * All expected values of this file are from Python's decimal (ROUND_HALF_UP, which is half away
 * from zero).
 */

static const struct {
	const char *name;
	const char *text;
	char mark;
	const char *written; /* as decimal_format writes it; NULL: refused */
} PARSED[] = {
	{ "a whole number", "42", '.', "42" },
	{ "a price", "0.2745", '.', "0.2745" },
	{ "a negative", "-1234.5600", '.', "-1234.5600" },
	{ "a sign that says nothing", "+7.5", '.', "7.5" },
	{ "a decimal comma", "1234,50", ',', "1234.50" },
	{ "leading zeros", "007.10", '.', "7.10" },
	{ "no digit before the mark", ".5", '.', "0.5" },
	{ "nine places", "0.123456789", '.', "0.123456789" },
	{ "the largest", "9223372036854775807", '.', "9223372036854775807" },
	{ "the smallest but one", "-9223372036854775807", '.', "-9223372036854775807" },
	{ "the largest with nine places", "9223372036.854775807", '.', "9223372036.854775807" },
	{ "zero", "0", '.', "0" },
	{ "zero with places", "0.00", '.', "0.00" },
	{ "less than one", "-0.05", '.', "-0.05" },
	{ "nothing", "", '.', NULL },
	{ "a sign alone", "-", '.', NULL },
	{ "a mark alone", ".", '.', NULL },
	{ "a mark at the end", "1.", '.', NULL },
	{ "two marks", "1.2.3", '.', NULL },
	{ "ten places", "0.1234567890", '.', NULL },
	{ "one more than the largest", "9223372036854775808", '.', NULL },
	{ "one more, by its places", "92233720368547758.08", '.', NULL },
	{ "grouping", "1,234.50", '.', NULL },
	{ "the other mark", "12,5", '.', NULL },
	{ "an exponent", "1e3", '.', NULL },
	{ "a blank before it", " 1", '.', NULL },
	{ "a blank behind it", "1 ", '.', NULL },
	{ "two signs", "--1", '.', NULL },
	{ "a sign behind it", "1-", '.', NULL },
	{ "hexadecimal", "0x10", '.', NULL },
	{ "a word", "NaN", '.', NULL },
	{ "digits of another script", "\xd9\xa1", '.', NULL },
};

static void
exactly_decimal_numbers_are_read_and_come_back_as_they_were(void **state)
{
	char text[DECIMAL_SIZE];
	struct decimal value;
	size_t i;

	for (i = 0; i < LENGTH(PARSED); i++) {
		bool read = decimal_parse(PARSED[i].text, PARSED[i].mark, &value);

		if (read != (PARSED[i].written != NULL))
			fail_msg("%s: <%s> was %s", PARSED[i].name, PARSED[i].text,
			    read ? "read" : "refused");
		if (read && strcmp(decimal_format(value, text), PARSED[i].written) != 0)
			fail_msg("%s: got %s, want %s", PARSED[i].name, text, PARSED[i].written);
	}
}

/* a + b, a - b, a x b to `places`, a <=> b. NULL: too large, an answer of false. */
static const struct {
	const char *a, *b;
	int places;
	const char *sum, *difference, *product;
	int order;
} PAIRS[] = {
	{ "0.1", "0.2", 2, "0.3", "-0.1", "0.02", -1 },
	{ "100", "0.2745", 2, "100.2745", "99.7255", "27.45", 1 },
	{ "1.005", "1", 2, "2.005", "0.005", "1.01", 1 },
	{ "-1.005", "1", 2, "-0.005", "-2.005", "-1.01", -1 },
	{ "2.5", "1", 0, "3.5", "1.5", "3", 1 },
	{ "-2.5", "1", 0, "-1.5", "-3.5", "-3", -1 },
	{ "0.4999999", "1", 0, "1.4999999", "-0.5000001", "0", -1 },
	{ "1234.567", "-0.001", 3, "1234.566", "1234.568", "-1.235", 1 },
	{ "0", "0.00", 2, "0.00", "0.00", "0.00", 0 },
	{ "1.50", "1.5", 1, "3.00", "0.00", "2.3", 0 },
	{ "9223372036854775807", "1", 0, NULL, "9223372036854775806", "9223372036854775807", 1 },
	{ "-9223372036854775807", "2", 0, "-9223372036854775805", NULL, NULL, -1 },
	{ "9223372036854775807", "9223372036854775807", 0, NULL, "0", NULL, 0 },
	{ "9223372036854775807", "0.5", 0, NULL, NULL, "4611686018427387904", 1 },
	{ "0.000000001", "0.000000001", 9, "0.000000002", "0.000000000", "0.000000000", 0 },
	{ "99999.999999999", "0.999999999", 9, "100000.999999998", "99999.000000000",
	    "99999.999899999", 1 },
	{ "3", "0.333333333", 9, "3.333333333", "2.666666667", "0.999999999", 1 },
	{ "823.332324", "-803323159", 0, "-803322335.667676", "803323982.332324", "-661401923422",
	    1 },
	{ "7942201.78", "58048351.6", 2, "65990553.38", "-50106149.82", "461031721403585.85", -1 },
	{ "3012551.91", "30309680.8", 0, "33322232.71", "-27297128.89", "91309486785530", -1 },
	{ "46296.5050", "-7514399.1", 3, "-7468102.5950", "7560695.6050", "-347890415505.146", 1 },
	{ "552.656621", "93.214019", 2, "645.870640", "459.442602", "51515.34", 1 },
	{ "-4468.2903", "-42395.7401", 0, "-46864.0304", "37927.4498", "189436474", 1 },
	{ "-941.062622", "-16480.48", 2, "-17421.542622", "15539.417378", "15509163.72", 1 },
	{ "-90302.381", "-64676.3802", 4, "-154978.7612", "-25626.0008", "5840431126.5213", -1 },
	{ "-49292883.6", "-94876516.0", 1, "-144169399.6", "45583632.4", "4676737059561537.6", 1 },
	{ "-6272209.77", "9557463.4", 4, "3285253.63", "-15829673.17", "-59946415313897.4180", -1 },
	{ "1032426.56", "2023.55303", 1, "1034450.11303", "1030403.00697", "2089169893.7", 1 },
	{ "711028.898", "577115.623", 4, "1288144.521", "133913.275", "410345885440.2735", 1 },
};

/* Compare an answer with what was wanted. */
static void
check(const char *what, size_t row, bool done, struct decimal value, const char *want)
{
	char text[DECIMAL_SIZE];

	if (done != (want != NULL))
		fail_msg("%s %s %s: %s", PAIRS[row].a, what, PAIRS[row].b,
		    done ? "fitted" : "did not fit");
	if (done && strcmp(decimal_format(value, text), want) != 0)
		fail_msg("%s %s %s: got %s, want %s", PAIRS[row].a, what, PAIRS[row].b, text, want);
}

static void
sums_products_and_order_are_exact_or_refused(void **state)
{
	struct decimal a, b, value = DECIMAL_ZERO;
	bool done;
	size_t i;
	int order;

	for (i = 0; i < LENGTH(PAIRS); i++) {
		assert_true(decimal_parse(PAIRS[i].a, '.', &a) &&
		    decimal_parse(PAIRS[i].b, '.', &b));
		done = decimal_add(a, b, &value);
		check("+", i, done, value, PAIRS[i].sum);
		done = decimal_subtract(a, b, &value);
		check("-", i, done, value, PAIRS[i].difference);
		done = decimal_multiply(a, b, PAIRS[i].places, &value);
		check("x", i, done, value, PAIRS[i].product);
		order = decimal_compare(a, b);
		if ((order > 0) - (order < 0) != PAIRS[i].order)
			fail_msg("%s <=> %s: got %d, want %d", PAIRS[i].a, PAIRS[i].b, order,
			    PAIRS[i].order);
	}
}

/* quantity x price in cents. */
static const struct {
	const char *quantity, *price;
	int minor_places;
	int64_t minor;
} MONEY[] = {
	{ "100", "0.2745", 2, 2745 },
	{ "1", "0.005", 2, 1 },
	{ "1", "-0.005", 2, -1 },
	{ "1", "0.004999999", 2, 0 },
	{ "31", "0.985", 2, 3054 },
	{ "123.456", "0.3080", 2, 3802 },
	{ "3", "0.015", 2, 5 },
	{ "-3", "0.015", 2, -5 },
	{ "1000000", "99.99", 2, 9999000000 },
	{ "7.5", "1", 0, 8 },
	{ "-7.5", "1", 0, -8 },
	{ "12.345", "1", 3, 12345 },
	{ "0", "5", 2, 0 },
};

static void
money_is_rounded_once_half_away_from_zero(void **state)
{
	struct decimal quantity, price;
	int64_t minor;
	size_t i;

	for (i = 0; i < LENGTH(MONEY); i++) {
		assert_true(decimal_parse(MONEY[i].quantity, '.', &quantity) &&
		    decimal_parse(MONEY[i].price, '.', &price));
		if (!decimal_money(quantity, price, MONEY[i].minor_places, &minor) ||
		    minor != MONEY[i].minor)
			fail_msg("%s x %s: got %lld, want %lld", MONEY[i].quantity, MONEY[i].price,
			    (long long)minor, (long long)MONEY[i].minor);
	}
}

static const struct {
	int64_t amount_minor;
	const char *percent;
	int64_t minor;
} PERCENTS[] = {
	{ 10000, "10", 1000 },
	{ 5, "10", 1 },
	{ 4, "10", 0 },
	{ -5, "10", -1 },
	{ -15, "10", -2 },
	{ 12345, "19", 2346 },
	{ 12345, "7.7", 951 },
	{ 1, "50", 1 },
	{ 3, "33.333333333", 1 },
	{ 99999999999, "12.5", 12500000000 },
	{ 0, "10", 0 },
	{ 100, "0", 0 },
};

static void
a_percentage_is_rounded_once_half_away_from_zero(void **state)
{
	struct decimal percent;
	int64_t minor;
	size_t i;

	for (i = 0; i < LENGTH(PERCENTS); i++) {
		assert_true(decimal_parse(PERCENTS[i].percent, '.', &percent));
		if (!decimal_percent(PERCENTS[i].amount_minor, percent, &minor) ||
		    minor != PERCENTS[i].minor)
			fail_msg("%s%% of %lld: got %lld, want %lld", PERCENTS[i].percent,
			    (long long)PERCENTS[i].amount_minor, (long long)minor,
			    (long long)PERCENTS[i].minor);
	}
}

static const struct {
	const char *value;
	int64_t numerator, denominator;
	int places;
	const char *share;
} SHARES[] = {
	{ "100", 1, 3, 2, "33.33" },
	{ "100", 2, 3, 2, "66.67" },
	{ "-100", 2, 3, 2, "-66.67" },
	{ "1", 1, 2, 0, "1" },
	{ "-1", 1, 2, 0, "-1" },
	{ "1", 1, 8, 2, "0.13" },
	{ "250.75", 17, 31, 3, "137.508" },
	{ "250.75", 14, 31, 3, "113.242" },
	{ "0.001", 1, 2, 3, "0.001" },
	{ "9223372036854775807", 31, 31, 0, "9223372036854775807" },
	{ "5", 0, 31, 2, "0.00" },
	{ "11", 31, 1, 0, "341" },
};

static void
a_share_by_days_is_rounded_once(void **state)
{
	struct decimal value, share;
	char text[DECIMAL_SIZE];
	size_t i;

	for (i = 0; i < LENGTH(SHARES); i++) {
		assert_true(decimal_parse(SHARES[i].value, '.', &value));
		assert_true(decimal_share(value, SHARES[i].numerator, SHARES[i].denominator,
		    SHARES[i].places, &share));
		if (strcmp(decimal_format(share, text), SHARES[i].share) != 0)
			fail_msg("%s x %lld / %lld: got %s, want %s", SHARES[i].value,
			    (long long)SHARES[i].numerator, (long long)SHARES[i].denominator, text,
			    SHARES[i].share);
	}
	assert_false(decimal_share((struct decimal){ INT64_MAX, 0 }, 2, 1, 0, &share));
}

static const struct {
	const char *text;
	int minor_places;
	bool read;
	int64_t minor;
	const char *written;
} AMOUNTS[] = {
	{ "12.50", 2, true, 1250, "12.50" },
	{ "12.5", 2, true, 1250, "12.50" },
	{ "12.500", 2, true, 1250, "12.50" },
	{ "12", 2, true, 1200, "12.00" },
	{ "-0.05", 2, true, -5, "-0.05" },
	{ "0", 2, true, 0, "0.00" },
	{ "92233720368547758.07", 2, true, INT64_MAX, "92233720368547758.07" },
	{ "1234", 0, true, 1234, "1234" },
	{ "12.505", 2, false, 0, NULL },
	{ "0.5", 0, false, 0, NULL },
	{ "92233720368547758.08", 2, false, 0, NULL },
	{ "$5", 2, false, 0, NULL },
};

static void
an_amount_of_money_has_no_fraction_of_a_cent(void **state)
{
	char text[DECIMAL_SIZE];
	int64_t minor;
	size_t i;

	for (i = 0; i < LENGTH(AMOUNTS); i++) {
		bool read =
		    decimal_parse_money(AMOUNTS[i].text, '.', AMOUNTS[i].minor_places, &minor);

		if (read != AMOUNTS[i].read || (read && minor != AMOUNTS[i].minor))
			fail_msg("%s: %s as %lld", AMOUNTS[i].text, read ? "read" : "refused",
			    (long long)minor);
		if (read &&
		    strcmp(decimal_format_money(minor, AMOUNTS[i].minor_places, text),
			AMOUNTS[i].written) != 0)
			fail_msg("%s: written as %s, want %s", AMOUNTS[i].text, text,
			    AMOUNTS[i].written);
	}
}

static void
the_smallest_number_is_written_whole_and_zeros_behind_the_point_can_go(void **state)
{
	char text[DECIMAL_SIZE];

	assert_string_equal(decimal_format((struct decimal){ INT64_MIN, 0 }, text),
	    "-9223372036854775808");
	assert_string_equal(decimal_format((struct decimal){ INT64_MIN, 9 }, text),
	    "-9223372036.854775808");
	assert_string_equal(decimal_format(decimal_trim((struct decimal){ 1250000, 4 }), text),
	    "125");
	assert_string_equal(decimal_format(decimal_trim((struct decimal){ -12050, 3 }), text),
	    "-12.05");
	assert_string_equal(decimal_format(decimal_trim((struct decimal){ 0, 9 }), text), "0");
	assert_string_equal(decimal_format(decimal_trim((struct decimal){ 100, 0 }), text), "100");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_decimal_numbers_are_read_and_come_back_as_they_were),
		cmocka_unit_test(sums_products_and_order_are_exact_or_refused),
		cmocka_unit_test(money_is_rounded_once_half_away_from_zero),
		cmocka_unit_test(a_percentage_is_rounded_once_half_away_from_zero),
		cmocka_unit_test(a_share_by_days_is_rounded_once),
		cmocka_unit_test(an_amount_of_money_has_no_fraction_of_a_cent),
		cmocka_unit_test(
		    the_smallest_number_is_written_whole_and_zeros_behind_the_point_can_go),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
