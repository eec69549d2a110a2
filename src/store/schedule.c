#include "store/schedule.h"

#include "base/date.h"
#include "base/memory.h"
#include "store/statement.h"

const char *const SCHEDULE_TASKS[] = { "daily", "transactions", NULL };
const char *const SCHEDULE_SHIFTS[] = { "none", "next", "previous", NULL };
const char *const SCHEDULE_END_RULES[] = { "day before", "same day", "last month", NULL };

RECORD(schedule, id, agent, name, task, target, group_code, occurs, zone, shift, end_rule, start,
    state, last_at, last_day, next_at, run_at, next_text, last_text, last_name, covers);

struct schedule_name {
	const char *agent, *name;
};
RECORD(schedule_name, agent, name);

int
schedule_find(struct database *db, const char *agent, const char *name, struct arena *arena,
    struct schedule *schedule, struct err *e)
{
	const struct schedule_name key = { agent, name };

	return (statement_find(db, SCHEDULE_FIND, &key, arena, schedule, e));
}

int
schedule_load(struct database *db, int64_t id, struct arena *arena, struct schedule *schedule,
    struct err *e)
{
	return (statement_find(db, SCHEDULE_LOAD, &(struct by_id){ id }, arena, schedule, e));
}

int
schedule_save(struct database *db, struct schedule *s, struct err *e)
{
	const struct schedule_name key = { s->agent, s->name };

	if (statement_run(db, SCHEDULE_SAVE, s, e) != 0)
		return (-1);
	return (statement_number(db, SCHEDULE_ID, &key, &s->id, e) < 0 ? -1 : 0);
}

/* Ids of schedules, while they are gathered. */
struct id_list {
	struct arena *arena;
	int64_t *ids;
	size_t count, room;
};

static void
add_id(struct id_list *list, int64_t id)
{
	list->ids =
	    arena_grow(list->arena, list->ids, list->count, &list->room, sizeof(*list->ids));
	list->ids[list->count++] = id;
}

int
schedule_list(struct database *db, struct arena *arena, const int64_t **ids, size_t *count,
    struct err *e)
{
	struct id_list list = { .arena = arena };
	struct by_id row;
	int rc;

	*count = 0;
	if (statement_query(db, SCHEDULE_ALL, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, SCHEDULE_ALL, NULL, &row, e)) == 1)
		add_id(&list, row.id);
	*ids = list.ids;
	*count = list.count;
	return (rc);
}

struct schedule_moment {
	int64_t now; /* seconds in UTC */
};
RECORD(schedule_moment, now);

int
schedule_waiting(struct database *db, int64_t now, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e)
{
	struct id_list list = { .arena = arena };
	struct by_id row;
	int rc;

	*count = 0;
	if (statement_query(db, SCHEDULE_WAITING, &(struct schedule_moment){ now }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, SCHEDULE_WAITING, NULL, &row, e)) == 1)
		add_id(&list, row.id);
	*ids = list.ids;
	*count = list.count;
	return (rc);
}

int
schedule_next_at(struct database *db, int64_t *at, struct err *e)
{
	return (statement_number(db, SCHEDULE_NEXT_AT, NO_KEY, at, e));
}

/* ---- buildings ------------------------------------------------------------------------------- */

/* The buildings that a schedule names. */
static int
find_named(struct database *db, const struct schedule *s, struct arena *arena,
    struct building_set *set, struct err *e)
{
	struct building *items = NULL, row;
	size_t room = 0, count = 0;
	int rc;

	if (statement_query(db, SCHEDULE_BUILDINGS, &(struct by_id){ s->id }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, SCHEDULE_BUILDINGS, arena, &row, e)) == 1) {
		items = arena_grow(arena, items, count, &room, sizeof(*items));
		items[count++] = row;
	}
	*set = (struct building_set){ items, count };
	return (rc);
}

int
schedule_find_buildings(struct database *db, const struct schedule *s, const struct agent *agent,
    struct arena *arena, struct building_set *set, struct err *e)
{
	if (strcmp(s->target, "ALL") == 0)
		return (agent_buildings(db, agent, arena, set, e));
	if (strcmp(s->target, "GROUP") == 0)
		return (agent_group_buildings(db, agent, s->group_code, arena, set, e));
	return (find_named(db, s, arena, set, e));
}

struct schedule_account_row {
	int64_t id;
	const char *number;
	int64_t building;
	const char *code; /* code of the building */
};
RECORD(schedule_account_row, id, number, building, code);

int
schedule_find_accounts(struct database *db, const struct schedule *s, struct arena *arena,
    const struct schedule_account **accounts, size_t *count, struct err *e)
{
	struct schedule_account *found = NULL;
	struct schedule_account_row row;
	size_t room = 0;
	int rc;

	*count = 0;
	if (statement_query(db, SCHEDULE_ACCOUNTS, &(struct by_id){ s->id }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, SCHEDULE_ACCOUNTS, arena, &row, e)) == 1) {
		found = arena_grow(arena, found, *count, &room, sizeof(*found));
		found[(*count)++] = (struct schedule_account){
			.id = row.id, .number = row.number, .building = { row.building, row.code }
		};
	}
	*accounts = found;
	return (rc);
}

bool
schedule_is_for_accounts(const struct schedule *s)
{
	return (strcmp(s->target, "ACCOUNTS") == 0);
}

