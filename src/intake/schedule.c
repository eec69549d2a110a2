#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/schedule_set.h"

#define NS_PER_S INT64_C(1000000000)

enum { AGENT, NAME, WHEN, BUILDINGS, ACCOUNTS, GROUP, TASK, TIME_ZONE, SHIFT, END_RULE, START };

static const struct column COLUMNS[] = {
	[AGENT] = { .name = "agent", .type = COLUMN_CODE, .mandatory = true },
	[NAME] = { .name = "schedule", .type = COLUMN_CODE, .mandatory = true },
	[WHEN] = { .name = "when", .type = COLUMN_TEXT, .mandatory = true, .most = 200 },
	[BUILDINGS] = { .name = "buildings", .type = COLUMN_TEXT, .most = 65536 },
	[ACCOUNTS] = { .name = "accounts", .type = COLUMN_TEXT, .most = 65536 },
	[GROUP] = { .name = "building_group", .type = COLUMN_CODE },
	[TASK] = { .name = "task", .type = COLUMN_CHOICE, .choices = SCHEDULE_TASKS },
	[TIME_ZONE] = { .name = "time_zone", .type = COLUMN_TEXT, .most = 64 },
	[SHIFT] = { .name = "shift", .type = COLUMN_CHOICE, .choices = SCHEDULE_SHIFTS },
	[END_RULE] = { .name = "end_rule", .type = COLUMN_CHOICE, .choices = SCHEDULE_END_RULES },
	[START] = { .name = "start", .type = COLUMN_DATE },
};

/* Find the agent who owns the schedule. */
static enum row_outcome
find_agent(struct load *load, struct agent *agent, struct err *e)
{
	const char *code = load->cells[AGENT].text;
	int rc;

	*agent = agent_operator();
	if (text_equal_nocase(code, agent->code))
		return (ROW_LOADED);
	rc = agent_find(load->db, code, &load->arena, agent, e);
	if (rc == 0)
		return (row_refuse(load, AGENT,
		    "agent \"%s\" is not known; load them with the agents first", code));
	return (rc < 0 ? ROW_FAILED : ROW_LOADED);
}

/* Add one building of the list, if it exists and is the agent's. */
static enum row_outcome
add_building(struct load *load, const struct agent *agent, const char *code,
    struct building *building, struct err *e)
{
	int rc = building_find(load->db, code, &load->arena, building, e);

	if (rc == 0)
		return (row_refuse(load, BUILDINGS,
		    "building \"%s\" is not known; load it with the buildings first", code));
	if (rc == 1 && (rc = agent_reaches(load->db, agent, building->id, e)) == 0)
		return (row_refuse(load, BUILDINGS,
		    "building \"%s\" is not one of %s's; hand it over in the agents file, or leave "
		    "it out",
		    code, agent->name));
	return (rc < 0 ? ROW_FAILED : ROW_LOADED);
}

/* Read a list "A;B;C" (or with commas, or blanks), each building once. */
static enum row_outcome
read_list(struct load *load, const struct agent *agent, struct building_set *set, struct err *e)
{
	char *rest = arena_string(&load->arena, load->cells[BUILDINGS].text), *code;
	struct building *items = arena_new(&load->arena, strlen(rest) / 2 + 1, sizeof(*items));
	struct building building;
	enum row_outcome outcome;
	size_t count = 0;

	while ((code = strsep(&rest, ";, ")) != NULL) {
		if (*code == '\0')
			continue;
		outcome = add_building(load, agent, code, &building, e);
		if (outcome != ROW_LOADED)
			return (outcome);
		building_insert(items, &count, &building);
	}
	*set = (struct building_set){ items, count };
	return (ROW_LOADED);
}

/* Add one account of the list, if it exists and is in a building of the agent's. */
static enum row_outcome
find_account(struct load *load, const struct agent *agent, const char *number, int64_t *id,
    struct building *building, struct err *e)
{
	int rc = account_by_number(load->db, number, &load->arena, id, building, e);

