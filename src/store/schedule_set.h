#ifndef STORE_SCHEDULE_SET_H
#define STORE_SCHEDULE_SET_H

#include "store/schedule.h"

/* schedule_set: make or change a schedule, by rules that are the same for requests and imports. */

struct schedule_order {
	/* the members `agent` to `start` are read; "" or DATE_NONE: not given */
	struct schedule terms;
	/* the buildings that it is for now, all of them its agent's */
	struct building_set buildings;
	/* used where terms.target is ACCOUNTS; `buildings` has then their buildings */
	struct account_set accounts;
	const char *default_zone; /* used where the buildings have none, or several */
	int64_t now; /* occurrences up to this moment do not count */
};

/*
 * Store the schedule as ACTIVE. *result is the stored one (next_at is 0: the scheduler works it
 * out); *again: it was there already. ERR_REJECT for a rule or zone that does not exist, a rule
 * that lies in the past, and a building or an account that another schedule bills. Call inside a
 * database transaction; strings live in arena.
 */
int schedule_set(struct database *db, const struct schedule_order *order, struct arena *arena,
    struct schedule *result, bool *again, struct err *e) NODISCARD;

#endif
