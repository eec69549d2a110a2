#ifndef STORE_SCHEDULE_DROP_H
#define STORE_SCHEDULE_DROP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * schedule_drop: the requests of schedules (table schedule_drop). Once committed here, a request is
 * a debt until its file is in its door. The row stays: by it the file is known as its owner's,
 * whoever owns the file.
 */

struct schedule_drop {
	const char *door; /* "" for the operator's */
	const char *name;
	const char *sha256; /* of content */
	const char *content;
};

/* Owe a request of a schedule, due at a moment in UTC seconds. */
int schedule_drop_add(struct database *db, const struct schedule_drop *drop, int64_t schedule,
    int64_t due_at, struct err *e) NODISCARD;

/* Had a request for this door this name? 1, 0, -1. */
int schedule_drop_is_named(struct database *db, const char *door, const char *name,
    struct err *e) NODISCARD;

/* Was this file, with these bytes, dropped by a schedule? 1, 0, -1. */
int schedule_drop_is_ours(struct database *db, const char *door, const char *name,
    const char *sha256, struct err *e) NODISCARD;

/* All that are owed, the one that was due first first; in arena. 0, -1. */
int schedule_drop_owed(struct database *db, struct arena *arena, const struct schedule_drop **drops,
    size_t *count, struct err *e) NODISCARD;

/* Its file is in its door. Durable: yes, a commit of its own. */
int schedule_drop_paid(struct database *db, const struct schedule_drop *drop,
    struct err *e) NODISCARD;

#endif
