#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/date.h"
#include "rating/past.h"

/* Use of the periods before a bill: what the reads say, and nothing that they do not. */

#define MOST 20

/* A read: its day as "2026-09-30", its value in tenths; marked 'O' for an OPENING one. */
struct given_read {
	const char *day;
	int64_t tenths;
	char mark;
};

struct past_case {
	const char *name;
	struct given_read reads[2][MOST]; /* of up to two registers */
	const char *since, *before;
	enum rating_cycle cycle;
	const char *install, *removed; /* of the second register; NULL: always there */
	bool second_exports;
	const char *want; /* "first-day days=tenths days=tenths", or "" */
};

/* Every expected value is worked out by hand from the reads beside it. */
static const struct past_case CASES[] = {
	{ .name = "months between month-ends, oldest first",
	    .since = "2026-06-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-06-30", 1000, 0 }, { "2026-07-31", 1310, 0 },
		{ "2026-08-31", 1500, 0 }, { "2026-09-30", 1800, 0 } } },
	    .want = "2026-07-01 31=310 31=190 30=300" },
	{ .name = "what was before the customer is not shown",
	    .since = "2026-08-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-06-30", 1000, 0 }, { "2026-07-31", 1310, 0 },
		{ "2026-08-31", 1500, 0 }, { "2026-09-30", 1800, 0 } } },
	    .want = "2026-08-01 31=190 30=300" },
	{ .name = "two registers are added",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-08-31", 100, 0 }, { "2026-09-30", 150, 0 } },
		{ { "2026-08-31", 7, 0 }, { "2026-09-30", 9, 0 } } },
	    .want = "2026-09-01 30=52" },
	{ .name = "one that feeds in is not",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .second_exports = true,
	    .reads = { { { "2026-08-31", 100, 0 }, { "2026-09-30", 150, 0 } },
		{ { "2026-08-31", 7, 0 }, { "2026-09-30", 9, 0 } } },
	    .want = "2026-09-01 30=50" },
	{ .name = "a part of the use is not shown as all of it",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-07-31", 50, 0 }, { "2026-08-31", 100, 0 },
			   { "2026-09-30", 150, 0 } },
		{ { "2026-08-31", 7, 0 }, { "2026-09-30", 9, 0 } } },
	    .want = "2026-09-01 30=52" },
	{ .name = "a register that came in the middle counts from there",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .install = "2026-09-11",
	    .reads = { { { "2026-08-31", 100, 0 }, { "2026-09-30", 150, 0 } },
		{ { "2026-09-11", 7, 'O' }, { "2026-09-30", 9, 0 } } },
	    .want = "2026-09-01 30=52" },
	{ .name = "quarters, with a read ten days late",
	    .since = "2025-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_QUARTERLY,
	    .reads = { { { "2026-03-31", 0, 0 }, { "2026-05-31", 60, 0 }, { "2026-07-10", 100, 0 },
		{ "2026-09-30", 180, 0 } } },
	    .want = "2026-04-01 101=100 82=80" },
	{ .name = "weeks",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_WEEKLY,
	    .reads = { { { "2026-09-16", 10, 0 }, { "2026-09-23", 30, 0 },
		{ "2026-09-30", 60, 0 } } },
	    .want = "2026-09-17 7=20 7=30" },
	{ .name = "reads in mid-cycle are not a period",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-09-15", 0, 0 }, { "2026-09-30", 60, 0 } } },
	    .want = "" },
	{ .name = "no more than twelve",
	    .since = "2024-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2025-08-31", 0, 0 }, { "2025-09-30", 10, 0 }, { "2025-10-31", 20, 0 },
		{ "2025-11-30", 30, 0 }, { "2025-12-31", 40, 0 }, { "2026-01-31", 50, 0 },
		{ "2026-02-28", 60, 0 }, { "2026-03-31", 70, 0 }, { "2026-04-30", 80, 0 },
		{ "2026-05-31", 90, 0 }, { "2026-06-30", 100, 0 }, { "2026-07-31", 110, 0 },
		{ "2026-08-31", 120, 0 }, { "2026-09-30", 130, 0 } } },
	    .want = "2025-10-01 31=10 30=10 31=10 31=10 28=10 31=10 30=10 31=10 30=10 31=10 31=10 "
		    "30=10" },
	{ .name = "a month that a correction turned back is below nothing",
	    .since = "2026-07-01",
	    .before = "2026-08-31",
	    .cycle = CYCLE_MONTHLY,
	    .reads = { { { "2026-06-30", 1000, 0 }, { "2026-07-31", 900, 0 },
		{ "2026-08-31", 1100, 0 } } },
	    .want = "2026-07-01 31=-100 31=200" },
	{ .name = "no reads",
	    .since = "2026-01-01",
	    .before = "2026-09-30",
	    .cycle = CYCLE_MONTHLY,
	    .want = "" },
};

/* A date that the table writes; DATE_NONE for NULL. */
static int32_t
day(const char *iso)
{
	int32_t day = DATE_NONE;

	if (iso != NULL)
		assert_true(date_parse(iso, NULL, &day));
	return (day);
}

/* The registers of a case. */
static size_t
make_meters(const struct past_case *c, struct rating_meter meters[2],
    struct rating_read reads[2][MOST])
{
	const struct decimal one = { 1, 0 };
	size_t count = 0, i, k;

	for (i = 0; i < 2; i++) {
		meters[i] = (struct rating_meter){ .code = "E",
			.reg = "",
			.serial = "",
			.type = "ALLDAY",
			.multiplier = one,
			.install = day(i == 1 && c->install != NULL ? c->install : "2000-01-01"),
			.removed = i == 1 ? day(c->removed) : DATE_NONE,
			.exported = i == 1 && c->second_exports,
			.reads = reads[i] };
		for (k = 0; k < MOST && c->reads[i][k].day != NULL; k++)
			reads[i][k] = (struct rating_read){ day(c->reads[i][k].day),
				c->reads[i][k].mark == 'O' ? READ_OPENING : READ_ACTUAL, false,
				{ c->reads[i][k].tenths, 1 }, one, one };
		meters[i].read_count = k;
		count += k > 0;
	}
	return (count);
}

static void
the_past_is_what_the_reads_say(void **state)
{
	struct rating_meter meters[2];
	struct rating_read reads[2][MOST];
	struct rating_past past[PAST_MOST];
	char got[512], iso[DATE_ISO_SIZE];
	size_t i, k, count, length;

	for (i = 0; i < LENGTH(CASES); i++) {
		const struct rating_past_question q = { day(CASES[i].before), day(CASES[i].since),
			CASES[i].cycle, 1 };

		count = past_find(meters, make_meters(&CASES[i], meters, reads), &q, past);
		got[0] = '\0';
		length = count > 0
		    ? (size_t)snprintf(got, sizeof(got), "%s", date_format(past[0].from, iso))
		    : 0;
		for (k = 0; k < count; k++) {
			while (past[k].quantity.places < 1) {
				past[k].quantity.units *= 10;
				past[k].quantity.places++;
			}
			length += (size_t)snprintf(got + length, sizeof(got) - length, " %d=%lld",
			    (int)(past[k].to - past[k].from + 1),
			    (long long)past[k].quantity.units);
			assert_true(k == 0 || past[k].from == past[k - 1].to + 1);
		}
		if (strcmp(got, CASES[i].want) != 0)
			fail_msg("%s: got \"%s\", want \"%s\"", CASES[i].name, got, CASES[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_past_is_what_the_reads_say) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
