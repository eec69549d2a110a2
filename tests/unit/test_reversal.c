/* A line of an invoice, and the same on its credit note. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "report/reversal.h"

#define READS \
	"meter \"E1/01\" read 13726.0 - read 13384.0 = use 342 \"kWh\"; tier 1 upto 11 x days 31 " \
	"= " \
	"bound 341; "
#define DEMAND "meter \"E1\" highest 2026-10-05; read 12 x multiplier 40 = demand 480 \"kW\"; "

static const struct row {
	const char *name, *working, *want;
	int64_t minor;
} ROWS[] = {
	{ "usage", READS "quantity 341 \"kWh\" x price 0.2745 = amount 93.60",
	    READS "quantity -341 \"kWh\" x price 0.2745 = amount -93.60", 9360 },
	{ "feed-in",
	    "meter \"E2/01\" -(read 20 - read 10) = use -10 \"kWh\"; quantity -10 \"kWh\" x price "
	    "0.07 "
	    "= amount -0.70",
	    "meter \"E2/01\" -(read 20 - read 10) = use -10 \"kWh\"; quantity 10 \"kWh\" x price "
	    "0.07 = "
	    "amount 0.70",
	    -70 },
	{ "supply", "days 31 \"day\" x price 0.985 = amount 30.54",
	    "days -31 \"day\" x price 0.985 = amount -30.54", 3054 },
	{ "broken months", "(months 1 + months 15/30) \"months\" x price 40.00 = amount 60.00",
	    "-(months 1 + months 15/30) \"months\" x price 40.00 = amount -60.00", 6000 },
	{ "broken months that are turned already",
	    "-(months 1 + months 15/30) \"months\" x price 40.00 = amount -60.00",
	    "(months 1 + months 15/30) \"months\" x price 40.00 = amount 60.00", -6000 },
	{ "discount", "-(sum 127.22 x percent 4) = amount -5.09",
	    "sum 127.22 x percent 4 = amount 5.09", -509 },
	{ "minimum", "minimum 50.00 - used 12.34 = amount 37.66",
	    "-(minimum 50.00 - used 12.34) = amount -37.66", 3766 },
	{ "minimum that is turned already", "-(minimum 50.00 - used 12.34) = amount -37.66",
	    "minimum 50.00 - used 12.34 = amount 37.66", -3766 },
	{ "demand", DEMAND "demand 480 \"kW\" x price 1.5 = amount 720.00",
	    DEMAND "demand -480 \"kW\" x price 1.5 = amount -720.00", 72000 },
	{ "charge", "once \"C0\" on 2026-10-01 = amount 113.86",
	    "once \"C0\" on 2026-10-01 = amount -113.86", 11386 },
	{ "nothing", "quantity 1 \"kWh\" x price 0.001 = amount 0.00",
	    "quantity 1 \"kWh\" x price 0.001 = amount 0.00", 0 },
};

static void
a_line_is_turned_round(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		struct document_line line = {
			.quantity = { 341, 0 }, .price = { 2745, 4 }, .amount_minor = ROWS[i].minor
		};
		struct buf out = BUF_EMPTY;
		const char *want = arena_printf(&arena, "steps 1 [%s]", ROWS[i].want);

		if (working_read(arena_printf(&arena, "steps 1 [%s]", ROWS[i].working),
			ROWS[i].minor, &arena, &line.working, &e) != 0)
			fail_msg("%s", e.text);
		reversal_turn(&line, 2, &arena);
		steps_format(&line.working.steps, &out);
		if (strcmp(buf_text(&out), want) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", ROWS[i].name, buf_text(&out), want);
		buf_release(&out);
		assert_int_equal(line.amount_minor, -ROWS[i].minor);
		assert_int_equal(line.quantity.units, ROWS[i].minor == 0 ? 341 : -341);
		assert_int_equal(line.price.units, 2745);
	}
	arena_release(&arena);
	(void)state;
}

/* A line without a working, and one of a run before there were steps. */
static void
a_line_of_an_old_run_is_turned_round(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct document_line none = { .amount_minor = 100 },
			     old = { .amount_minor = 3054,
				     .working.sentence = "31 day x 0.985 = 30.54" };

	reversal_turn(&none, 2, &arena);
	assert_int_equal(none.amount_minor, -100);
	assert_true(working_is_empty(&none.working));
	reversal_turn(&old, 2, &arena);
	assert_string_equal(old.working.sentence, "-31 day x 0.985 = -30.54");
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_line_is_turned_round),
		cmocka_unit_test(a_line_of_an_old_run_is_turned_round) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
