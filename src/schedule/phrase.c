#include "schedule/phrase.h"

#include <strings.h>

#include "base/memory.h"
#include "base/text.h"

#define MOST_WORDS 24

enum frequency { EACH_DAY, EACH_WEEK, EACH_MONTH, EACH_QUARTER, EACH_YEAR };

/* The words that a rule may begin with. */
static const struct {
	const char *word;
	enum frequency frequency;
	int interval;
} BEGINNINGS[] = {
	{ "daily", EACH_DAY, 1 },
	{ "weekly", EACH_WEEK, 1 },
	{ "fortnightly", EACH_WEEK, 2 },
	{ "monthly", EACH_MONTH, 1 },
	{ "bimonthly", EACH_MONTH, 2 },
	{ "quarterly", EACH_QUARTER, 1 },
	{ "yearly", EACH_YEAR, 1 },
	{ "annually", EACH_YEAR, 1 },
};

/* The units of "every 2 weeks". */
static const struct {
	const char *word;
	enum frequency frequency;
} UNITS[] = {
	{ "day", EACH_DAY },
	{ "days", EACH_DAY },
	{ "week", EACH_WEEK },
	{ "weeks", EACH_WEEK },
	{ "month", EACH_MONTH },
	{ "months", EACH_MONTH },
	{ "quarter", EACH_QUARTER },
	{ "year", EACH_YEAR },
};

/* The rule for each frequency, and the months in which its periods begin and end. */
static const struct {
	const char *rule, *first_month, *last_month;
} RULES[] = {
	[EACH_DAY] = { "FREQ=DAILY", "", "" },
	[EACH_WEEK] = { "FREQ=WEEKLY", "", "" },
	[EACH_MONTH] = { "FREQ=MONTHLY", "", "" },
	[EACH_QUARTER] = { "FREQ=MONTHLY", ";BYMONTH=1,4,7,10", ";BYMONTH=3,6,9,12" },
	[EACH_YEAR] = { "FREQ=MONTHLY", ";BYMONTH=1", ";BYMONTH=12" },
};

