#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/*
 * clock: the only place that asks what time it is.
 *
 * BILLSPOOL_NOW=YYYY-MM-DD[THH:MM:SS] in the environment (UTC) stops the business clock there, so
 * that a test or a re-run in a crash loop sees the same dates every time. Time-outs use the
 * monotonic clock, which is never stopped.
 */

#define CLOCK_STAMP_SIZE \
	24 /* "2026-11-22T14:30:00Z" and its NUL, with room for the year 9999999 \
	    */

/* Business time, in ns since 1970-01-01T00:00:00Z. */
int64_t clock_now_ns(void);

/*
 * The real wall clock in the same unit, which BILLSPOOL_NOW does not stop: to compare with the
 * times of files.
 */
int64_t clock_wall_ns(void);

/* A clock that only moves forward, in ms from an arbitrary start: for time-outs and rates. */
int64_t clock_monotonic_ms(void);

/* The business day in the machine's time zone, in days since 1970-01-01 (base/date.h). */
int32_t clock_today(void);

/* The day here at a moment, in seconds since 1970 UTC. */
int32_t clock_day(int64_t seconds);

/* Write ns as ISO 8601 UTC to the second. */
void clock_stamp(int64_t ns, char stamp[static CLOCK_STAMP_SIZE]);

#endif
