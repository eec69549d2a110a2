#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/date.h"
#include "rating/bill.h"
#include "words/say.h"

/*
 * Spans with their months as a calculator takes them, and times 377580 = 28 x 29 x 30 x 31 / 2,
 * worked by hand.
 */
static const struct {
	const char *name;
	int y1, m1, d1, y2, m2, d2;
	const char *text;
	int64_t parts;
} MONTHS[] = {
	{ "a whole month", 2026, 10, 1, 2026, 10, 31, "1", 377580 },
	{ "three whole months over New Year", 2025, 12, 1, 2026, 2, 28, "3", 1132740 },
	{ "one day of a long month", 2026, 10, 31, 2026, 10, 31, "(1/31)", 12180 },
	{ "February of a common year, less a day", 2026, 2, 1, 2026, 2, 27, "(27/28)", 364095 },
	{ "the leap day", 2024, 2, 29, 2024, 2, 29, "(1/29)", 13020 },
	{ "two broken months", 2026, 1, 16, 2026, 2, 15, "(16/31 + 15/28)",
	    16 * 12180 + 15 * 13485 },
	{ "broken, whole, broken", 2026, 1, 16, 2026, 4, 15, "(16/31 + 2 + 15/30)",
	    16 * 12180 + 2 * 377580 + 188790 },
	{ "whole, then broken", 2026, 1, 1, 2026, 2, 7, "(1 + 7/28)", 377580 + 94395 },
	{ "broken, then whole", 2026, 1, 31, 2026, 2, 28, "(1/31 + 1)", 12180 + 377580 },
};

static void
months_are_exact_and_written_for_a_calculator(void **state)
{
	for (size_t i = 0; i < LENGTH(MONTHS); i++) {
		struct bill_span span = { date_from_ymd(MONTHS[i].y1, MONTHS[i].m1, MONTHS[i].d1),
			date_from_ymd(MONTHS[i].y2, MONTHS[i].m2, MONTHS[i].d2) };
		struct arena arena = ARENA_EMPTY;
		struct bill b = { .arena = &arena };
		struct buf out = BUF_EMPTY;

		(void)bill_step_months(&b, STEP_BEGINS, span);
		say_plain(&b.steps, &out);
		if (strcmp(buf_text(&out), MONTHS[i].text) != 0)
			fail_msg("%s: got %s, want %s", MONTHS[i].name, buf_text(&out),
			    MONTHS[i].text);
		if (bill_span_months(span) != MONTHS[i].parts)
			fail_msg("%s: got %lld, want %lld", MONTHS[i].name,
			    (long long)bill_span_months(span), (long long)MONTHS[i].parts);
		buf_release(&out);
		arena_release(&arena);
	}
}

/* 400 years have 4800 months, whatever days they are made of. */
static void
months_of_four_centuries_add_up_day_by_day(void **state)
{
	int64_t sum = 0;

	for (int32_t day = date_from_ymd(1900, 1, 1); day < date_from_ymd(2300, 1, 1); day++)
		sum += bill_span_months((struct bill_span){ day, day });
	assert_true(sum == (int64_t)4800 * MONTH_PARTS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_are_exact_and_written_for_a_calculator),
		cmocka_unit_test(months_of_four_centuries_add_up_day_by_day),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
