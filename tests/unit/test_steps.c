#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/date.h"
#include "base/memory.h"
#include "rating/steps.h"

/* Steps as the database keeps them. */

/* A working with each thing that the form has, and its text, written by hand. */
static const struct step ALL[] = {
	{ .what = STEP_METER, .text = "E\"1\\/01 \xc3\xa9" },
	{ .sign = STEP_FOLLOWS,
	    .what = STEP_READ,
	    .negative = true,
	    .opens = true,
	    .value = { 75, 1 },
	    .text = "" },
	{ .sign = STEP_MINUS, .what = STEP_READ, .closes = true, .value = { 50, 1 }, .text = "" },
	{ .sign = STEP_TIMES, .what = STEP_MULTIPLIER, .value = { 40, 0 }, .text = "" },
	{ .sign = STEP_EQUALS, .what = STEP_USE, .value = { -100, 0 }, .text = "kWh; net" },
	{ .what = STEP_MONTHS, .opens = true, .value = { 16, 0 }, .over = 31, .text = "" },
	{ .sign = STEP_PLUS,
	    .what = STEP_MONTHS,
	    .closes = true,
	    .value = { 2, 0 },
	    .text = "months" },
	{ .sign = STEP_TIMES, .what = STEP_PRICE, .value = { 1, 9 }, .text = "" },
	{ .sign = STEP_EQUALS, .what = STEP_AMOUNT, .value = { -INT64_MAX, 2 }, .text = "" },
	{ .what = STEP_MONTHLY, .text = "RENT" },
	{ .sign = STEP_FOLLOWS, .what = STEP_ON, .day = 19753, .text = "" },
	{ .sign = STEP_FOLLOWS, .what = STEP_LATE, .text = "" },
	{ .sign = STEP_EQUALS, .what = STEP_AMOUNT, .value = { 0, 2 }, .text = "" },
};
static const char ALL_TEXT[] =
    "steps 1 [meter \"E\\\"1\\\\/01 \xc3\xa9\" -(read 7.5 - read 5.0) x multiplier 40 = use -100 "
    "\"kWh; net\"; (months 16/31 + months 2) \"months\" x price 0.000000001 = amount "
    "-92233720368547758.07; monthly \"RENT\" on 2024-01-31 late = amount 0.00]";

static void
compare(const struct step *got, const struct step *want, size_t number)
{
	if (got->sign != want->sign || got->what != want->what || got->negative != want->negative ||
	    got->opens != want->opens || got->closes != want->closes || got->over != want->over ||
	    got->day != want->day || got->value.units != want->value.units ||
	    got->value.places != want->value.places || strcmp(got->text, want->text) != 0)
		fail_msg("step %zu is another one", number + 1);
}