/* Does the schedule issue invoices? */
static bool
bills(const struct schedule *s)
{
	return (strcmp(s->task, "daily") == 0);
}

/* A building or an account that a schedule is for; the other one is 0. */
struct schedule_part_row {
	int64_t schedule, building, account;
	bool bills;
};
RECORD(schedule_part_row, schedule, building, account, bills);

struct schedule_rival_row {
	const char *agent, *name, *occurs;
	bool paused;
	const char *account; /* the account that it bills; "": it bills all of the building */
	const char *building;
	const char *asked; /* the account that was asked about; "" if that was a building */
};
RECORD(schedule_rival_row, agent, name, occurs, paused, account, building, asked);

/* The part that the other schedule bills already, in words. */
static const char *
describe_part(const struct schedule_rival_row *row, struct arena *arena)
{
	if (row->account[0] != '\0')
		return (row->asked[0] != '\0' ? arena_printf(arena, "account %s", row->account)
					      : arena_printf(arena, "account %s of building %s",
						    row->account, row->building));
	return (row->asked[0] == '\0' ? arena_printf(arena, "building %s", row->building)
				      : arena_printf(arena, "building %s, and with it account %s,",
					    row->building, row->asked));
}

int
schedule_find_rival(struct database *db, const struct schedule *s, const struct schedule_part *part,
    struct arena *arena, struct schedule_rival *rival, struct err *e)
{
	const struct schedule_part_row key = {
		.schedule = s->id, .building = part->building, .account = part->account
	};
	struct schedule_rival_row row;
	int rc;

	if (!bills(s))
		return (0);
	rc = statement_find(db, SCHEDULE_RIVAL, &key, arena, &row, e);
	if (rc == 1)
		*rival = (struct schedule_rival){ .what = describe_part(&row, arena),
			.name = arena_printf(arena, "schedule %s of %s (%s%s)", row.name, row.agent,
			    row.occurs, row.paused ? ", paused" : ""),
			.whole = row.account[0] == '\0' };
	return (rc);
}

int
schedule_let_go(struct database *db, const struct schedule *s, struct err *e)
{
	if (statement_run(db, SCHEDULE_BUILDING_CLEAR, &(struct by_id){ s->id }, e) != 0)
		return (-1);
	return (statement_run(db, SCHEDULE_ACCOUNT_CLEAR, &(struct by_id){ s->id }, e));
}

int
schedule_hold(struct database *db, const struct schedule *s, const struct building_set *buildings,
    const struct account_set *accounts, struct err *e)
{
	const bool by_account = schedule_is_for_accounts(s);
	struct schedule_part_row row = { .schedule = s->id, .bills = bills(s) };
	size_t i;

	if (schedule_let_go(db, s, e) != 0)
		return (-1);
	for (i = 0; !by_account && i < buildings->count; i++) {
		row.building = buildings->items[i].id;
		if (statement_run(db, SCHEDULE_BUILDING_ADD, &row, e) != 0)
			return (-1);
	}
	for (i = 0; by_account && i < accounts->count; i++) {
		row.account = accounts->ids[i];
		if (statement_run(db, SCHEDULE_ACCOUNT_ADD, &row, e) != 0)
			return (-1);
	}
	return (0);
}

/* ---- when ------------------------------------------------------------------------------------ */

struct recurrence *
schedule_recurrence(const struct schedule *s, const struct holiday_list *holidays, struct err *e)
{
	struct recurrence_terms terms = {
		.when = s->occurs, .zone = s->zone, .start = s->start, .holidays = *holidays
	};
	size_t i;

	for (i = 0; SCHEDULE_SHIFTS[i] != NULL; i++)
		if (strcmp(s->shift, SCHEDULE_SHIFTS[i]) == 0)
			terms.shift = (enum holiday_shift)i;
	return (recurrence_new(&terms, e));
}

/* The caller's callback, for the occurrences that are not done. */
struct open {
	const struct schedule *schedule;
	bool (*each)(void *context, const struct recurrence_time *time);
	void *context;
};

/*
 * For recurrence_each: leave out the days that are done: a new holiday may have moved one of them
 * to a later moment.
 */
static bool
on_time(void *context, const struct recurrence_time *time)
{
	const struct open *open = context;

	return (time->day <= open->schedule->last_day || open->each(open->context, time));
}

void
schedule_each(const struct schedule *s, const struct recurrence *recurrence,
    bool (*each)(void *context, const struct recurrence_time *time), void *context)
{
	struct open open = { s, each, context };

	recurrence_each(recurrence, s->last_at, on_time, &open);
}

/* For schedule_next: keep the first occurrence and stop. */
static bool
keep_first(void *context, const struct recurrence_time *time)
{
	*(struct recurrence_time *)context = *time;
	return (false);
}

bool
schedule_next(const struct schedule *s, const struct recurrence *recurrence,
    struct recurrence_time *time)
{
	*time = (struct recurrence_time){ .at = INT64_MIN };
	schedule_each(s, recurrence, keep_first, time);
	return (time->at != INT64_MIN);
}

int32_t
schedule_end_day(const struct schedule *s, int32_t day, int32_t today)
{
	int year, month, day_of_month;
	int32_t end = day;

	date_to_ymd(day, &year, &month, &day_of_month);
	if (strcmp(s->end_rule, "day before") == 0)
		end = day - 1;
	else if (strcmp(s->end_rule, "last month") == 0)
		end = day - day_of_month;
	return (end < today ? end : today);
}
