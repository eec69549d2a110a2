#ifndef SCHEDULE_ZONE_H
#define SCHEDULE_ZONE_H

#include <stdint.h>

#include "base/err.h"

/*
 * zone: a time zone of the system's zoneinfo (TZif, RFC 9636), beyond its last transition too (by
 * the POSIX rule that follows it).
 *
 * Our own reader, because the C library has one zone a process, and libical guesses rules from a
 * zone's last years. A local time is seconds since 1970-01-01T00:00 of the wall clock, as if that
 * were UTC.
 */
struct zone;

/*
 * Read a zone by its name ("Australia/Sydney"). NULL with ERR_REJECT if the system has none of this
 * name or we may not read it, ERR_RETRY if its file cannot be read now. These differ, so that no
 * schedule ends for a fault of the machine. zone_free(NULL) is legal.
 */
struct zone *zone_new(const char *name, struct err *e) NODISCARD;
void zone_free(struct zone *zone);

/* The seconds to add to UTC at this moment. */
int32_t zone_offset(const struct zone *zone, int64_t utc);

/*
 * The moment of a local time. If the local time exists twice (clocks were put back), the first; if
 * it does not exist (clocks were put forward, or a day was left out), the moment of the change.
 */
int64_t zone_to_utc(const struct zone *zone, int64_t local);

#endif
