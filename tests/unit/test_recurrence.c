#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/date.h"
#include "schedule/ical.h"
#include "schedule/recurrence.h"
#include "schedule/zone.h"
#include "schedule/phrase.h"

#define ORACLE "python3 tests/unit/recurrence_oracle.py"

/* From the grammar in words.h, by hand. */
static const struct {
	const char *text;
	const char *rule; /* NULL: refused */
	int hour, minute;
} WORDS[] = {
	{ "daily at 05:00", "FREQ=DAILY;INTERVAL=1", 5, 0 },
	{ "Monthly on 1 at 06:30", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", 6, 30 },
	{ "monthly on the 1st", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", 6, 0 },
	{ "monthly", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", 6, 0 },
	{ "monthly on 31", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", 6, 0 },
	{ "monthly on last day", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1", 6, 0 },
	{ "monthly on last business day",
	    "FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 6, 0 },
	{ "every 2 weeks on Mon at 18:30", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 18, 30 },
	{ "fortnightly on monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 6, 0 },
	{ "weekly on Fri, Tue and Thursday", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR,TU,TH", 6, 0 },
	{ "weekly", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", 6, 0 },
	{ "every business day at 7:05", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR", 7, 5 },
	{ "quarterly on last day", "FREQ=MONTHLY;INTERVAL=1;BYMONTH=3,6,9,12;BYMONTHDAY=-1", 6, 0 },
	{ "yearly on first Tue", "FREQ=MONTHLY;INTERVAL=1;BYMONTH=1;BYDAY=1TU", 6, 0 },
	{ "", NULL, 0, 0 },
	{ "sometimes", NULL, 0, 0 },
	{ "daily on 5", NULL, 0, 0 },
	{ "monthly on 32", NULL, 0, 0 },
	{ "monthly on 0", NULL, 0, 0 },
	{ "monthly on 1 at", NULL, 0, 0 },
	{ "monthly on 1 at 24:00", NULL, 0, 0 },
	{ "monthly on 1 at 06:60", NULL, 0, 0 },
	{ "monthly on 1 at 06:00 sharp", NULL, 0, 0 },
	{ "monthly on", NULL, 0, 0 },
	{ "weekly on Fr", NULL, 0, 0 },
	{ "weekly on Friyay", NULL, 0, 0 },
	{ "every 0 days", NULL, 0, 0 },
	{ "every 2 quarters", NULL, 0, 0 },
	{ "daily a b c d e f g h i j k l m n o p q r s t u v w x y z", NULL, 0, 0 },
};

/* Plain words become the rule that they stand for, and nothing else is understood. */
static void
test_words(void **state)
{
	struct phrase words;
	struct err e = { 0 };
	size_t i, bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(WORDS); i++) {
		bool read = phrase_parse(WORDS[i].text, &words, &e) == 0;

		if (read == (WORDS[i].rule != NULL) &&
		    (!read ||
			(strcmp(words.rule, WORDS[i].rule) == 0 && words.hour == WORDS[i].hour &&
			    words.minute == WORDS[i].minute)))
			continue;
		print_error("\"%s\": got %s %02d:%02d, want %s\n", WORDS[i].text,
		    read ? words.rule : "refused", words.hour, words.minute,
		    WORDS[i].rule != NULL ? WORDS[i].rule : "refused");
		bad++;
	}
	assert_int_equal(bad, 0);
}

/* What is refused, and a part of why. */
static const struct {
	const char *name, *when, *zone, *error;
} REFUSED[] = {
	{ "a zone that is not there", "daily", "Mars/Olympus", "no time zone \"Mars/Olympus\"" },
	{ "a zone that is a path", "daily", "../../../etc/passwd", "no time zone" },
	{ "a zone that is a folder", "daily", "Europe", "no time zone" },
	{ "no zone", "daily", "", "no time zone" },
	{ "a rule that runs each hour", "RRULE:FREQ=HOURLY", "UTC", "once a day at most" },
	{ "a rule with two hours", "RRULE:FREQ=DAILY;BYHOUR=6,18", "UTC", "once a day at most" },
	{ "a rule of no frequency", "RRULE:BYDAY=MO", "UTC", "not a rule" },
	{ "no rule at all", "RRULE:", "UTC", "not a rule" },
	{ "a rule with an unknown part", "RRULE:FREQ=DAILY;COLOUR=RED", "UTC", "not a rule" },
	{ "a rule with an hour that is not there", "RRULE:FREQ=DAILY;BYHOUR=24", "UTC",
	    "not a rule" },
	{ "a day that never comes", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "UTC",
	    "never happens" },
	{ "a rule that is over", "RRULE:FREQ=DAILY;UNTIL=20200101", "UTC", "never happens" },
	{ "a time that is none behind a rule", "RRULE:FREQ=DAILY at noon", "UTC",
	    "not a time of day" },
};

static void
test_refused(void **state)
{
	struct recurrence_terms terms = { .start = date_from_ymd(2026, 11, 1) };
	struct recurrence *r;
	struct err e;
	size_t i, bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(REFUSED); i++) {
		terms.when = REFUSED[i].when;
		terms.zone = REFUSED[i].zone;
		err_clear(&e);
		r = recurrence_new(&terms, &e);
		if (r == NULL && strstr(e.text, REFUSED[i].error) != NULL)
			continue;
		print_error("%s: got \"%s\", want \"%s\"\n", REFUSED[i].name,
		    r != NULL ? "accepted" : e.text, REFUSED[i].error);
		recurrence_free(r);
		bad++;
	}
	assert_int_equal(bad, 0);
}

/*
 * A zone whose file cannot be opened is there all the same: a schedule must wait for it, and not
 * end.
 */
static void
test_zone_in_the_way(void **state)
{
	struct rlimit old, none;
	struct err e = { 0 };
	struct zone *zone;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = (struct rlimit){ 0, old.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	zone = zone_new("Australia/Sydney", &e);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_null(zone);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_non_null(strstr(e.text, "Australia/Sydney cannot be read"));
}

/* An occurrence that the oracle expects next. */
struct expected {
	FILE *oracle;
	const char *name;
	char line[400];
	bool more;
	size_t seen, bad;
};

static void
next_line(struct expected *x)
{
	x->more =
	    fgets(x->line, sizeof(x->line), x->oracle) != NULL && strcmp(x->line, "end\n") != 0;
}

/* For recurrence_each: is this the one? */
static bool
compare(void *context, const struct recurrence_time *time)
{
	struct expected *x = context;
	char got[64], iso[DATE_ISO_SIZE];

	if (!x->more)
		return (false);
	(void)snprintf(got, sizeof(got), "%lld %s\n", (long long)time->at,
	    date_format(time->day, iso));
	if (strcmp(got, x->line) != 0 && x->bad++ < 10)
		print_error("%s: got %swant %s", x->name, got, x->line);
	x->seen++;
	next_line(x);
	return (true);
}

/* Over ten years, in ten zones, it happens exactly when an independent look at every day says. */
static void
test_ten_years(void **state)
{
	struct expected x = { .oracle = popen(ORACLE, "r") };
	struct arena arena = ARENA_EMPTY;
	char name[400], *rest, *field[5];
	size_t i, cases = 0;

	(void)state;
	assert_non_null(x.oracle);
	while (fgets(name, sizeof(name), x.oracle) != NULL) {
		struct recurrence_terms terms = { .shift = SHIFT_NONE };
		struct recurrence *r;
		struct err e = { 0 };

		rest = name + strlen("case ");
		rest[strcspn(rest, "\n")] = '\0';
		x.name = arena_string(&arena, rest);
		for (i = 0; i < 5; i++)
			field[i] = strsep(&rest, "|");
		for (i = 0; field[4][i] != '\0'; i++)
			field[4][i] = field[4][i] == ' ' ? '\n' : field[4][i];
		terms.when = field[0];
		terms.zone = field[1];
		assert_true(date_parse(field[2], "", &terms.start));
		terms.shift = field[3][0] == 'n' && field[3][1] == 'e' ? SHIFT_NEXT
		    : field[3][0] == 'p'                               ? SHIFT_PREVIOUS
								       : SHIFT_NONE;
		assert_int_equal(holiday_parse(field[4], &arena, &terms.holidays, &e), 0);
		r = recurrence_new(&terms, &e);
		if (r == NULL)
			fail_msg("%s: %s", x.name, e.text);
		next_line(&x);
		recurrence_each(r, INT64_MIN, compare, &x);
		assert_false(x.more);
		recurrence_free(r);
		cases++;
	}
	assert_int_equal(pclose(x.oracle), 0);
	assert_int_equal(x.bad, 0);
	print_message("%zu cases, %zu occurrences\n", cases, x.seen);
	assert_true(cases > 500 && x.seen > 100000);
	arena_release(&arena);
}

/* By hand, from the tz database's own words on these changes. All are "daily". */
static const struct {
	const char *name, *zone, *when;
	int64_t after, want;
} CHANGES[] = {
	{ "Berlin 2026-03-29 02:30 does not exist: 03:00 summer time is 01:00Z", "Europe/Berlin",
	    "daily at 02:30", 1774742400 /* 2026-03-29T00:00Z */, 1774746000 },
	{ "Berlin 2026-10-25 02:30 exists twice: the first is 00:30Z", "Europe/Berlin",
	    "daily at 02:30", 1792886400 /* 2026-10-25T00:00Z */, 1792888200 },
	{ "and not again at 01:30Z, but next day at 01:30Z", "Europe/Berlin", "daily at 02:30",
	    1792888200, 1792978200 },
	{ "Apia had no 30 December 2011: its 05:00 is the first moment of the 31st, 10:00Z of the "
	  "30th",
	    "Pacific/Apia", "daily at 05:00", 1325239200 - 3600, 1325239200 },
	{ "and the 31st runs as well", "Pacific/Apia", "daily at 05:00", 1325239200, 1325257200 },
};

static void
test_changes(void **state)
{
	struct recurrence_time time;
	struct err e = { 0 };
	size_t i, bad = 0;

	(void)state;
	for (i = 0; i < LENGTH(CHANGES); i++) {
		struct recurrence_terms terms = { .when = CHANGES[i].when,
			.zone = CHANGES[i].zone,
			.start = date_from_ymd(2010, 1, 1) };
		struct recurrence *r = recurrence_new(&terms, &e);

		assert_non_null(r);
		if (!recurrence_next(r, CHANGES[i].after, &time) || time.at != CHANGES[i].want) {
			print_error("%s: got %lld, want %lld\n", CHANGES[i].name,
			    (long long)time.at, (long long)CHANGES[i].want);
			bad++;
		}
		recurrence_free(r);
	}
	assert_int_equal(bad, 0);
}

/* A calendar has its events, at their moments, in lines that end with CRLF. */
static void
test_calendar(void **state)
{
	struct ical_event event = { "october-1@x", "October, all", "line 1\nline 2", 1792888200 };
	struct buf out = BUF_EMPTY;

	(void)state;
	ical_calendar(&event, 1, 0, &out);
	assert_non_null(strstr(out.data, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
	assert_non_null(strstr(out.data, "DTSTART:20261025T003000Z\r\n"));
	assert_non_null(strstr(out.data, "SUMMARY:October\\, all\r\n"));
	assert_non_null(strstr(out.data, "DESCRIPTION:line 1\\nline 2\r\n"));
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_zone_in_the_way),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_ten_years),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
