#include "base/clock.h"

#include <stdbool.h>

#include "base/date.h"

#define NS_PER_S INT64_C(1000000000)

/* Read one of the system's clocks. */
static int64_t
read_clock(clockid_t id)
{
	struct timespec ts;

	/* These clocks exist on every Linux, so this cannot fail. */
	(void)clock_gettime(id, &ts);
	return ((int64_t)ts.tv_sec * NS_PER_S + ts.tv_nsec);
}

/* The moment that BILLSPOOL_NOW names, if it is set and makes sense. */
static bool
stopped_at(int64_t *ns)
{
	const char *text = getenv("BILLSPOOL_NOW");
	struct tm tm = { 0 };
	const char *rest;

	if (text == NULL)
		return (false);
	rest = strptime(text, "%Y-%m-%d", &tm);
	if (rest != NULL && *rest == 'T')
		rest = strptime(rest, "T%H:%M:%S", &tm);
	if (rest == NULL)
		return (false);
	*ns = (int64_t)timegm(&tm) * NS_PER_S;
	return (true);
}

int64_t
clock_now_ns(void)
{
	int64_t ns;

	return (stopped_at(&ns) ? ns : read_clock(CLOCK_REALTIME));
}

int64_t
clock_wall_ns(void)
{
	return (read_clock(CLOCK_REALTIME));
}

int64_t
clock_monotonic_ms(void)
{
	return (read_clock(CLOCK_MONOTONIC) / 1000000);
}

int32_t
clock_day(int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm tm;

	(void)localtime_r(&at, &tm);
	return (date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
}

int32_t
clock_today(void)
{
	return (clock_day(clock_now_ns() / NS_PER_S));
}

void
clock_stamp(int64_t ns, char stamp[static CLOCK_STAMP_SIZE])
{
	time_t seconds = (time_t)(ns / NS_PER_S);
	struct tm tm;

	(void)gmtime_r(&seconds, &tm);
	(void)strftime(stamp, CLOCK_STAMP_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm);
}
