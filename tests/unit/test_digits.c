#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/date.h"
#include "base/digits.h"

/* The fast writers must write what the slow, general ones of base write. */

static void
a_decimal_is_written_as_base_writes_it(void **state)
{
	static const struct decimal values[] = {
		{ 0, 0 },
		{ 0, 2 },
		{ 5, 2 },
		{ -5, 2 },
		{ -5, 0 },
		{ 100, 2 },
		{ 12345, 4 },
		{ -99, 9 },
		{ 1, 9 },
		{ INT64_MAX, 0 },
		{ INT64_MAX, 9 },
		{ INT64_MIN, 0 },
		{ INT64_MIN, 9 },
		{ 1000000000, 9 },
	};

	for (size_t i = 0; i < LENGTH(values); i++) {
		struct buf out = BUF_EMPTY;
		char want[DECIMAL_SIZE];

		digits_decimal(&out, values[i]);
		if (strcmp(buf_text(&out), decimal_format(values[i], want)) != 0)
			fail_msg("got %s, want %s", buf_text(&out), want);
		buf_release(&out);
	}
}

static void
a_day_is_written_as_base_writes_it(void **state)
{
	static const int32_t days[] = { 0, -1, -25567, 11016, 20757, 84005 };

	for (size_t i = 0; i < LENGTH(days); i++) {
		struct buf out = BUF_EMPTY;
		char want[DATE_ISO_SIZE];

		digits_day(&out, days[i]);
		if (strcmp(buf_text(&out), date_format(days[i], want)) != 0)
			fail_msg("got %s, want %s", buf_text(&out), want);
		buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decimal_is_written_as_base_writes_it),
		cmocka_unit_test(a_day_is_written_as_base_writes_it),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
