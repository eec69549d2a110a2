#ifndef STORE_INTAKE_IMPORT_H
#define STORE_INTAKE_IMPORT_H

#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/* intake_import: the files that have been loaded (table import), by interface and content. */

struct intake_import {
	int64_t id; /* set by intake_import_next */
	const char *interface;
	const char *name;
	const char *sha256;
	const char *claim_id;
	int32_t day;
	int64_t loaded;
	int64_t refused;
	bool last; /* no other file of its interface was loaded since; worked out, not stored */
};

/*
 * Look for an earlier file with the same content. Fills in name (in arena), day, loaded, refused
 * and last. 1 found, 0 not there, -1 error.
 */
int intake_import_find(struct database *db, const char *interface, const char *sha256,
    struct arena *arena, struct intake_import *import, struct err *e) NODISCARD;

/* The id that the next file will have; rows may refer to it before intake_import_add. */
int intake_import_next(struct database *db, int64_t *id, struct err *e) NODISCARD;

/* Record a loaded file. Durable with the caller's commit. */
int intake_import_add(struct database *db, const struct intake_import *import,
    struct err *e) NODISCARD;

#endif
