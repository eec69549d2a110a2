#ifndef STANDING_CALENDAR_H
#define STANDING_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "config/settings.h"
#include "schedule/holiday.h"
#include "spool/spool.h"
#include "store/database.h"
#include "store/schedule.h"

/*
 * calendar: what will run when, of all schedules together: as a list, and as status/schedule.ics
 * (RFC 5545, times in UTC).
 */

/* One run to come; strings and schedule in the arena that was given. */
struct calendar_entry {
	int64_t at; /* UTC seconds */
	int32_t day; /* of the rule */
	int32_t end_day; /* up to which it bills */
	const struct schedule *schedule;
	const char *local;  /* "2026-11-01 06:00" in the schedule's zone */
};

/*
 * The list of holidays, in arena; empty if there is no such file, and only then. ERR_REJECT if it
 * is too large, or names a line that is no day; ERR_RETRY if it cannot be read.
 */
int calendar_holidays(const struct spool *spool, const struct settings *settings,
    struct arena *arena, struct holiday_list *holidays, struct err *e) NODISCARD;

/*
 * The runs up to `until`, at most `most` of one schedule, in order; paused schedules have none. In
 * arena.
 */
struct calendar_span {
	int64_t until;
	size_t most;
	int32_t today;
};
int calendar_gather(struct database *db, const struct holiday_list *holidays,
    const struct calendar_span *span, struct arena *arena, const struct calendar_entry **entries,
    size_t *count, struct err *e) NODISCARD;

/* Write status/schedule.ics. Durable: no. */
int calendar_write(const struct spool *spool, struct database *db, const struct settings *settings,
    struct err *e) NODISCARD;

#endif
