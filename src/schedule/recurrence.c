#include "schedule/recurrence.h"

#include <strings.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "schedule/ical.h"
#include "schedule/phrase.h"
#include "schedule/zone.h"

#define DAY_SECONDS INT64_C(86400)

struct recurrence {
	struct ical_rule *rule;
	struct zone *zone;
	int hour, minute;
	int32_t start;
	enum holiday_shift shift;
	struct holiday_list holidays;
};

/* Split "RRULE:FREQ=... at 06:00" into the rule and the time, which is after the rule or in it. */
static struct ical_rule *
read_rule(const char *when, int *hour, int *minute, struct err *e)
{
	char *copy = memory_string(when), *at = strcasestr(copy, " at ");
	struct ical_rule *rule = NULL;
	bool said = at != NULL;

	*hour = PHRASE_HOUR;
	*minute = 0;
	if (said)
		*at = '\0';
	rule = ical_rule_new(text_trim(copy), hour, minute, e);
	if (rule != NULL && said && !phrase_time(text_trim(at + 4), hour, minute)) {
		(void)err_reject(e, "\"%.20s\" is not a time of day; write it like 06:00", at + 4);
		ical_rule_free(rule);
		rule = NULL;
	}
	free(copy);
	return (rule);
}

struct recurrence *
recurrence_new(const struct recurrence_terms *terms, struct err *e)
{
	struct recurrence *r = memory_new(1, sizeof(*r));
	struct recurrence_time first;
	struct phrase words;

	r->start = terms->start;
	r->shift = terms->shift;
	r->holidays = terms->holidays;
	if (strncasecmp(terms->when, "RRULE:", 6) == 0 ||
	    strncasecmp(terms->when, "FREQ=", 5) == 0) {
		r->rule = read_rule(terms->when, &r->hour, &r->minute, e);
	} else if (phrase_parse(terms->when, &words, e) == 0) {
		r->rule = ical_rule_new(words.rule, &r->hour, &r->minute, e);
		r->hour = words.hour;
		r->minute = words.minute;
	}
	if (r->rule != NULL && (r->zone = zone_new(terms->zone, e)) != NULL) {
		if (recurrence_next(r, INT64_MIN, &first))
			return (r);
		(void)err_reject(e, "\"%.80s\" never happens: no day fits it", terms->when);
	}
	recurrence_free(r);
	return (NULL);
}

void
recurrence_free(struct recurrence *r)
{
	if (r == NULL)
		return;
	ical_rule_free(r->rule);
	zone_free(r->zone);
	free(r);
}

/* The days of a rule, while they become moments. */
struct walk {
	const struct recurrence *r;
	int64_t after;
	bool (*each)(void *context, const struct recurrence_time *time);
	void *context;
	struct recurrence_time
	    held; /* kept back, for the next day may be shifted to the same moment */
	bool has_held, stopped;
};

/* The callback of ical_days: take one day of the rule. */
static bool
on_day(void *context, int32_t day)
{
	struct walk *walk = context;
	const struct recurrence *r = walk->r;
	int32_t moved = holiday_move(&r->holidays, r->shift, day);
	struct recurrence_time time = { .day = day };

	time.at = zone_to_utc(r->zone, moved * DAY_SECONDS + r->hour * 3600 + r->minute * 60);
	if (time.at <= walk->after)
		return (true);

	/*
	 * Moments never go back, so the one that is kept back is complete when a later one comes.
	 */
	if (walk->has_held && time.at > walk->held.at && !walk->each(walk->context, &walk->held)) {
		walk->stopped = true;
		return (false);
	}
	walk->held = time;
	walk->has_held = true;
	return (true);
}

void
recurrence_each(const struct recurrence *r, int64_t after,
    bool (*each)(void *context, const struct recurrence_time *time), void *context)
{
	struct walk walk = { .r = r, .after = after, .each = each, .context = context };

	ical_days(r->rule, r->start, on_day, &walk);
	if (walk.has_held && !walk.stopped)
		(void)each(context, &walk.held);
}

/* The callback of recurrence_next: keep the first and stop. */
static bool
keep_first(void *context, const struct recurrence_time *time)
{
	struct recurrence_time *first = context;

	*first = *time;
	return (false);
}

bool
recurrence_next(const struct recurrence *r, int64_t after, struct recurrence_time *time)
{
	*time = (struct recurrence_time){ .at = INT64_MIN };
	recurrence_each(r, after, keep_first, time);
	return (time->at != INT64_MIN);
}

/* Split a moment into the day on the wall's calendar and the seconds of that day. */
static int32_t
wall(const struct recurrence *r, int64_t at, int *seconds)
{
	int64_t local = at + zone_offset(r->zone, at);
	int64_t day = local / DAY_SECONDS - (local % DAY_SECONDS < 0);

	*seconds = (int)(local - day * DAY_SECONDS);
	return ((int32_t)day);
}

char *
recurrence_format(const struct recurrence *r, int64_t at, char text[static RECURRENCE_TEXT_SIZE])
{
	char day[DATE_ISO_SIZE];
	int seconds;

	(void)date_format(wall(r, at, &seconds), day);
	(void)snprintf(text, RECURRENCE_TEXT_SIZE, "%s %02d:%02d", day, seconds / 3600,
	    seconds / 60 % 60);
	return (text);
}

int32_t
recurrence_day(const struct recurrence *r, int64_t at)
{
	int seconds;

	return (wall(r, at, &seconds));
}
