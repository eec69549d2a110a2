/*
 * A line of an invoice, and the same on its credit note; the workings are those that the rating
 * room writes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "report/reversal.h"

static const struct row {
	const char *name, *working, *want;
	int64_t minor;
} ROWS[] = {
	{ "usage",
	    "E1/01: 13726.0 - 13384.0 = 342 kWh; tier 1, up to 11 x 31 = 341; 341 kWh x 0.2745 = "
	    "93.60",
	    "E1/01: 13726.0 - 13384.0 = 342 kWh; tier 1, up to 11 x 31 = 341; -341 kWh x 0.2745 = "
	    "-93.60",
	    9360 },
	{ "feed-in", "E2/01: -(20 - 10) = -10 kWh; -10 kWh x 0.07 = -0.70",
	    "E2/01: -(20 - 10) = -10 kWh; 10 kWh x 0.07 = 0.70", -70 },
	{ "supply", "31 day x 0.985 = 30.54", "-31 day x 0.985 = -30.54", 3054 },
	{ "broken months", "(1 + 15/30) months x 40.00 = 60.00",
	    "-(1 + 15/30) months x 40.00 = -60.00", 6000 },
	{ "discount", "-(127.22 x 4 / 100) = -5.09", "127.22 x 4 / 100 = 5.09", -509 },
	{ "minimum", "minimum less usage: 50.00 - 12.34 = 37.66",
	    "minimum less usage: -(50.00 - 12.34) = -37.66", 3766 },
	{ "demand", "E1: highest read on 2026-10-05; 12 x 40 = 480 kW; 480 kW x 1.5 = 720.00",
	    "E1: highest read on 2026-10-05; 12 x 40 = 480 kW; -480 kW x 1.5 = -720.00", 72000 },
	{ "charge", "One-off charge C0 of 2026-10-01", "One-off charge C0 of 2026-10-01", 11386 },
	{ "reads alone", "E1/01: 20 - 10 = 10 kWh", "E1/01: 20 - 10 = 10 kWh", 1000 },
	{ "none", "", "", 100 },
	{ "nothing", "1 kWh x 0.001 = 0.00", "1 kWh x 0.001 = 0.00", 0 },
};

static void
a_line_is_turned_round(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		struct document_line line = { .working = ROWS[i].working,
			.quantity = { 341, 0 },
			.price = { 2745, 4 },
			.amount_minor = ROWS[i].minor };

		reversal_turn(&line, 2, &arena);
		if (strcmp(line.working, ROWS[i].want) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", ROWS[i].name, line.working,
			    ROWS[i].want);
		assert_int_equal(line.amount_minor, -ROWS[i].minor);
		assert_int_equal(line.quantity.units, ROWS[i].minor == 0 ? 341 : -341);
		assert_int_equal(line.price.units, 2745);
	}
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_line_is_turned_round) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
