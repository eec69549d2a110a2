#include "store/intake_import.h"

#include "store/statement.h"

RECORD(intake_import, id, interface, name, sha256, claim_id, day, loaded, refused);

struct import_key {
	const char *interface, *sha256;
};
RECORD(import_key, interface, sha256);

struct import_row {
	const char *name;
	int32_t day;
	int64_t loaded, refused;
	bool last;
};
RECORD(import_row, name, day, loaded, refused, last);

int
intake_import_find(struct database *db, const char *interface, const char *sha256,
    struct arena *arena, struct intake_import *import, struct err *e)
{
	const struct import_key key = { interface, sha256 };
	struct import_row row;
	int found = statement_find(db, IMPORT_FIND, &key, arena, &row, e);

	if (found == 1)
		*import = (struct intake_import){ .interface = interface,
			.sha256 = sha256,
			.name = row.name,
			.day = row.day,
			.loaded = row.loaded,
			.refused = row.refused,
			.last = row.last };
	return (found);
}

int
intake_import_next(struct database *db, int64_t *id, struct err *e)
{
	return (statement_number(db, IMPORT_NEXT, NO_KEY, id, e) < 0 ? -1 : 0);
}

int
intake_import_add(struct database *db, const struct intake_import *import, struct err *e)
{
	return (statement_run(db, IMPORT_ADD, import, e));
}
