#include "store/building.h"

int
building_find(struct database *db, const char *code, struct arena *arena, struct building *building, struct err *e)
{
	int rc;

	if (database_query(db, SQL_BUILDING_FIND, e, "s", code) != 0 || (rc = database_step(db, SQL_BUILDING_FIND, e)) < 0)
		return (-1);
	if (rc == 1) {
		building->id = database_int(db, SQL_BUILDING_FIND, 0);
		building->code = arena_string(arena, database_text(db, SQL_BUILDING_FIND, 1));
		database_done(db, SQL_BUILDING_FIND);
	}
	return (rc);
}
