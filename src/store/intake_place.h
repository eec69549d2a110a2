#ifndef STORE_INTAKE_PLACE_H
#define STORE_INTAKE_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

/*
 * intake_place: buildings and agents as the import interfaces know them. Changes are durable with
 * the caller's commit.
 */

/* Any case of the code will do; the suspense building is not found. 1 with its id, 0, -1. */
int intake_building_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

/* Any case of the code will do. 1 with its id, 0, -1. */
int intake_agent_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

/* Buildings by id, ascending, none twice. */
struct intake_buildings {
	int64_t *ids;
	size_t count;
};

/* Add one, unless it is there; there is room for it. */
void intake_buildings_insert(struct intake_buildings *list, int64_t id);

/* The agent of this code has these buildings and no others: 1 changed, 0 had them already, -1. */
int intake_agent_set_buildings(struct database *db, const char *code,
    const struct intake_buildings *list, struct err *e) NODISCARD;

#endif
