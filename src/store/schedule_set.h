#ifndef STORE_SCHEDULE_SET_H
#define STORE_SCHEDULE_SET_H

#include "store/schedule.h"

/* schedule_set: make a schedule, or change it: the rules that hold however it was asked for. */

struct schedule_order {
	struct schedule terms; /* agent to start; "" or DATE_NONE where nothing is said; the rest is
	                          not looked at */
	struct building_set buildings; /* that it is for now, all its agent's */
	struct account_set accounts; /* where terms.target is ACCOUNTS; buildings are theirs then */
	const char *default_zone; /* where the buildings have none, or several */
	int64_t now; /* nothing happens for a moment up to this */
};

/*
 * Store it, active. *result is what is stored (next_at is 0: the scheduler works it out); *again:
 * it was there already. ERR_REJECT for a rule or zone that is none, a rule that lies in the past,
 * and a building or an account that another schedule bills. Call inside a database transaction;
 * strings live in arena.
 */
int schedule_set(struct database *db, const struct schedule_order *order, struct arena *arena,
    struct schedule *result, bool *again, struct err *e) NODISCARD;

#endif
