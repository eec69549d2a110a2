#ifndef STORE_AGENT_H
#define STORE_AGENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/building.h"
#include "store/database.h"

/*
 * agent: who may ask (table agent), and which buildings are theirs, or lent to them (table
 * agent_loan) today.
 */

enum agent_role { ROLE_AGENT, ROLE_BILLING, ROLE_MANAGER, ROLE_ADMIN };

struct agent {
	int64_t id; /* 0: the operator, who has all rights */
	const char *code;
	const char *name;
	enum agent_role role;
	bool all_buildings;
};

/* The operator: who asks for what lies in requests/ itself. */
struct agent agent_operator(void);

/* Find by code, any case; strings in arena. 1 found, 0 not there, -1 error. */
int agent_find(struct database *db, const char *code, struct arena *arena, struct agent *agent,
    struct err *e) NODISCARD;

/* Call each(context, code) for all agents. */
int agent_each(struct database *db, int (*each)(void *context, const char *code, struct err *e),
    void *context, struct err *e) NODISCARD;

/* Does this building belong to the agent, or is it lent to them today? 1 yes, 0 no, -1 error. */
int agent_reaches(struct database *db, const struct agent *agent, int64_t building,
    struct err *e) NODISCARD;

/*
 * "bob, mia (deputy to 2026-11-30)": the agents who reach a building today, in arena, "nobody" if
 * none does.
 */
int agent_names_of(struct database *db, int64_t building, struct arena *arena, const char **names,
    struct err *e) NODISCARD;

/* "bob, mia": the first agents who have this role or one above it, "the operator" if none has. */
int agent_names_with(struct database *db, enum agent_role role, struct arena *arena,
    const char **names, struct err *e) NODISCARD;

/* All buildings that an agent reaches today, by code. */
int agent_buildings(struct database *db, const struct agent *agent, struct arena *arena,
    struct building_set *set, struct err *e) NODISCARD;

/* Those of these buildings that are in a group; its code in any case. */
int agent_group_buildings(struct database *db, const struct agent *agent, const char *group,
    struct arena *arena, struct building_set *set, struct err *e) NODISCARD;

/* How many accounts there are in the buildings that an agent reaches today: 1, -1. */
int agent_account_count(struct database *db, const struct agent *agent, int64_t *count,
    struct err *e) NODISCARD;

/* The word for a role: "AGENT", "BILLING", ... */
const char *agent_role_name(enum agent_role role);

#endif
