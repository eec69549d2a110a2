#ifndef STORE_BUILDING_H
#define STORE_BUILDING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/* building: a group of accounts that are billed together (table building). */

struct building {
	int64_t id;
	const char *code;
};

struct building_set {
	const struct building *items; /* by code */
	size_t count;
};

/*
 * Put a building in its place by code, unless it is there: *count of items are, and there is room
 * for one more.
 */
void building_insert(struct building *items, size_t *count, const struct building *building);

/* A building by its code, any case: 1, 0, -1. */
int building_find(struct database *db, const char *code, struct arena *arena,
    struct building *building, struct err *e) NODISCARD;

/* How many accounts a building has, by its code, any case; none if it is not there: 1, -1. */
int building_account_count(struct database *db, const char *code, int64_t *count,
    struct err *e) NODISCARD;

/*
 * The last day up to which all accounts of a building are billed: of those that go on and have been
 * billed at all. DATE_NONE: there are none. 0, -1.
 */
int building_billed_to(struct database *db, int64_t building, int32_t *billed_to,
    struct err *e) NODISCARD;

/*
 * The time zone of a building, "" if it has none of its own; in arena. 1, 0 if the building is not
 * there, -1.
 */
int building_zone(struct database *db, int64_t building, struct arena *arena, const char **zone,
    struct err *e) NODISCARD;

#endif
