#ifndef SCHEDULE_ZONE_H
#define SCHEDULE_ZONE_H

#include <stdint.h>

#include "base/err.h"

/*
 * zone: a time zone of the system's zoneinfo (TZif, RFC 9636), beyond its last transition too (the
 * POSIX rule behind it).
 *
 * Our own reader, because the C library has one zone a process, and libical guesses rules from a
 * zone's last years. A local time is seconds since 1970-01-01T00:00 of the wall clock, as if that
 * were UTC.
 */
struct zone;

/*
 * Read a zone by its name ("Australia/Sydney"). NULL with ERR_REJECT if the system has none of this
 * name or we may not read it, ERR_RETRY if its file cannot be read now: who took that for the same
 * would end a schedule for a fault of the machine. zone_free(NULL) is legal.
 */
struct zone *zone_new(const char *name, struct err *e) NODISCARD;
void zone_free(struct zone *zone);

/* What is added to UTC at this moment, in seconds. */
int32_t zone_offset(const struct zone *zone, int64_t utc);

/*
 * The moment of a local time. One that exists twice (clocks were put back) is the first; one that
 * does not exist (clocks were put forward, or a day was left out) is the next that does: the moment
 * of the change.
 */
int64_t zone_to_utc(const struct zone *zone, int64_t local);

#endif
