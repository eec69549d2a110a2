#include "store/building.h"

#include <string.h>

void
building_insert(struct building *items, size_t *count, const struct building *building)
{
	size_t at = *count;

	while (at > 0 && strcmp(items[at - 1].code, building->code) >= 0)
		at--;
	if (at < *count && items[at].id == building->id)
		return;
	memmove(&items[at + 1], &items[at], (*count - at) * sizeof(*items));
	items[at] = *building;
	(*count)++;
}

int
building_find(struct database *db, const char *code, struct arena *arena, struct building *building,
    struct err *e)
{
	int rc;

	if (database_query(db, SQL_BUILDING_FIND, e, "s", code) != 0 ||
	    (rc = database_step(db, SQL_BUILDING_FIND, e)) < 0)
		return (-1);
	if (rc == 1) {
		building->id = database_int(db, SQL_BUILDING_FIND, 0);
		building->code = arena_string(arena, database_text(db, SQL_BUILDING_FIND, 1));
		database_done(db, SQL_BUILDING_FIND);
	}
	return (rc);
}
