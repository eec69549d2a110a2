#ifndef STORE_SCHEDULE_DROP_H
#define STORE_SCHEDULE_DROP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * schedule_drop: the requests of schedules (table schedule_drop). Once committed here, a request is
 * a debt until its file is in its door. The row stays: by it the request counts as one of the
 * schedule's owner, although the file belongs to us.
 */

struct schedule_drop {
	const char *door; /* door of the agent; "" for the operator's */
	const char *name;
	const char *sha256; /* SHA-256 of content */
	const char *content;
};

/* Record a request of a schedule that was due at a moment (UTC seconds), as a debt. */
int schedule_drop_add(struct database *db, const struct schedule_drop *drop, int64_t schedule,
    int64_t due_at, struct err *e) NODISCARD;

/* Was there a request for this door with this name? 1, 0, -1. */
int schedule_drop_is_named(struct database *db, const char *door, const char *name,
    struct err *e) NODISCARD;

/* Did a schedule drop this file, with these bytes? 1, 0, -1. */
int schedule_drop_is_ours(struct database *db, const char *door, const char *name,
    const char *sha256, struct err *e) NODISCARD;

/* Find all requests that are owed, in the order in which they were due; in arena. 0, -1. */
int schedule_drop_owed(struct database *db, struct arena *arena, const struct schedule_drop **drops,
    size_t *count, struct err *e) NODISCARD;

/* Mark a request as paid: its file is in its door. Durable: yes, a commit of its own. */
int schedule_drop_paid(struct database *db, const struct schedule_drop *drop,
    struct err *e) NODISCARD;

#endif
