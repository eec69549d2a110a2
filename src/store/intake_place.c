#include "store/intake_place.h"

#include <string.h>

#include "store/statement.h"

struct by_agent {
	int64_t agent;
};
RECORD(by_agent, agent);

struct agent_building {
	int64_t agent, building;
};
RECORD(agent_building, agent, building);

int
intake_building_id(struct database *db, const char *code, int64_t *id, struct err *e)
{
	return (statement_number(db, BUILDING_ID, &(struct by_code){ code }, id, e));
}

int
intake_agent_id(struct database *db, const char *code, int64_t *id, struct err *e)
{
	return (statement_number(db, AGENT_ID, &(struct by_code){ code }, id, e));
}

void
intake_buildings_insert(struct intake_buildings *list, int64_t id)
{
	size_t at = list->count;

	while (at > 0 && list->ids[at - 1] >= id)
		at--;
	if (at < list->count && list->ids[at] == id)
		return;
	memmove(&list->ids[at + 1], &list->ids[at], (list->count - at) * sizeof(*list->ids));
	list->ids[at] = id;
	list->count++;
}

/* Does the agent have exactly these buildings? */
static int
has_buildings(struct database *db, int64_t agent, const struct intake_buildings *list,
    struct err *e)
{
	struct one_number row;
	size_t count = 0;
	int rc;

	if (statement_query(db, AGENT_BUILDING_LIST, &(struct by_agent){ agent }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, AGENT_BUILDING_LIST, NULL, &row, e)) == 1) {
		if (count == list->count || row.number != list->ids[count]) {
			statement_done(db, AGENT_BUILDING_LIST);
			return (0);
		}
		count++;
	}
	return (rc < 0 ? -1 : count == list->count);
}

int
intake_agent_set_buildings(struct database *db, const char *code,
    const struct intake_buildings *list, struct err *e)
{
	struct agent_building row = { 0, 0 };
	size_t i;
	int same;

	if (intake_agent_id(db, code, &row.agent, e) != 1)
		return (-1);
	same = has_buildings(db, row.agent, list, e);
	if (same != 0)
		return (same < 0 ? -1 : 0);
	if (statement_run(db, AGENT_BUILDING_CLEAR, &(struct by_agent){ row.agent }, e) != 0)
		return (-1);
	for (i = 0; i < list->count; i++) {
		row.building = list->ids[i];
		if (statement_run(db, AGENT_BUILDING_ADD, &row, e) != 0)
			return (-1);
	}
	return (1);
}
