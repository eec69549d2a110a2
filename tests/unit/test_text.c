#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/text.h"

/* Expected: table 3-7 of the Unicode Standard, checked with Python's bytes.decode. */
static const struct {
	const char *name;
	const char *bytes;
	size_t length;
	bool valid;
} UTF8[] = {
	{ "nothing", "", 0, true },
	{ "ASCII", "\x61\x7f", 2, true },
	{ "two bytes, the least", "\xc2\x80", 2, true },
	{ "two bytes, the most", "\xdf\xbf", 2, true },
	{ "three bytes, the least", "\xe0\xa0\x80", 3, true },
	{ "before the surrogates", "\xed\x9f\xbf", 3, true },
	{ "behind the surrogates", "\xee\x80\x80", 3, true },
	{ "three bytes, the most", "\xef\xbf\xbf", 3, true },
	{ "four bytes, the least", "\xf0\x90\x80\x80", 4, true },
	{ "the last of all", "\xf4\x8f\xbf\xbf", 4, true },
	{ "a lone continuation", "\x80", 1, false },
	{ "overlong by two", "\xc0\xaf", 2, false },
	{ "overlong by two, the most", "\xc1\xbf", 2, false },
	{ "overlong by three", "\xe0\x9f\xbf", 3, false },
	{ "overlong by four", "\xf0\x8f\xbf\xbf", 4, false },
	{ "a surrogate", "\xed\xa0\x80", 3, false },
	{ "the last surrogate", "\xed\xbf\xbf", 3, false },
	{ "behind the last of all", "\xf4\x90\x80\x80", 4, false },
	{ "a lead of five", "\xf8\x88\x80\x80\x80", 5, false },
	{ "0xff", "\xff", 1, false },
	{ "cut after one of two", "\x61\xc3", 2, false },
	{ "cut after two of three", "\xe2\x82", 2, false },
	{ "cut after three of four", "\xf0\x9f\x98", 3, false },
	{ "a letter for a continuation", "\xc3\x61", 2, false },
	{ "the third byte is none", "\xe2\x82\x61", 3, false },
	{ "CP1252 e acute", "\x63\x61\x66\xe9\x20\x78", 6, false },
};

static void
utf8_has_no_overlong_forms_surrogates_or_halves(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(UTF8); i++)
		if (text_is_utf8(UTF8[i].bytes, UTF8[i].length) != UTF8[i].valid)
			fail_msg("%s: want %s", UTF8[i].name, UTF8[i].valid ? "valid" : "invalid");
}

/* a, e acute, euro, a smile: their code points from the Unicode charts. */
static void
text_next_walks_by_code_points(void **state)
{
	static const uint32_t points[] = { 0x61, 0xe9, 0x20ac, 0x1f600 };
	const char *text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
	size_t i;

	for (i = 0; i < LENGTH(points); i++)
		assert_int_equal(text_next(&text), points[i]);
	assert_int_equal(*text, 0);
}

static const struct {
	const char *name, *text, *trimmed;
} TRIMS[] = {
	{ "nothing", "", "" },
	{ "nothing to trim", "a b", "a b" },
	{ "blanks, tabs and line breaks", " \t\r\na b\n\r\t ", "a b" },
	{ "no-break spaces",
	    "\xc2\xa0"
	    "a\xc2\xa0\xc2\xa0",
	    "a" },
	{ "blanks only", " \xc2\xa0 ", "" },
	{ "a letter that ends in 0xa0 stays", "\xc3\xa0", "\xc3\xa0" },
	{ "a letter that begins with 0xc2 stays", "\xc2\xa9 x \xc2\xa9", "\xc2\xa9 x \xc2\xa9" },
};

static void
trimming_takes_blanks_from_both_ends_and_nothing_else(void **state)
{
	char copy[64];
	size_t i;

	for (i = 0; i < LENGTH(TRIMS); i++) {
		(void)snprintf(copy, sizeof(copy), "%s", TRIMS[i].text);
		if (strcmp(text_trim(copy), TRIMS[i].trimmed) != 0)
			fail_msg("%s: want <%s>", TRIMS[i].name, TRIMS[i].trimmed);
	}
}

