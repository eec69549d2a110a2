#include "store/intake_import.h"

int
intake_import_find(struct database *db, const char *interface, const char *sha256,
    struct arena *arena, struct intake_import *import, struct err *e)
{
	int found;

	if (database_query(db, SQL_INTAKE_IMPORT_FIND, e, "ss", interface, sha256) != 0)
		return (-1);
	found = database_step(db, SQL_INTAKE_IMPORT_FIND, e);
	if (found != 1)
		return (found);
	import->name = arena_string(arena, database_text(db, SQL_INTAKE_IMPORT_FIND, 0));
	import->day = database_day(db, SQL_INTAKE_IMPORT_FIND, 1);
	import->loaded = database_int(db, SQL_INTAKE_IMPORT_FIND, 2);
	import->refused = database_int(db, SQL_INTAKE_IMPORT_FIND, 3);
	import->last = database_int(db, SQL_INTAKE_IMPORT_FIND, 4) == 1;
	database_done(db, SQL_INTAKE_IMPORT_FIND);
	return (1);
}

int
intake_import_next(struct database *db, int64_t *id, struct err *e)
{
	return (database_number(db, SQL_INTAKE_IMPORT_NEXT, id, e, "") < 0 ? -1 : 0);
}

int
intake_import_add(struct database *db, const struct intake_import *import, struct err *e)
{
	return (database_run(db, SQL_INTAKE_IMPORT_ADD, e, "isssdiis", import->id,
	    import->interface, import->name, import->sha256, import->day, import->loaded,
	    import->refused, import->claim_id));
}
