#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/memory.h"
#include "rating/bill.h"
#include "rating/charge.h"
#include "rating/rating.h"

/*
 * What the cases of tests/rating do not reach: names, figures at the edge of 64 bits, long lists,
 * repetition.
 */

#define D(y, m, d) date_from_ymd(y, m, d)

/* An account with one meter of two reads and one price, to be bent. */
struct fixture {
	struct rating_rules rules;
	struct rating_read reads[2];
	struct rating_meter meter;
	struct rating_price price;
	struct rating_case c;
	struct arena arena;
	struct rating_result result;
	struct err e;
};

static void
fixture_init(struct fixture *f)
{
	const struct decimal one = { 1, 0 };

	*f = (struct fixture){ .arena = ARENA_EMPTY };
	rating_rules_default(&f->rules);
	f->reads[0] =
	    (struct rating_read){ D(2026, 9, 30), READ_ACTUAL, false, { 1000, 0 }, one, one };
	f->reads[1] =
	    (struct rating_read){ D(2026, 10, 31), READ_ACTUAL, false, { 1200, 0 }, one, one };
	f->meter = (struct rating_meter){ "E1", "", "", "ALLDAY", one, { 0, 0 }, false,
		D(2020, 1, 1), DATE_NONE, f->reads, 2 };
	f->price = (struct rating_price){ 1, SCHED_USAGE, "", { 0, 0 }, PER_PERIOD, { 2745, 4 },
		"kWh", "Usage", "", D(2020, 1, 1), DATE_NONE };
	f->c = (struct rating_case){ .account = "1001",
		.plan_code = "RES",
		.cycle = CYCLE_MONTHLY,
		.open = D(2025, 1, 1),
		.close = DATE_NONE,
		.billed_to = D(2026, 9, 30),
		.end_date = D(2026, 10, 31),
		.has_postal = true,
		.prices = &f->price,
		.price_count = 1,
		.meters = &f->meter,
		.meter_count = 1,
		.rules = &f->rules };
}

static int
fixture_rate(struct fixture *f)
{
	return (rating_rate(&f->c, &f->arena, &f->result, &f->e));
}

static void
every_code_has_a_name_that_leads_back_to_it(void **state)
{
	for (enum rating_code code = 0; code < EX_COUNT; code++) {
		assert_true(strlen(rating_code_name(code)) > 0);
		assert_int_equal(rating_code_from_name(rating_code_name(code)), code);
	}
	assert_int_equal(rating_code_from_name("read_missing"), EX_READ_MISSING);
	assert_int_equal(rating_code_from_name("READ"), EX_COUNT);
	assert_string_equal(rating_code_name(EX_COUNT), "");
}

/* SPEC section 4 lists the codes in this order, which is that of reports. */
static void
codes_stand_in_the_order_of_the_contract(void **state)
{
	assert_string_equal(rating_code_name(0), "PRICE_PLAN_MISSING");
	assert_string_equal(rating_code_name(EX_COUNT - 1), "VACANT_USAGE");
	assert_int_equal(EX_COUNT, 22);
}

/* Each row makes one figure too large, and names the part of the bill that the error must speak of.
 */
static void
bend_multiplier(struct fixture *f)
{
	f->meter.multiplier = (struct decimal){ INT64_MAX, 0 };
}

static void
bend_factors(struct fixture *f)
{
	f->reads[1].temp_factor = f->reads[1].cv_factor = (struct decimal){ INT64_MAX, 9 };
	f->meter.multiplier = (struct decimal){ INT64_MAX, 9 };
}

static void
bend_reads(struct fixture *f)
{
	f->reads[0].value = (struct decimal){ -INT64_MAX, 0 };
	f->reads[1].value = (struct decimal){ INT64_MAX, 0 };
}

static void
bend_price(struct fixture *f)
{
	f->price.price = (struct decimal){ INT64_MAX, 0 };
}

static void
bend_supply(struct fixture *f)
{
	f->price = (struct rating_price){ 1, SCHED_SUPPLY, "", { 0, 0 }, PER_DAY, { INT64_MAX, 2 },
		"", "Supply", "", D(2020, 1, 1), DATE_NONE };
	f->c.meter_count = 0;
}

static void
bend_discount(struct fixture *f)
{
	f->c.discount_percent = (struct decimal){ INT64_MAX, 0 };
}

static void
bend_tax(struct fixture *f)
{
	static const struct rating_tax tax = { "", INT32_MIN + 1, { INT64_MAX, 0 } };

	f->rules.taxes = &tax;
	f->rules.tax_count = 1;
}