/* What three questions say about one text. */
static const struct {
	const char *text;
	bool code, control, formula;
} QUESTIONS[] = {
	{ "", false, false, false },
	{ "A", true, false, false },
	{ "a-b_c.9", true, false, false },
	{ "12345678901234567890123456789012", true, false, false },
	{ "123456789012345678901234567890123", false, false, false },
	{ ".", false, false, false },
	{ "..", false, false, false },
	{ "...", true, false, false },
	{ "a b", false, false, false },
	{ "a/b", false, false, false },
	{ "a\\b", false, false, false },
	{ "caf\xc3\xa9", false, false, false },
	{ "*", false, false, false },
	{ "a\nb", false, true, false },
	{ "a\x7f", false, true, false },
	{ "a\xc2\x85", false, true, false },
	{ "a\xc2\xa0", false, false, false },
	{ "\tx", false, true, true },
	{ "=1+1", false, false, true },
	{ "+1", false, false, true },
	{ "-1", true, false, true },
	{ "@x", false, false, true },
	{ "a=1", false, false, false },
	{ "'=1", false, false, false },
};

static void
codes_control_characters_and_formulas_are_told_apart(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(QUESTIONS); i++) {
		const char *text = QUESTIONS[i].text;

		if (text_is_code(text) != QUESTIONS[i].code)
			fail_msg("<%s>: want a code: %d", text, QUESTIONS[i].code);
		if (text_has_control(text) != QUESTIONS[i].control)
			fail_msg("<%s>: want a control character: %d", text, QUESTIONS[i].control);
		if (text_is_formula(text) != QUESTIONS[i].formula)
			fail_msg("<%s>: want a formula: %d", text, QUESTIONS[i].formula);
	}
}

static const struct {
	const char *text;
	int64_t least, most;
	bool read;
	int64_t value;
} NUMBERS[] = {
	{ "0", 0, 9, true, 0 },
	{ "9", 0, 9, true, 9 },
	{ "10", 0, 9, false, 0 },
	{ "4", 5, 9, false, 0 },
	{ "007", 0, 9, true, 7 },
	{ "9223372036854775807", 0, INT64_MAX, true, INT64_MAX },
	{ "9223372036854775808", 0, INT64_MAX, false, 0 },
	{ "99999999999999999999999", 0, INT64_MAX, false, 0 },
	{ "-1", -9, 9, false, 0 },
	{ "+1", 0, 9, false, 0 },
	{ "", 0, 9, false, 0 },
	{ "1 ", 0, 9, false, 0 },
	{ "1.0", 0, 9, false, 0 },
	{ "0x1", 0, 9, false, 0 },
};

static void
whole_numbers_are_digits_within_bounds(void **state)
{
	int64_t value;
	size_t i;

	for (i = 0; i < LENGTH(NUMBERS); i++) {
		bool read = text_to_int(NUMBERS[i].text, NUMBERS[i].least, NUMBERS[i].most, &value);

		if (read != NUMBERS[i].read || (read && value != NUMBERS[i].value))
			fail_msg("<%s>: %s", NUMBERS[i].text, read ? "read" : "refused");
	}
}

static void
case_does_not_count_for_ascii_letters_only(void **state)
{
	assert_true(text_equal_nocase("Daily", "dAILY"));
	assert_true(text_equal_nocase("", ""));
	assert_false(text_equal_nocase("daily", "dailys"));
	assert_false(text_equal_nocase("\xc3\x89", "\xc3\xa9"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_has_no_overlong_forms_surrogates_or_halves),
		cmocka_unit_test(text_next_walks_by_code_points),
		cmocka_unit_test(trimming_takes_blanks_from_both_ends_and_nothing_else),
		cmocka_unit_test(codes_control_characters_and_formulas_are_told_apart),
		cmocka_unit_test(whole_numbers_are_digits_within_bounds),
		cmocka_unit_test(case_does_not_count_for_ascii_letters_only),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