	if (rc == 0)
		return (row_refuse(load, ACCOUNTS,
		    "account \"%s\" is not known; load it with the customers first", number));
	if (rc == 1 && (rc = agent_reaches(load->db, agent, building->id, e)) == 0)
		return (row_refuse(load, ACCOUNTS,
		    "account \"%s\" belongs to building %s, which is not one of %s's", number,
		    building->code, agent->name));
	return (rc < 0 ? ROW_FAILED : ROW_LOADED);
}

/*
 * Read a list "1001;1002" (or with commas, or blanks), each account once, and find their buildings.
 */
static enum row_outcome
read_accounts(struct load *load, const struct agent *agent, struct schedule_order *order,
    struct err *e)
{
	char *rest = arena_string(&load->arena, load->cells[ACCOUNTS].text), *number;
	size_t room = strlen(rest) / 2 + 1, count = 0, buildings = 0;
	int64_t *ids = arena_new(&load->arena, room, sizeof(*ids));
	struct building *items = arena_new(&load->arena, room, sizeof(*items)), building;
	enum row_outcome outcome;
	int64_t account;

	while ((number = strsep(&rest, ";, ")) != NULL) {
		if (*number == '\0')
			continue;
		outcome = find_account(load, agent, number, &account, &building, e);
		if (outcome != ROW_LOADED)
			return (outcome);
		account_insert(ids, &count, account);
		building_insert(items, &buildings, &building);
	}
	order->buildings = (struct building_set){ items, buildings };
	order->accounts = (struct account_set){ ids, count };
	return (ROW_LOADED);
}

/* Find the scope of the schedule: listed buildings, all, accounts, or a group. */
static enum row_outcome
find_target(struct load *load, const struct agent *agent, struct schedule_order *order,
    struct err *e)
{
	const struct cell *c = load->cells;

	if (!c[BUILDINGS].empty + !c[ACCOUNTS].empty + !c[GROUP].empty != 1)
		return (row_refuse(load, BUILDINGS,
		    "say what it is for: buildings (codes with ; between them, or * for all), or "
		    "accounts, or building_group, and only one of them"));
	order->terms.group_code = c[GROUP].text;
	order->terms.target = !c[GROUP].empty     ? "GROUP"
	    : !c[ACCOUNTS].empty                  ? "ACCOUNTS"
	    : strcmp(c[BUILDINGS].text, "*") == 0 ? "ALL"
						  : "NAMED";
	if (!c[ACCOUNTS].empty)
		return (read_accounts(load, agent, order, e));
	if (strcmp(order->terms.target, "NAMED") == 0)
		return (read_list(load, agent, &order->buildings, e));
	if (schedule_find_buildings(load->db, &order->terms, agent, &load->arena, &order->buildings,
		e) != 0)
		return (ROW_FAILED);
	if (order->buildings.count == 0)
		return (row_refuse(load, c[GROUP].empty ? BUILDINGS : GROUP,
		    "no building of %s is meant by it", agent->name));
	return (ROW_LOADED);
}

/* Store a schedule, as a request of type schedule does. */
static enum row_outcome
store_schedule(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct schedule_order order = { .terms = { .name = c[NAME].text,
					    .task = c[TASK].text,
					    .occurs = c[WHEN].text,
					    .zone = c[TIME_ZONE].text,
					    .shift = c[SHIFT].text,
					    .end_rule = c[END_RULE].text,
					    .start = c[START].day },
		.default_zone = load->settings->time_zone,
		.now = clock_now_ns() / NS_PER_S };
	struct schedule result;
	struct agent agent;
	enum row_outcome outcome = find_agent(load, &agent, e);
	bool again;

	if (outcome == ROW_LOADED)
		outcome = find_target(load, &agent, &order, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	order.terms.agent = agent.code;
	if (schedule_set(load->db, &order, &load->arena, &result, &again, e) == 0)
		return (ROW_LOADED);
	if (e->kind != ERR_REJECT)
		return (ROW_FAILED);

	/* schedule_set does its checks before its first change. */
	outcome = row_refuse(load, WHEN, "%s", e->text);
	err_clear(e);
	return (outcome);
}

const struct interface INTERFACE_SCHEDULES = {
	.name = "schedules",
	.noun = "schedule",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_schedule,
	.replaces = true,
};