static const char *const DAYS[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday" };
static const char *const DAY_CODES[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const char *const ORDINALS[] = { "last", "", "first", "second", "third",
	"fourth" }; /* ordinals from -1 on */

/* A phrase while it is read. */
struct reading {
	char *words[MOST_WORDS + 1]; /* NULL after the last */
	size_t at;
	enum frequency frequency;
	int interval;
	char days[96]; /* ";BYDAY=..." or ";BYMONTHDAY=..." */
	bool at_end;   /* its days are counted from the end of the period */
};

bool
phrase_time(const char *text, int *hour, int *minute)
{
	int length = 0;

	return (sscanf(text, "%2d:%2d%n", hour, minute, &length) == 2 && text[length] == '\0' &&
	    text[0] >= '0' && text[0] <= '9' && *hour >= 0 && *hour < 24 && *minute >= 0 &&
	    *minute < 60 && strchr(text, '-') == NULL && strchr(text, '+') == NULL);
}

/* If the next word is this one, skip it. */
static bool
take(struct reading *r, const char *word)
{
	if (r->words[r->at] == NULL || !text_equal_nocase(r->words[r->at], word))
		return (false);
	r->at++;
	return (true);
}

/* Read a whole number. */
static bool
take_number(struct reading *r, int64_t least, int64_t most, int64_t *value)
{
	const char *word = r->words[r->at];
	char digits[8];
	size_t length;

	if (word == NULL)
		return (false);

	/* A number may have an ending: "1st", "31st". */
	length = strspn(word, "0123456789");
	if (length == 0 || length >= sizeof(digits) ||
	    (word[length] != '\0' && strcasecmp(word + length, "st") != 0 &&
		strcasecmp(word + length, "nd") != 0 && strcasecmp(word + length, "rd") != 0 &&
		strcasecmp(word + length, "th") != 0))
		return (false);
	memcpy(digits, word, length);
	digits[length] = '\0';
	if (!text_to_int(digits, least, most, value))
		return (false);
	r->at++;
	return (true);
}

/* Read a weekday, of which at least three letters are given; its index or -1. */
static int
take_weekday(struct reading *r)
{
	const char *word = r->words[r->at];
	size_t length = word != NULL ? strlen(word) : 0, i;

	for (i = 0; i < LENGTH(DAYS) && length >= 3; i++) {
		if (length <= strlen(DAYS[i]) && strncasecmp(word, DAYS[i], length) == 0) {
			r->at++;
			return ((int)i);
		}
	}
	return (-1);
}

/* Read the beginning: "every 2 weeks", "every business day", "monthly". */
static bool
read_beginning(struct reading *r)
{
	int64_t count = 1;
	size_t i;

	for (i = 0; i < LENGTH(BEGINNINGS); i++) {
		if (take(r, BEGINNINGS[i].word)) {
			r->frequency = BEGINNINGS[i].frequency;
			r->interval = BEGINNINGS[i].interval;
			return (true);
		}
	}
	if (!take(r, "every"))
		return (false);
	if (take(r, "business") && take(r, "day")) {
		r->frequency = EACH_WEEK;
		r->interval = 1;
		(void)snprintf(r->days, sizeof(r->days), ";BYDAY=MO,TU,WE,TH,FR");
		return (true);
	}
	(void)take_number(r, 1, 400, &count);
	for (i = 0; i < LENGTH(UNITS); i++) {
		if (take(r, UNITS[i].word)) {
			r->frequency = UNITS[i].frequency;
			r->interval = (int)count;
			return (count == 1 ||
			    (r->frequency != EACH_QUARTER && r->frequency != EACH_YEAR));
		}
	}
	return (false);
}

/* Read weekdays: "Mon, Wed and Fri". */
static bool
read_weekdays(struct reading *r)
{
	size_t used = 0;
	int day;

	while ((day = take_weekday(r)) >= 0 && used + 12 < sizeof(r->days)) {
		used += (size_t)snprintf(r->days + used, sizeof(r->days) - used, "%s%s",
		    used == 0 ? ";BYDAY=" : ",", DAY_CODES[day]);
		(void)take(r, "and");
	}
	return (used > 0);
}

/* Set a day of the month. Where a month does not have this day, its last day is taken. */
static void
set_month_day(struct reading *r, int64_t day)
{
	size_t used;
	int64_t i;

	used = (size_t)snprintf(r->days, sizeof(r->days), ";BYMONTHDAY=%lld",
	    (long long)(day > 28 ? 28 : day));
	for (i = 29; i <= day; i++)
		used +=
		    (size_t)snprintf(r->days + used, sizeof(r->days) - used, ",%lld", (long long)i);
	if (day > 28)
		(void)snprintf(r->days + used, sizeof(r->days) - used, ";BYSETPOS=-1");
}

/* Read a day of the month: "15", "last day", "first Tue", "last business day". */
static bool
read_month_day(struct reading *r)
{
	int64_t day;
	int ordinal, weekday;

	(void)take(r, "the");
	if (take_number(r, 1, 31, &day)) {
		set_month_day(r, day);
		return (true);
	}
	for (ordinal = -1; ordinal < (int)LENGTH(ORDINALS) - 1; ordinal++)
		if (ordinal != 0 && take(r, ORDINALS[ordinal + 1]))
			break;
	if (ordinal == (int)LENGTH(ORDINALS) - 1)
		return (false);
	r->at_end = ordinal < 0;
	if (take(r, "day"))
		(void)snprintf(r->days, sizeof(r->days), ";BYMONTHDAY=%d", ordinal);
	else if (take(r, "business") && take(r, "day"))
		(void)snprintf(r->days, sizeof(r->days), ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=%d",
		    ordinal);
	else if ((weekday = take_weekday(r)) >= 0)
		(void)snprintf(r->days, sizeof(r->days), ";BYDAY=%d%s", ordinal,
		    DAY_CODES[weekday]);
	else
		return (false);
	return (true);
}

/* Read all words. False unless the last one is understood, too. */
static bool
read_words(struct reading *r, struct phrase *words)
{
	if (!read_beginning(r))
		return (false);
	if (take(r, "on") &&
	    (r->frequency == EACH_DAY || r->days[0] != '\0' ||
		!(r->frequency == EACH_WEEK ? read_weekdays(r) : read_month_day(r))))
		return (false);
	if (take(r, "at") &&
	    (r->words[r->at] == NULL ||
		!phrase_time(r->words[r->at++], &words->hour, &words->minute)))
		return (false);
	return (r->words[r->at] == NULL);
}

int
phrase_parse(const char *text, struct phrase *words, struct err *e)
{
	char *copy = memory_string(text), *rest = copy, *word;
	struct reading r = { .interval = 1 };
	size_t count = 0;
	bool good;

	*words = (struct phrase){ .hour = PHRASE_HOUR };
	while ((word = strsep(&rest, " \t,")) != NULL && count < MOST_WORDS)
		if (*word != '\0')
			r.words[count++] = word;
	good = word == NULL && read_words(&r, words);
	free(copy);
	if (!good)
		return (err_reject(e,
		    "\"%.80s\" is not understood; write it like: monthly on 1 at 06:00, monthly on "
		    "last day at 06:00, every 2 weeks on Mon at 18:30, weekly on Fri, quarterly on "
		    "last day, daily at 05:00, or RRULE: with a rule of RFC 5545",
		    text));

	/* Without a day a week begins on Monday, and a month on its first. */
	if (r.days[0] == '\0' && r.frequency != EACH_DAY)
		(void)snprintf(r.days, sizeof(r.days), "%s",
		    r.frequency == EACH_WEEK ? ";BYDAY=MO" : ";BYMONTHDAY=1");
	(void)snprintf(words->rule, sizeof(words->rule), "%s;INTERVAL=%d%s%s",
	    RULES[r.frequency].rule, r.interval,
	    r.at_end ? RULES[r.frequency].last_month : RULES[r.frequency].first_month, r.days);
	return (0);
}