static void
bend_charges(struct fixture *f)
{
	static const struct rating_charge charges[] = {
		{ 1, "A", "", "", INT64_MAX, 20000, DATE_NONE, DATE_NONE, FREQUENCY_ONCE },
		{ 2, "B", "", "", INT64_MAX, 20000, DATE_NONE, DATE_NONE, FREQUENCY_ONCE },
	};

	f->c.charges = charges;
	f->c.charge_count = LENGTH(charges);
}

static const struct {
	const char *name;
	void (*bend)(struct fixture *f);
	const char *part;
} OVERFLOWS[] = {
	{ "multiplier", bend_multiplier, "usage" },
	{ "three factors beyond 128 bits", bend_factors, "usage" },
	{ "difference of reads", bend_reads, "usage" },
	{ "price", bend_price, "usage lines" },
	{ "supply of 31 days", bend_supply, "supply and fixed charges" },
	{ "discount", bend_discount, "discounts" },
	{ "tax", bend_tax, "total" },
	{ "sum of charges", bend_charges, "tax" },
};

static void
a_figure_too_large_is_refused_naming_account_and_part(void **state)
{
	for (size_t i = 0; i < LENGTH(OVERFLOWS); i++) {
		char wanted[128];
		struct fixture f;

		fixture_init(&f);
		OVERFLOWS[i].bend(&f);
		(void)snprintf(wanted, sizeof(wanted),
		    "account 1001: a figure in its %s is too large", OVERFLOWS[i].part);
		if (fixture_rate(&f) != -1 || strncmp(f.e.text, wanted, strlen(wanted)) != 0)
			fail_msg("%s: got \"%s\", want \"%s...\"", OVERFLOWS[i].name, f.e.text,
			    wanted);
		assert_int_equal(f.e.kind, ERR_REJECT);
		arena_release(&f.arena);
	}
}

static void
the_unbent_account_is_billed(void **state)
{
	struct fixture f;

	fixture_init(&f);
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.outcome, RATING_BILLED);
	assert_int_equal(f.result.total_minor, 5490);
	assert_int_equal(f.result.reads_used, 1);
	assert_int_equal(f.result.exception_count, 0);
	arena_release(&f.arena);
}

static void
no_default_tax_at_all_means_no_tax(void **state)
{
	struct fixture f;

	fixture_init(&f);
	f.rules.default_tax = NULL;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.tax_count, 1);
	assert_string_equal(f.result.taxes[0].code, "");
	assert_int_equal(f.result.tax_minor, 0);
	arena_release(&f.arena);
}

/* The header promises that the order of reads within one day does not matter. */
static void
the_order_of_reads_within_a_day_does_not_matter(void **state)
{
	const struct decimal one = { 1, 0 };
	const struct rating_read opening = { D(2026, 10, 1), READ_OPENING, false, { 1003, 0 }, one,
		one };
	const struct rating_read actual = { D(2026, 10, 1), READ_ACTUAL, false, { 1010, 0 }, one,
		one };

	for (int swapped = 0; swapped < 2; swapped++) {
		struct fixture f;
		struct rating_read reads[4];

		fixture_init(&f);
		reads[0] = f.reads[0];
		reads[1] = swapped ? actual : opening;
		reads[2] = swapped ? opening : actual;
		reads[3] = f.reads[1];
		f.meter.reads = reads;
		f.meter.read_count = LENGTH(reads);
		assert_int_equal(fixture_rate(&f), 0);
		assert_int_equal(f.result.line_count, 1);
		/* From the OPENING read 1003, not the ACTUAL one 1000 of the day before. */
		assert_int_equal(f.result.lines[0].quantity.units, 197);
		arena_release(&f.arena);
	}
}

static void
a_register_without_install_date_has_always_been_there(void **state)
{
	struct fixture f;

	fixture_init(&f);
	f.meter.install = DATE_NONE;
	f.meter.read_count = 1;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.outcome, RATING_EXCEPTED);
	assert_int_equal(f.result.exceptions[0].code, EX_READ_MISSING);
	f.meter.read_count = 2;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.outcome, RATING_BILLED);
	arena_release(&f.arena);
}

