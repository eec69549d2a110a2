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
	struct step one[] = { { .what = STEP_METER, .text = "E1/01" } },
		    two[] = { { .what = STEP_METER, .text = "E10/01" },
			    { .what = STEP_USE, .text = "E10/01" },
			    { .what = STEP_METER, .text = "W1/1" } };
	struct document_line lines[] = {
		{ .meter = "E1/01", .working.steps = { one, LENGTH(one) } },
		{ .meter = "W1/1" },
		{ .meter = "", .working.steps = { two, LENGTH(two) } },
		{ .meter = "E10/01", .working.sentence = "E10/01: 9 - 8 = 1 kWh" },
	};
	static const char *const NAMES[] = { "E1/01", "E1/02", "E10", "W1", "W1", "G" },
				 *const METERS[] = { "E1/01", "W1", "", "E10" };
	const struct registers bill = { usages, LENGTH(usages), lines, LENGTH(lines) };
	struct arena arena = ARENA_EMPTY;
	size_t i;

	registers_shorten(&bill, &arena);
	for (i = 0; i < LENGTH(usages); i++)
		assert_string_equal(usages[i].meter, NAMES[i]);
	for (i = 0; i < LENGTH(lines); i++)
		assert_string_equal(lines[i].meter, METERS[i]);
	assert_string_equal(one[0].text, "E1/01");
	assert_string_equal(two[0].text, "E10");
	assert_string_equal(two[1].text, "E10/01");
	assert_string_equal(two[2].text, "W1");
	assert_string_equal(lines[3].working.sentence, "E10: 9 - 8 = 1 kWh");
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
