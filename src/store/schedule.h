#ifndef STORE_SCHEDULE_H
#define STORE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "schedule/recurrence.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/building.h"
#include "store/database.h"

/*
 * schedule: a request that is to be made by itself, for whom and when (table schedule and its
 * companions).
 *
 * An occurrence is done, or not wanted, when its moment is not after last_at or its day not after
 * last_day; both only grow (until it is set anew, from that moment on), so nothing happens twice,
 * whatever becomes of clocks, holidays and time zones. Moments are UTC seconds.
 */

/* The words that the columns may have, as requests and imports write them too; ended by NULL. */
extern const char *const SCHEDULE_TASKS[];     /* daily, transactions */
extern const char
    *const SCHEDULE_SHIFTS[];    /* none, next, previous: in the order of enum holiday_shift */
extern const char *const SCHEDULE_END_RULES[]; /* day before, same day, last month */

struct schedule {
	int64_t id; /* 0: not stored yet */
	const char *agent;
	const char *name;
	const char *task;
	const char *target; /* for what: "NAMED", "ALL", "GROUP" or "ACCOUNTS" */
	const char *group_code; /* "" unless GROUP */
	const char *occurs;
	const char *zone;
	const char *shift;
	const char *end_rule;
	int32_t start;
	const char *state; /* "ACTIVE", "PAUSED" or "ENDED" */
	int64_t last_at;
	int32_t last_day; /* DATE_NONE: none yet */
	int64_t next_at;  /* 0: not worked out yet */
	int64_t run_at;   /* 0: nobody asked for a run out of turn */
	const char *next_text, *last_text;
	const char *last_name;
	/*
	 * the scope for people: "A, B", "accounts 1001, 1002", "all buildings", "group NORTH"; not
	 * stored
	 */
	const char *covers;
};

/* Find a schedule, by its agent and name or by its id; strings in arena. 1, 0, -1. */
int schedule_find(struct database *db, const char *agent, const char *name, struct arena *arena,
    struct schedule *schedule, struct err *e) NODISCARD;
int schedule_load(struct database *db, int64_t id, struct arena *arena, struct schedule *schedule,
    struct err *e) NODISCARD;

/*
 * Store a new schedule or the changes of an old one; sets its id. Durable with the caller's commit.
 */
int schedule_save(struct database *db, struct schedule *schedule, struct err *e) NODISCARD;

/* Find all schedules that have not ended, by agent and name: ids in arena. */
int schedule_list(struct database *db, struct arena *arena, const int64_t **ids, size_t *count,
    struct err *e) NODISCARD;

/* Find the schedules that have something to do at `now`, in the order in which they are due. */
int schedule_waiting(struct database *db, int64_t now, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e) NODISCARD;

/* Find when the next active schedule runs whose moment is worked out: 1; 0 if there is none; -1. */
int schedule_next_at(struct database *db, int64_t *at, struct err *e) NODISCARD;

/*
 * Find the buildings that a schedule is for now: those that it names, those of its group, or all
 * that its agent reaches; none if it is for accounts. `agent` owns the schedule.
 */
int schedule_find_buildings(struct database *db, const struct schedule *schedule,
    const struct agent *agent, struct arena *arena, struct building_set *set,
    struct err *e) NODISCARD;

/* The accounts that a schedule is for, each with its present building; in arena. */
struct schedule_account {
	int64_t id;
	const char *number;
	struct building building;
};
int schedule_find_accounts(struct database *db, const struct schedule *schedule,
    struct arena *arena, const struct schedule_account **accounts, size_t *count,
    struct err *e) NODISCARD;

/* Is a schedule for accounts, and not for buildings? */
bool schedule_is_for_accounts(const struct schedule *schedule);

/* A building or an account that only one schedule may bill. */
struct schedule_part {
	int64_t building; /* 0: it is an account */
	int64_t account; /* 0: it is a building */
};

/* Another schedule that bills the same; strings in arena. */
struct schedule_rival {
	const char *what; /* for people: "building C", "account 3001 of building C" */
	const char *name; /* "schedule monthly of alice (monthly on 1)" */
	bool whole; /* it bills all of the building */
};

/*
 * Find another schedule that bills this part, or an account in it; one that bills the whole
 * building comes first. 1, 0, -1. Always 0 for a task that does not bill.
 */
int schedule_find_rival(struct database *db, const struct schedule *schedule,
    const struct schedule_part *part, struct arena *arena, struct schedule_rival *rival,
    struct err *e) NODISCARD;

/*
 * Give a schedule these buildings, or these accounts, and no others. ERR_REJECT by the database if
 * a rival has one of them.
 */
int schedule_hold(struct database *db, const struct schedule *schedule,
    const struct building_set *buildings, const struct account_set *accounts,
    struct err *e) NODISCARD;

/* Take all buildings and accounts away from a schedule. */
int schedule_let_go(struct database *db, const struct schedule *schedule, struct err *e) NODISCARD;

/* ---- when ------------------------------------------------------------------------------------ */

/*
 * The rule of a schedule. NULL with ERR_REJECT if it is not understood. The list must outlive it.
 */
struct recurrence *schedule_recurrence(const struct schedule *schedule,
    const struct holiday_list *holidays, struct err *e) NODISCARD;

/*
 * Call each(context, time) for the occurrences that are not done yet, in order, until it returns
 * false.
 */
void schedule_each(const struct schedule *schedule, const struct recurrence *recurrence,
    bool (*each)(void *context, const struct recurrence_time *time), void *context);

/* Find the next occurrence that is not done; false if there is none. */
bool schedule_next(const struct schedule *schedule, const struct recurrence *recurrence,
    struct recurrence_time *time);

/*
 * The last day that a run bills, by the end rule, if the recurrence has it on `day`; never after
 * `today`, which is the date in the schedule's zone when it runs.
 */
int32_t schedule_end_day(const struct schedule *schedule, int32_t day, int32_t today);

#endif