/* A read every day for 400 years, and a register that is never read beside it: still one pass. */
static void
a_very_long_list_of_reads_is_rated_in_one_pass(void **state)
{
	enum { COUNT = 146097 };
	struct fixture f;
	struct rating_read *reads = memory_new(COUNT, sizeof(*reads));
	struct rating_meter meters[2];

	fixture_init(&f);
	for (int i = 0; i < COUNT; i++) {
		reads[i] = f.reads[0];
		reads[i].day = D(1900, 1, 1) + i;
		reads[i].value.units = i;
	}
	f.meter.reads = reads;
	f.meter.read_count = COUNT;
	f.price.start = f.meter.install = D(1900, 1, 1);
	f.c.open = D(1900, 1, 2);
	f.c.billed_to = DATE_NONE;
	f.c.end_date = D(1900, 1, 1) + COUNT - 1;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.lines[0].quantity.units, COUNT - 1);

	/* Nowhere in 400 years is there a common read. */
	meters[0] = meters[1] = f.meter;
	meters[1].read_count = 0;
	f.c.meters = meters;
	f.c.meter_count = 2;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(f.result.outcome, RATING_EXCEPTED);
	assert_int_equal(f.result.exception_count, 1);
	free(reads);
	arena_release(&f.arena);
}

static void
rating_twice_gives_the_same_to_the_byte(void **state)
{
	struct fixture f;
	struct rating_result first;
	struct buf working = BUF_EMPTY, again = BUF_EMPTY;

	fixture_init(&f);
	f.rules.period_short_percent = 100;
	f.rules.bill_high_minor = 1;
	f.c.wants_email = true;
	assert_int_equal(fixture_rate(&f), 0);
	first = f.result;
	assert_int_equal(fixture_rate(&f), 0);
	assert_int_equal(first.line_count, f.result.line_count);
	assert_int_equal(first.total_minor, f.result.total_minor);
	steps_format(&first.lines[0].working, &working);
	steps_format(&f.result.lines[0].working, &again);
	assert_string_equal(buf_text(&working), buf_text(&again));
	buf_release(&working);
	buf_release(&again);
	assert_int_equal(first.exception_count, 2);
	assert_int_equal(f.result.exception_count, 2);
	for (size_t i = 0; i < first.exception_count; i++) {
		assert_int_equal(first.exceptions[i].code, f.result.exceptions[i].code);
		assert_string_equal(first.exceptions[i].detail, f.result.exceptions[i].detail);
	}
	arena_release(&f.arena);
}

/*
 * A charge since 1900, billed to last month: the occurrences that are left are those that counting
 * would find.
 */
static void
an_old_charge_bills_the_occurrences_that_are_left(void **state)
{
	static const struct {
		const char *name;
		enum rating_frequency frequency;
		size_t count;
		int year, month, day; /* of the first that is left */
	} rows[] = {
		/* 1900-01-01 was a Monday; Mondays of October 2026 are 5, 12, 19, 26 (cal 10 2026).
		 */
		{ "weekly", FREQUENCY_WEEKLY, 4, 2026, 10, 5 },
		{ "monthly", FREQUENCY_MONTHLY, 1, 2026, 10, 1 },
		{ "quarterly", FREQUENCY_QUARTERLY, 1, 2026, 10, 1 },
		{ "annual", FREQUENCY_ANNUAL, 0, 0, 0, 0 },
		{ "once", FREQUENCY_ONCE, 0, 0, 0, 0 },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct rating_charge charge = { 9, "C", "Old", "", 100, D(1900, 1, 1), DATE_NONE,
			D(2026, 9, 30), rows[i].frequency };
		struct fixture f;

		fixture_init(&f);
		f.c.charges = &charge;
		f.c.charge_count = 1;
		assert_int_equal(fixture_rate(&f), 0);
		if (f.result.line_count != 1 + rows[i].count)
			fail_msg("%s: got %zu lines, want %zu", rows[i].name, f.result.line_count,
			    1 + rows[i].count);
		if (rows[i].count > 0)
			assert_int_equal(f.result.lines[1].from,
			    D(rows[i].year, rows[i].month, rows[i].day));
		arena_release(&f.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_has_a_name_that_leads_back_to_it),
		cmocka_unit_test(codes_stand_in_the_order_of_the_contract),
		cmocka_unit_test(the_unbent_account_is_billed),
		cmocka_unit_test(a_figure_too_large_is_refused_naming_account_and_part),
		cmocka_unit_test(no_default_tax_at_all_means_no_tax),
		cmocka_unit_test(the_order_of_reads_within_a_day_does_not_matter),
		cmocka_unit_test(a_register_without_install_date_has_always_been_there),
		cmocka_unit_test(a_very_long_list_of_reads_is_rated_in_one_pass),
		cmocka_unit_test(rating_twice_gives_the_same_to_the_byte),
		cmocka_unit_test(an_old_charge_bills_the_occurrences_that_are_left),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
