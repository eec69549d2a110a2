#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/date.h"

/* All expected values of this file are from Python's datetime and calendar. */

static const struct {
	int year, month, day;
	int32_t number;
	const char *iso;
} DAYS[] = {
	{ 1900, 1, 1, -25567, "1900-01-01" },
	{ 1900, 2, 28, -25509, "1900-02-28" },
	{ 1900, 3, 1, -25508, "1900-03-01" },
	{ 1969, 12, 31, -1, "1969-12-31" },
	{ 1970, 1, 1, 0, "1970-01-01" },
	{ 1972, 2, 29, 789, "1972-02-29" },
	{ 1999, 12, 31, 10956, "1999-12-31" },
	{ 2000, 2, 29, 11016, "2000-02-29" },
	{ 2000, 3, 1, 11017, "2000-03-01" },
	{ 2024, 2, 29, 19782, "2024-02-29" },
	{ 2026, 2, 28, 20512, "2026-02-28" },
	{ 2026, 10, 31, 20757, "2026-10-31" },
	{ 2026, 11, 2, 20759, "2026-11-02" },
	{ 2038, 1, 19, 24855, "2038-01-19" },
	{ 2100, 2, 28, 47540, "2100-02-28" },
	{ 2100, 3, 1, 47541, "2100-03-01" },
	{ 2199, 12, 31, 84005, "2199-12-31" },
};

static void
a_date_and_its_number_are_the_same_day(void **state)
{
	char iso[DATE_ISO_SIZE];
	int year, month, day;
	size_t i;

	for (i = 0; i < LENGTH(DAYS); i++) {
		int32_t number = date_from_ymd(DAYS[i].year, DAYS[i].month, DAYS[i].day);

		if (number != DAYS[i].number)
			fail_msg("%s: got %d, want %d", DAYS[i].iso, (int)number,
			    (int)DAYS[i].number);
		date_to_ymd(DAYS[i].number, &year, &month, &day);
		if (year != DAYS[i].year || month != DAYS[i].month || day != DAYS[i].day)
			fail_msg("%s: got back %d-%d-%d", DAYS[i].iso, year, month, day);
		if (strcmp(date_format(DAYS[i].number, iso), DAYS[i].iso) != 0)
			fail_msg("%s: written as %s", DAYS[i].iso, iso);
	}
	assert_string_equal(date_format(DATE_NONE, iso), "");
}

/*
 * Every day from 1900 to 2199 follows the one before: no day is missing, doubled or out of its
 * month.
 */
static void
every_day_of_three_centuries_is_there_once(void **state)
{
	int year = 1900, month = 1, day = 1, y, m, d;
	int32_t number;

	for (number = DAYS[0].number; number <= DAYS[LENGTH(DAYS) - 1].number; number++) {
		date_to_ymd(number, &y, &m, &d);
		if (y != year || m != month || d != day || date_from_ymd(y, m, d) != number)
			fail_msg("day %d: got %d-%d-%d, want %d-%d-%d", (int)number, y, m, d, year,
			    month, day);
		if (++day > date_days_in_month(year, month)) {
			day = 1;
			year += month == 12;
			month = month % 12 + 1;
		}
	}
	assert_int_equal(year, 2200);
}

static const struct {
	int year, month, days;
} MONTHS[] = {
	{ 2023, 1, 31 },
	{ 2023, 2, 28 },
	{ 2024, 2, 29 },
	{ 1900, 2, 28 },
	{ 2000, 2, 29 },
	{ 2100, 2, 28 },
	{ 2026, 4, 30 },
	{ 2026, 6, 30 },
	{ 2026, 7, 31 },
	{ 2026, 8, 31 },
	{ 2026, 9, 30 },
	{ 2026, 11, 30 },
	{ 2026, 12, 31 },
};

static void
a_month_has_its_days(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(MONTHS); i++)
		if (date_days_in_month(MONTHS[i].year, MONTHS[i].month) != MONTHS[i].days)
			fail_msg("%d-%d: want %d", MONTHS[i].year, MONTHS[i].month, MONTHS[i].days);
}

static const struct {
	const char *from;
	int months;
	const char *to;
} ADDED[] = {
	{ "2026-01-31", 1, "2026-02-28" },
	{ "2024-01-31", 1, "2024-02-29" },
	{ "2026-01-31", 3, "2026-04-30" },
	{ "2026-03-31", -1, "2026-02-28" },
	{ "2026-10-31", 1, "2026-11-30" },
	{ "2026-12-15", 1, "2027-01-15" },
	{ "2026-01-15", -1, "2025-12-15" },
	{ "2024-02-29", 12, "2025-02-28" },
	{ "2024-02-29", 48, "2028-02-29" },
	{ "2026-11-02", 0, "2026-11-02" },
	{ "2000-01-31", -1189, "1900-12-31" },
	{ "2026-05-31", -3, "2026-02-28" },
};

