#ifndef SCHEDULE_RECURRENCE_H
#define SCHEDULE_RECURRENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "schedule/holiday.h"

/*
 * recurrence: when something happens: a rule of days, a time of day, a time zone, and what to do on
 * days when nobody works. Pure but for the system's zoneinfo.
 */
struct recurrence;

/* What a recurrence is made of. */
struct recurrence_terms {
	const char *when; /* plain words (schedule/phrase.h), or "RRULE:..." optionally with " at
	                     06:00" behind it */
	const char *zone;
	int32_t start; /* no occurrence before this day; what "every 2 weeks" is counted from */
	enum holiday_shift shift;
	struct holiday_list holidays; /* must outlive the recurrence */
};

/* One time that it happens. */
struct recurrence_time {
	int64_t at; /* UTC seconds */
	int32_t day; /* that the rule means, before it was shifted: what a billing period ends by */
};

/*
 * NULL with ERR_REJECT for terms that are not understood, or that never happen; with ERR_RETRY if
 * the zone cannot be read now. recurrence_free(NULL) is legal.
 */
struct recurrence *recurrence_new(const struct recurrence_terms *terms, struct err *e) NODISCARD;
void recurrence_free(struct recurrence *recurrence);

/*
 * Call each(context, time) for all occurrences after the moment `after`, in order, until it returns
 * false or there are no more. No moment occurs twice: days that shifting brings together are one
 * occurrence, whose day is the last of theirs.
 */
void recurrence_each(const struct recurrence *recurrence, int64_t after,
    bool (*each)(void *context, const struct recurrence_time *time), void *context);

/* The first occurrence after a moment; false if there is none. */
bool recurrence_next(const struct recurrence *recurrence, int64_t after,
    struct recurrence_time *time);

/* A moment as a clock on its wall shows it: "2026-11-01 06:00". Returns text. */
#define RECURRENCE_TEXT_SIZE 24
char *recurrence_format(const struct recurrence *recurrence, int64_t at,
    char text[static RECURRENCE_TEXT_SIZE]);

/* The day on its wall's calendar. */
int32_t recurrence_day(const struct recurrence *recurrence, int64_t at);

#endif
