#include "store/agent.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"

#define FOR_EVER 1000000000 /* as AGENT_NAMES has it */

static const char *const ROLE_NAMES[] = { "AGENT", "BILLING", "MANAGER", "ADMIN" };

const char *
agent_role_name(enum agent_role role)
{
	return (ROLE_NAMES[role]);
}

struct agent
agent_operator(void)
{
	return ((struct agent){ .id = 0,
	    .code = "operator",
	    .name = "the operator",
	    .role = ROLE_ADMIN,
	    .all_buildings = true });
}

int
agent_find(struct database *db, const char *code, struct arena *arena, struct agent *agent,
    struct err *e)
{
	int rc;
	size_t i;

	if (database_query(db, SQL_AGENT_FIND, e, "s", code) != 0 ||
	    (rc = database_step(db, SQL_AGENT_FIND, e)) < 0)
		return (-1);
	if (rc == 1) {
		agent->id = database_int(db, SQL_AGENT_FIND, 0);
		agent->code = arena_string(arena, database_text(db, SQL_AGENT_FIND, 1));
		agent->name = arena_string(arena, database_text(db, SQL_AGENT_FIND, 2));
		agent->role = ROLE_AGENT;
		for (i = 0; i < LENGTH(ROLE_NAMES); i++)
			if (strcmp(database_text(db, SQL_AGENT_FIND, 3), ROLE_NAMES[i]) == 0)
				agent->role = (enum agent_role)i;
		agent->all_buildings = database_int(db, SQL_AGENT_FIND, 4) == 1;
		database_done(db, SQL_AGENT_FIND);
	}
	return (rc);
}

int
agent_each(struct database *db, int (*each)(void *context, const char *code, struct err *e),
    void *context, struct err *e)
{
	int rc;

	if (database_query(db, SQL_AGENT_ALL, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, SQL_AGENT_ALL, e)) == 1) {
		if (each(context, database_text(db, SQL_AGENT_ALL, 0), e) != 0) {
			database_done(db, SQL_AGENT_ALL);
			return (-1);
		}
	}
	return (rc);
}

int
agent_reaches(struct database *db, const struct agent *agent, int64_t building, struct err *e)
{
	int64_t found;

	if (agent->all_buildings)
		return (1);
	return (database_number(db, SQL_AGENT_REACHES, &found, e, "iid", agent->id, building,
	    clock_today()));
}

int
agent_names_of(struct database *db, int64_t building, struct arena *arena, const char **names,
    struct err *e)
{
	struct buf list = BUF_EMPTY;
	char until[DATE_ISO_SIZE];
	int rc;

	if (database_query(db, SQL_AGENT_NAMES, e, "id", building, clock_today()) != 0)
		return (-1);
	while ((rc = database_step(db, SQL_AGENT_NAMES, e)) == 1) {
		buf_printf(&list, "%s%s", list.length > 0 ? ", " : "",
		    database_text(db, SQL_AGENT_NAMES, 0));
		if (database_int(db, SQL_AGENT_NAMES, 1) == 0)
			continue;
		/* Lent to them: until when. */
		if (database_int(db, SQL_AGENT_NAMES, 2) < FOR_EVER)
			buf_printf(&list, " (deputy to %s)",
			    date_format(database_day(db, SQL_AGENT_NAMES, 2), until));
		else
			buf_add_string(&list, " (deputy)");
	}
	*names = list.length > 0 ? arena_string(arena, buf_text(&list)) : "nobody";
	buf_release(&list);
	return (rc);
}

int
agent_names_with(struct database *db, enum agent_role role, struct arena *arena, const char **names,
    struct err *e)
{
	struct buf list = BUF_EMPTY;
	const char *enough[LENGTH(ROLE_NAMES)];
	size_t i;
	int rc;

	/* That role, and those above it. */
	for (i = 0; i < LENGTH(ROLE_NAMES); i++)
		enough[i] = i >= (size_t)role ? ROLE_NAMES[i] : "";
	if (database_query(db, SQL_AGENT_WITH_ROLE, e, "ssss", enough[0], enough[1], enough[2],
		enough[3]) != 0)
		return (-1);
	while ((rc = database_step(db, SQL_AGENT_WITH_ROLE, e)) == 1)
		buf_printf(&list, "%s%s", list.length > 0 ? ", " : "",
		    database_text(db, SQL_AGENT_WITH_ROLE, 0));
	*names = list.length > 0 ? arena_string(arena, buf_text(&list)) : "the operator";
	buf_release(&list);
	return (rc);
}

int
agent_buildings(struct database *db, const struct agent *agent, struct arena *arena,
    struct building_set *set, struct err *e)
{
	struct building *items;
	int64_t count;
	size_t n = 0;
	int rc;

	/* Count, then fill. */
	*set = (struct building_set){ NULL, 0 };
	if ((rc = database_number(db, SQL_BUILDING_COUNT, &count, e, "")) <= 0)
		return (rc);
	items = arena_new(arena, (size_t)count + 1, sizeof(*items));
	if (database_query(db, SQL_AGENT_BUILDINGS, e, "iid", (int64_t)agent->all_buildings,
		agent->id, clock_today()) != 0)
		return (-1);
	while ((rc = database_step(db, SQL_AGENT_BUILDINGS, e)) == 1 && n < (size_t)count) {
		items[n].id = database_int(db, SQL_AGENT_BUILDINGS, 0);
		items[n++].code = arena_string(arena, database_text(db, SQL_AGENT_BUILDINGS, 1));
	}
	*set = (struct building_set){ items, n };
	return (rc);
}
