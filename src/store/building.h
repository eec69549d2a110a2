#ifndef STORE_BUILDING_H
#define STORE_BUILDING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/* building: what is billed together (table building). */

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

#endif
