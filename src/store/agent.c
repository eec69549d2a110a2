#include "store/agent.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "store/statement.h"
#include "store/stored.h"

#define FOR_EVER 1000000000 /* the day until which a loan without an end is, in AGENT_NAMES */

static const char *const ROLE_NAMES[] = { "AGENT", "BILLING", "MANAGER", "ADMIN" };

/* The agent that a statement asks about, and the buildings of theirs that it asks for. */
struct agent_reach {
	int64_t agent;
	bool all_buildings;
	int32_t day;
	int64_t building;
	const char *group; /* NULL: buildings of any group */
};
RECORD(agent_reach, agent, all_buildings, day, building, group);

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

struct agent_row {
	int64_t id;
	const char *code, *name, *role;
	bool all_buildings;
};
RECORD(agent_row, id, code, name, role, all_buildings);

int
agent_find(struct database *db, const char *code, struct arena *arena, struct agent *agent,
    struct err *e)
{
	struct agent_row row;
	int rc = statement_find(db, AGENT_FIND, &(struct by_code){ code }, arena, &row, e);

	if (rc == 1)
		*agent = (struct agent){ .id = row.id,
			.code = row.code,
			.name = row.name,
			.role =
			    (enum agent_role)stored_word(ROLE_NAMES, LENGTH(ROLE_NAMES), row.role),
			.all_buildings = row.all_buildings };
	return (rc);
}

struct agent_code {
	const char *code;
};
RECORD(agent_code, code);

int
agent_each(struct database *db, int (*each)(void *context, const char *code, struct err *e),
    void *context, struct err *e)
{
	struct agent_code row;
	int rc;

	if (statement_query(db, AGENT_ALL, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, AGENT_ALL, NULL, &row, e)) == 1) {
		if (each(context, row.code, e) != 0) {
			statement_done(db, AGENT_ALL);
			return (-1);
		}
	}
	return (rc);
}

int
agent_reaches(struct database *db, const struct agent *agent, int64_t building, struct err *e)
{
	const struct agent_reach reach = {
		.agent = agent->id, .day = clock_today(), .building = building
	};
	int64_t found;

	if (agent->all_buildings)
		return (1);
	return (statement_number(db, AGENT_REACHES, &reach, &found, e));
}

struct building_day {
	int64_t building;
	int32_t day;
};
RECORD(building_day, building, day);

struct agent_loan {
	const char *code;
	bool lent; /* they reach the building only because it is lent to them */
	int32_t until;
};
RECORD(agent_loan, code, lent, until);

int
agent_names_of(struct database *db, int64_t building, struct arena *arena, const char **names,
    struct err *e)
{
	const struct building_day key = { building, clock_today() };
	struct buf list = BUF_EMPTY;
	char until[DATE_ISO_SIZE];
	struct agent_loan row;
	int rc;

	if (statement_query(db, AGENT_NAMES, &key, e) != 0)
		return (-1);
	while ((rc = statement_next(db, AGENT_NAMES, NULL, &row, e)) == 1) {
		buf_printf(&list, "%s%s", list.length > 0 ? ", " : "", row.code);
		if (row.lent && row.until < FOR_EVER)
			buf_printf(&list, " (deputy to %s)", date_format(row.until, until));
		else if (row.lent)
			buf_add_string(&list, " (deputy)");
	}
	*names = list.length > 0 ? arena_string(arena, buf_text(&list)) : "nobody";
	buf_release(&list);
	return (rc);
}

/* The roles that are high enough; "" for each that is not. */
struct agent_roles {
	const char *agent, *billing, *manager, *admin;
};
RECORD(agent_roles, agent, billing, manager, admin);

int
agent_names_with(struct database *db, enum agent_role role, struct arena *arena, const char **names,
    struct err *e)
{
	const struct agent_roles roles = { role <= ROLE_AGENT ? "AGENT" : "",
		role <= ROLE_BILLING ? "BILLING" : "", role <= ROLE_MANAGER ? "MANAGER" : "",
		"ADMIN" };
	struct buf list = BUF_EMPTY;
	struct agent_code row;
	int rc;

	if (statement_query(db, AGENT_WITH_ROLE, &roles, e) != 0)
		return (-1);
	while ((rc = statement_next(db, AGENT_WITH_ROLE, NULL, &row, e)) == 1)
		buf_printf(&list, "%s%s", list.length > 0 ? ", " : "", row.code);
	*names = list.length > 0 ? arena_string(arena, buf_text(&list)) : "the operator";
	buf_release(&list);
	return (rc);
}

/* The buildings that an agent reaches today: of one group, or with NULL of all. */
static int
find_buildings(struct database *db, const struct agent *agent, const char *group,
    struct arena *arena, struct building_set *set, struct err *e)
{
	const struct agent_reach reach = { .agent = agent->id,
		.all_buildings = agent->all_buildings,
		.day = clock_today(),
		.group = group };
	struct building *items = NULL, row;
	size_t count = 0, room = 0;
	int rc;

	*set = (struct building_set){ NULL, 0 };
	if (statement_query(db, AGENT_BUILDINGS, &reach, e) != 0)
		return (-1);
	while ((rc = statement_next(db, AGENT_BUILDINGS, arena, &row, e)) == 1) {
		items = arena_grow(arena, items, count, &room, sizeof(*items));
		items[count++] = row;
	}
	*set = (struct building_set){ items, count };
	return (rc);
}

int
agent_buildings(struct database *db, const struct agent *agent, struct arena *arena,
    struct building_set *set, struct err *e)
{
	return (find_buildings(db, agent, NULL, arena, set, e));
}

int
agent_group_buildings(struct database *db, const struct agent *agent, const char *group,
    struct arena *arena, struct building_set *set, struct err *e)
{
	return (find_buildings(db, agent, group, arena, set, e));
}

int
agent_account_count(struct database *db, const struct agent *agent, int64_t *count, struct err *e)
{
	const struct agent_reach reach = {
		.agent = agent->id, .all_buildings = agent->all_buildings, .day = clock_today()
	};

	return (statement_number(db, AGENT_ACCOUNT_COUNT, &reach, count, e));
}
