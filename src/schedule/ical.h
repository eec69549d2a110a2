#ifndef SCHEDULE_ICAL_H
#define SCHEDULE_ICAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * ical: turns rules of RFC 5545 into days, and writes calendars. Only this file uses libical.
 *
 * We ask libical for days only, not about time zones: schedule/zone.h computes when daylight saving
 * begins.
 */
struct ical_rule;

/*
 * Read "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=6" (with or without "RRULE:"). hour and minute are set
 * where the rule has them. Of UNTIL only the day counts. NULL with ERR_REJECT for a text that is no
 * rule, or one that runs more than once a day.
 */
struct ical_rule *ical_rule_new(const char *text, int *hour, int *minute, struct err *e) NODISCARD;
void ical_rule_free(struct ical_rule *rule);

/*
 * Call each(context, day) for the days of a rule that begins on `start`, in order, until it returns
 * false or the rule ends.
 */
void ical_days(const struct ical_rule *rule, int32_t start,
    bool (*each)(void *context, int32_t day), void *context);

/* An event of a calendar. */
struct ical_event {
	const char *id; /* id of the event, which never changes */
	const char *title;
	const char *text;
	int64_t at; /* UTC seconds */
};

/* Append a VCALENDAR (RFC 5545) with these events, made at `now`. */
void ical_calendar(const struct ical_event *events, size_t count, int64_t now, struct buf *out);

#endif