static void
steps_are_written_and_read_back(void **state)
{
	struct step list[LENGTH(ALL)];
	const struct steps steps = { list, LENGTH(ALL) };
	struct arena arena = ARENA_EMPTY;
	struct buf out = BUF_EMPTY;
	struct steps back;
	struct err e = { 0 };
	size_t i;

	memcpy(list, ALL, sizeof(list));
	steps_format(&steps, &out);
	assert_string_equal(buf_text(&out), ALL_TEXT);
	assert_true(steps_is_form(ALL_TEXT));
	if (steps_parse(ALL_TEXT, &arena, &back, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(back.count, LENGTH(ALL));
	for (i = 0; i < back.count; i++)
		compare(&back.list[i], &ALL[i], i);
	buf_release(&out);
	arena_release(&arena);
	(void)state;
}

/* Each kind alone, in a clause that ends with an amount. */
static void
each_kind_of_step_is_read_back(void **state)
{
	struct step list[] = { { .text = "T" },
		{ .sign = STEP_EQUALS, .what = STEP_AMOUNT, .value = { 100, 2 }, .text = "" } };
	const struct steps steps = { list, LENGTH(list) };
	struct arena arena = ARENA_EMPTY;
	struct steps back;
	struct err e = { 0 };

	for (list[0].what = 0; list[0].what < STEP_KINDS; list[0].what++) {
		struct buf out = BUF_EMPTY;

		steps_format(&steps, &out);
		if (steps_parse(buf_text(&out), &arena, &back, &e) != 0)
			fail_msg("%s", e.text);
		assert_int_equal(back.count, 2);
		assert_int_equal(back.list[0].what, list[0].what);
		buf_release(&out);
	}
	arena_release(&arena);
	(void)state;
}

static void
no_working_is_no_text(void **state)
{
	const struct steps none = { NULL, 0 };
	struct buf out = BUF_EMPTY;
	struct steps back = { NULL, 1 };
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };

	steps_format(&none, &out);
	assert_string_equal(buf_text(&out), "");
	assert_int_equal(steps_parse("", &arena, &back, &e), 0);
	assert_int_equal(back.count, 0);
	(void)state;
}

/* No English working, whatever a meter is called, looks like steps: codes have no blanks. */
static void
english_is_not_taken_for_steps(void **state)
{
	static const char *const ENGLISH[] = { "", "steps: 20 - 10 = 10 kWh", "steps/1: 20 - 10",
		"31 days x 1.10 = 34.10", "step 1 [", "-(127.22 x 4 / 100) = -5.09" };
	size_t i;

	for (i = 0; i < LENGTH(ENGLISH); i++)
		assert_false(steps_is_form(ENGLISH[i]));
	(void)state;
}

static const struct {
	const char *name, *text;
} DAMAGED[] = {
	{ "another version", "steps 2 [price 1 = amount 1.00]" },
	{ "no version", "steps [price 1 = amount 1.00]" },
	{ "no step", "steps 1 []" },
	{ "not the amount at the end", "steps 1 [quantity 2 x price 1]" },
	{ "more behind it", "steps 1 [price 1 = amount 1.00] " },
	{ "an unknown word", "steps 1 [cost 1 = amount 1.00]" },
	{ "a word with more", "steps 1 [prices 1 = amount 1.00]" },
	{ "no word", "steps 1 [1 = amount 1.00]" },
	{ "no number", "steps 1 [price = amount 1.00]" },
	{ "no number, but digits and points", "steps 1 [price 1.2.3 = amount 1.00]" },
	{ "too many places", "steps 1 [price 0.0123456789 = amount 1.00]" },
	{ "too long a number", "steps 1 [price 111111111111111111111111111111 = amount 1.00]" },
	{ "a fraction of nothing", "steps 1 [months 1/0 = amount 1.00]" },
	{ "a fraction of too much", "steps 1 [months 1/2147483648 = amount 1.00]" },
	{ "no day", "steps 1 [once \"A\" on 2026-13-01 = amount 1.00]" },
	{ "half a day", "steps 1 [once \"A\" on 2026-1-01 = amount 1.00]" },
	{ "no name", "steps 1 [meter read 1 = amount 1.00]" },
	{ "a name without its end", "steps 1 [meter \"E1 read 1 = amount 1.00]" },
	{ "an unknown escape", "steps 1 [meter \"E\\1\" = amount 1.00]" },
	{ "a bracket too many", "steps 1 [(price 1 x (price 2) = amount 1.00]" },
	{ "a bracket that is not closed", "steps 1 [(price 1 = amount 1.00]" },
	{ "a bracket over clauses", "steps 1 [(price 1; price 1) = amount 1.00]" },
	{ "a bracket that was not opened", "steps 1 [price 1) = amount 1.00]" },
	{ "two blanks", "steps 1 [price 1  = amount 1.00]" },
	{ "an unknown operator", "steps 1 [price 1 / price 2 = amount 1.00]" },
};

static void
what_is_damaged_is_refused(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct steps steps;
	size_t i;

	for (i = 0; i < LENGTH(DAMAGED); i++) {
		struct err e = { 0 };

		if (steps_parse(DAMAGED[i].text, &arena, &steps, &e) != -1)
			fail_msg("%s: it was read", DAMAGED[i].name);
		assert_int_equal(e.kind, ERR_REJECT);
	}
	arena_release(&arena);
	(void)state;
}

/* Is a text refused, or else a working that is written and read back as the same? */
static void
check_changed(const char *text, struct arena *arena)
{
	struct buf once = BUF_EMPTY, twice = BUF_EMPTY;
	struct steps steps;
	struct err e = { 0 };

	if (steps_parse(text, arena, &steps, &e) == 0) {
		steps_format(&steps, &once);
		if (steps_parse(buf_text(&once), arena, &steps, &e) != 0)
			fail_msg("%s", e.text);
		steps_format(&steps, &twice);
		assert_string_equal(buf_text(&once), buf_text(&twice));
	}
	buf_release(&once);
	buf_release(&twice);
}

/* Cut off anywhere, it is refused; with any byte changed, it is refused or is another working. */
static void
no_part_of_a_text_is_taken_for_the_whole(void **state)
{
	const size_t length = strlen(ALL_TEXT);
	struct arena arena = ARENA_EMPTY;
	struct steps steps;
	char text[sizeof(ALL_TEXT)];
	size_t i;
	int byte;

	for (i = 1; i < length; i++) {
		struct err e = { 0 };

		memcpy(text, ALL_TEXT, sizeof(text));
		text[i] = '\0';
		if (steps_parse(text, &arena, &steps, &e) != -1)
			fail_msg("cut off after %zu bytes, it was read", i);
		for (byte = 1; byte < 256; byte++) {
			memcpy(text, ALL_TEXT, sizeof(text));
			text[i] = (char)byte;
			check_changed(text, &arena);
			arena_reset(&arena);
		}
	}
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_written_and_read_back),
		cmocka_unit_test(each_kind_of_step_is_read_back),
		cmocka_unit_test(no_working_is_no_text),
		cmocka_unit_test(english_is_not_taken_for_steps),
		cmocka_unit_test(what_is_damaged_is_refused),
		cmocka_unit_test(no_part_of_a_text_is_taken_for_the_whole),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
