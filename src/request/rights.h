#ifndef REQUEST_RIGHTS_H
#define REQUEST_RIGHTS_H

#include "request/request.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/database.h"

/* rights: who may ask for what (SPEC 8). Every refusal names what is not theirs and who could do
 * it.
 */

/* May this agent's role ask for this type of request at all? 0, or -1 ERR_REJECT. */
int rights_check_type(struct database *db, const struct agent *agent, enum request_type type,
    struct err *e) NODISCARD;

/*
 * The buildings that a request names, by code, each once; "*" is all of the agent's.
 * ERR_REJECT for a building that nobody knows or that is not theirs, and for "*" of an agent who
 * has none.
 */
int rights_buildings(struct database *db, const struct agent *agent,
    const struct request_list *list, struct arena *arena, struct building_set *set,
    struct err *e) NODISCARD;

/*
 * The accounts that a run names, and in *set their buildings instead of all that it named.
 * ERR_REJECT for an account that nobody knows, that is in none of these buildings, or not theirs. A
 * list that names none, or "*", leaves both as they are: all.
 */
int rights_accounts(struct database *db, const struct agent *agent, const struct request_list *list,
    struct arena *arena, struct building_set *set, struct account_set *accounts,
    struct err *e) NODISCARD;

/*
 * Is this building the agent's? 0, or -1 ERR_REJECT naming `what` ("account 1001") and who could do
 * it.
 */
int rights_check_building(struct database *db, const struct agent *agent,
    const struct building *building, const char *what, struct err *e) NODISCARD;

/*
 * May this agent act for the owner of something? The owner, and managers, may. 0, or -1 ERR_REJECT
 * naming `what`.
 */
int rights_check_owner(struct database *db, const struct agent *agent, const char *owner,
    const char *what, struct err *e) NODISCARD;

#endif
