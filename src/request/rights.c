#include "request/rights.h"

#include "base/text.h"

int
rights_check_type(struct database *db, const struct agent *agent, enum request_type type,
    struct err *e)
{
	const enum agent_role least = REQUEST_TYPES[type].least_role;
	struct arena arena = ARENA_EMPTY;
	const char *names;

	if (agent->role >= least)
		return (0);
	if (agent_names_with(db, least, &arena, &names, e) == 0)
		(void)err_reject(e,
		    "%s has the role %s, and a request of type %s needs the role %s: ask %s",
		    agent->name, agent_role_name(agent->role), REQUEST_TYPES[type].word,
		    agent_role_name(least), names);
	arena_release(&arena);
	return (-1);
}

int
rights_check_building(struct database *db, const struct agent *agent,
    const struct building *building, const char *what, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	const char *names;
	int rc = agent_reaches(db, agent, building->id, e);

	if (rc != 0)
		return (rc == 1 ? 0 : -1);
	rc = agent_names_of(db, building->id, &arena, &names, e);
	if (rc == 0 && strcmp(names, "nobody") == 0)
		names = "the operator";
	if (rc == 0 && what[0] == '\0')
		(void)err_reject(e, "building %s is not one of %s's; ask %s", building->code,
		    agent->name, names);
	else if (rc == 0)
		(void)err_reject(e, "%s belongs to building %s, which is not one of %s's; ask %s",
		    what, building->code, agent->name, names);
	arena_release(&arena);
	return (-1);
}

int
rights_check_owner(struct database *db, const struct agent *agent, const char *owner,
    const char *what, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	const char *names;

	if (agent->role >= ROLE_MANAGER || text_equal_nocase(agent->code, owner))
		return (0);
	if (agent_names_with(db, ROLE_MANAGER, &arena, &names, e) == 0)
		(void)err_reject(e, "%s is %s's, and %s has the role %s: ask %s, or a manager (%s)",
		    what, owner, agent->name, agent_role_name(agent->role), owner, names);
	arena_release(&arena);
	return (-1);
}

int
rights_buildings(struct database *db, const struct agent *agent, const struct request_list *list,
    struct arena *arena, struct building_set *set, struct err *e)
{
	struct building *items = arena_new(arena, list->count + 1, sizeof(*items));
	struct building building;
	size_t i;
	int rc;

	if (list->all) {
		if (agent_buildings(db, agent, arena, set, e) != 0)
			return (-1);
		if (set->count == 0)
			return (err_reject(e,
			    "%s has no buildings, so * names none; ask the operator to fill in the "
			    "column buildings of the agents file",
			    agent->name));
		return (0);
	}

	*set = (struct building_set){ items, 0 };
	for (i = 0; i < list->count; i++) {
		if ((rc = building_find(db, list->items[i], arena, &building, e)) < 0)
			return (-1);
		if (rc == 0)
			return (err_reject(e,
			    "there is no building %s here; check its code, or have it imported "
			    "first",
			    list->items[i]));
		if (rights_check_building(db, agent, &building, "", e) != 0)
			return (-1);
		building_insert(items, &set->count, &building);
	}
	return (0);
}

/* Is a building in the set? */
static bool
is_in(const struct building_set *set, const struct building *building)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (set->items[i].id == building->id)
			return (true);
	return (false);
}

/*
 * One account that a run names: it is known, and in the buildings that were named, which are
 * theirs.
 */
static int
check_account(struct database *db, const struct agent *agent, const char *number,
    const struct building_set *set, const struct building *building, struct err *e)
{
	char what[80];

	(void)snprintf(what, sizeof(what), "account %s", number);
	if (rights_check_building(db, agent, building, what, e) != 0)
		return (-1);
	if (!is_in(set, building))
		return (err_reject(e,
		    "account %s belongs to building %s, which this request does not name: write "
		    "`buildings = %s`, or *",
		    number, building->code, building->code));
	return (0);
}

int
rights_accounts(struct database *db, const struct agent *agent, const struct request_list *list,
    struct arena *arena, struct building_set *set, struct account_set *accounts, struct err *e)
{
	int64_t *ids = arena_new(arena, list->count + 1, sizeof(*ids));
	struct building *items = arena_new(arena, list->count + 1, sizeof(*items));
	struct building building;
	int64_t account;
	size_t i, kept = 0;
	int rc;

	*accounts = (struct account_set){ ids, 0 };
	for (i = 0; i < list->count; i++) {
		if ((rc = account_by_number(db, list->items[i], arena, &account, &building, e)) < 0)
			return (-1);
		if (rc == 0)
			return (err_reject(e, "there is no account %s here; check its number",
			    list->items[i]));
		if (check_account(db, agent, list->items[i], set, &building, e) != 0)
			return (-1);
		building_insert(items, &kept, &building);
		account_insert(ids, &accounts->count, account);
	}
	if (accounts->count > 0)
		*set = (struct building_set){ items, kept };
	return (0);
}
