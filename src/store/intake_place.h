#ifndef STORE_INTAKE_PLACE_H
#define STORE_INTAKE_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

/*
 * intake_place: buildings and agents, as the imports read and change them. Changes are durable with
 * the caller's commit.
 */

/*
 * Find a building by its code in any case; the suspense building is not found. 1 with its id, 0,
 * -1.
 */
int intake_building_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

/* Find an agent by the code in any case. 1 with its id, 0, -1. */
int intake_agent_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

/* Ids of buildings, ascending, none twice. */
struct intake_buildings {
	int64_t *ids;
	size_t count;
};

/* Add a building's id unless it is there; the caller has made room for it. */
void intake_buildings_insert(struct intake_buildings *list, int64_t id);

/* Give an agent these buildings and no others: 1 changed, 0 the agent had them already, -1. */
int intake_agent_set_buildings(struct database *db, const char *code,
    const struct intake_buildings *list, struct err *e) NODISCARD;

#endif