static void
adding_months_keeps_the_day_or_takes_the_last_of_the_month(void **state)
{
	char iso[DATE_ISO_SIZE];
	int32_t from;
	size_t i;

	for (i = 0; i < LENGTH(ADDED); i++) {
		assert_true(date_parse(ADDED[i].from, NULL, &from));
		if (strcmp(date_format(date_add_months(from, ADDED[i].months), iso), ADDED[i].to) !=
		    0)
			fail_msg("%s %+d months: got %s, want %s", ADDED[i].from, ADDED[i].months,
			    iso, ADDED[i].to);
	}
}

static const struct {
	const char *name;
	const char *text;
	const char *format; /* or NULL */
	const char *iso;    /* NULL: refused */
} PARSED[] = {
	{ "ISO without a format", "2026-10-31", NULL, "2026-10-31" },
	{ "ISO beside a format", "2026-10-31", "d/m/y", "2026-10-31" },
	{ "ISO without leading zeros", "2026-1-5", NULL, "2026-01-05" },
	{ "day first", "31/10/2026", "d/m/y", "2026-10-31" },
	{ "day first, one digit each", "1/2/2026", "d/m/y", "2026-02-01" },
	{ "month first", "1/2/2026", "m/d/y", "2026-01-02" },
	{ "dots", "31.10.2026", "d.m.y", "2026-10-31" },
	{ "no separators", "31102026", "dmy", "2026-10-31" },
	{ "a leap day", "29/02/2024", "d/m/y", "2024-02-29" },
	{ "the leap day of 2000", "2000-02-29", NULL, "2000-02-29" },
	{ "the first day", "1900-01-01", NULL, "1900-01-01" },
	{ "the last day", "2199-12-31", NULL, "2199-12-31" },
	{ "no leap day in 2026", "29/02/2026", "d/m/y", NULL },
	{ "no leap day in 2100", "2100-02-29", NULL, NULL },
	{ "31 February", "31/02/2026", "d/m/y", NULL },
	{ "31 September", "2026-09-31", NULL, NULL },
	{ "day 0", "2026-10-00", NULL, NULL },
	{ "month 0", "2026-00-10", NULL, NULL },
	{ "month 13", "2026-13-01", NULL, NULL },
	{ "month first where the day is", "10/31/2026", "d/m/y", NULL },
	{ "a year of two digits", "31/10/26", "d/m/y", NULL },
	{ "a year of five digits", "12026-10-31", NULL, NULL },
	{ "before 1900", "1899-12-31", NULL, NULL },
	{ "after 2199", "2200-01-01", NULL, NULL },
	{ "a day of three digits", "001/10/2026", "d/m/y", NULL },
	{ "another separator", "31-10-2026", "d/m/y", NULL },
	{ "a time behind it", "2026-10-31 00:00", NULL, NULL },
	{ "a blank before it", " 2026-10-31", NULL, NULL },
	{ "a blank behind it", "2026-10-31 ", NULL, NULL },
	{ "a minus sign", "-2026-10-31", NULL, NULL },
	{ "half a date", "2026-10", NULL, NULL },
	{ "words", "31 October 2026", "d/m/y", NULL },
	{ "nothing", "", "d/m/y", NULL },
	{ "no format, and not ISO", "31/10/2026", NULL, NULL },
};

static void
only_a_date_that_exists_is_read(void **state)
{
	char iso[DATE_ISO_SIZE];
	int32_t day;
	size_t i;

	for (i = 0; i < LENGTH(PARSED); i++) {
		bool read = date_parse(PARSED[i].text, PARSED[i].format, &day);

		if (read != (PARSED[i].iso != NULL))
			fail_msg("%s: <%s> was %s", PARSED[i].name, PARSED[i].text,
			    read ? "read" : "refused");
		if (read && strcmp(date_format(day, iso), PARSED[i].iso) != 0)
			fail_msg("%s: got %s, want %s", PARSED[i].name, iso, PARSED[i].iso);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_and_its_number_are_the_same_day),
		cmocka_unit_test(every_day_of_three_centuries_is_there_once),
		cmocka_unit_test(a_month_has_its_days),
		cmocka_unit_test(adding_months_keeps_the_day_or_takes_the_last_of_the_month),
		cmocka_unit_test(only_a_date_that_exists_is_read),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
