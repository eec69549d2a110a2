/* Which registers a bill needs to name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "report/registers.h"

static void
a_register_is_named_where_its_meter_has_several(void **state)
{
	struct document_usage usages[] = { { .meter = "E1/01" }, { .meter = "E1/02" },
		{ .meter = "E10/01" }, { .meter = "W1/1" }, { .meter = "W1/1" }, { .meter = "G" } };
	struct document_line lines[] = {
		{ .meter = "E1/01", .working = "E1/01: 20 - 10 = 10 kWh; 10 kWh x 0.3 = 3.00" },
		{ .meter = "W1/1", .working = "" },
		{ .meter = "",
		    .working = "E10/01: 9 - 8 = 1 kWh; W1/1: 3 - 2 = 1 kWh; 2 meters together: 2 "
			       "kWh; 2 kWh x 1 = 2.00" },
		{ .meter = "E10/01", .working = "see E10/01; E10/011: 1" },
	};
	static const char *const NAMES[] = { "E1/01", "E1/02", "E10", "W1", "W1", "G" },
				 *const METERS[] = { "E1/01", "W1", "", "E10" };
	static const char *const WORKINGS[] = { "E1/01: 20 - 10 = 10 kWh; 10 kWh x 0.3 = 3.00", "",
		"E10: 9 - 8 = 1 kWh; W1: 3 - 2 = 1 kWh; 2 meters together: 2 kWh; 2 kWh x 1 = 2.00",
		"see E10/01; E10/011: 1" };
	const struct registers bill = { usages, LENGTH(usages), lines, LENGTH(lines) };
	struct arena arena = ARENA_EMPTY;
	size_t i;

	registers_shorten(&bill, &arena);
	for (i = 0; i < LENGTH(usages); i++)
		assert_string_equal(usages[i].meter, NAMES[i]);
	for (i = 0; i < LENGTH(lines); i++) {
		assert_string_equal(lines[i].meter, METERS[i]);
		assert_string_equal(lines[i].working, WORKINGS[i]);
	}
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_register_is_named_where_its_meter_has_several)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
