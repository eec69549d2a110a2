#ifndef SCHEDULE_RECURRENCE_H
#define SCHEDULE_RECURRENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "schedule/holiday.h"

/*
 * recurrence: the moments at which something happens, by a rule of days, a time of day, a time
 * zone, and a way to move away from days when nobody works. Pure but for the system's zoneinfo.
 */
struct recurrence;

/* The terms of a recurrence. */
struct recurrence_terms {
	/* plain words (schedule/phrase.h), or "RRULE:...", which " at 06:00" may follow */
	const char *when;
	const char *zone;
	int32_t start; /* first possible day; "every 2 weeks" is counted from it */
	enum holiday_shift shift;
	struct holiday_list holidays; /* must outlive the recurrence */
};

/* One occurrence. */
struct recurrence_time {
	int64_t at; /* UTC seconds */
	/* its day by the rule, before it was shifted: the day that a billing period depends on */
	int32_t day;
};

/*
 * Make a recurrence. NULL with ERR_REJECT for terms that are not understood, or that never happen;
 * with ERR_RETRY if the zone cannot be read now. recurrence_free(NULL) is legal.
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

/* Find the first occurrence after a moment; false if there is none. */
bool recurrence_next(const struct recurrence *recurrence, int64_t after,
    struct recurrence_time *time);

/* Write a moment as a clock on the wall shows it: "2026-11-01 06:00". Returns text. */
#define RECURRENCE_TEXT_SIZE 24
char *recurrence_format(const struct recurrence *recurrence, int64_t at,
    char text[static RECURRENCE_TEXT_SIZE]);

/* The day of a moment on the wall's calendar. */
int32_t recurrence_day(const struct recurrence *recurrence, int64_t at);

#endif
