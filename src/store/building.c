#include "store/building.h"

#include <string.h>

#include "base/date.h"
#include "store/statement.h"

RECORD(building, id, code);

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
	return (statement_find(db, BUILDING_FIND, &(struct by_code){ code }, arena, building, e));
}

int
building_account_count(struct database *db, const char *code, int64_t *count, struct err *e)
{
	return (statement_number(db, BUILDING_ACCOUNT_COUNT, &(struct by_code){ code }, count, e));
}

int
building_billed_to(struct database *db, int64_t building, int32_t *billed_to, struct err *e)
{
	int64_t day = DATE_NONE;

	if (statement_number(db, BUILDING_BILLED_TO, &(struct by_building){ building }, &day, e) <
	    0)
		return (-1);
	*billed_to = (int32_t)day;
	return (0);
}

int
building_zone(struct database *db, int64_t building, struct arena *arena, const char **zone,
    struct err *e)
{
	struct one_text found;
	int rc =
	    statement_find(db, BUILDING_ZONE, &(struct by_building){ building }, arena, &found, e);

	if (rc == 1)
		*zone = found.text;
	return (rc);
}
