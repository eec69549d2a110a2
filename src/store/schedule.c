#include "store/schedule.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/memory.h"

const char *const SCHEDULE_TASKS[] = { "daily", "transactions", NULL };
const char *const SCHEDULE_SHIFTS[] = { "none", "next", "previous", NULL };
const char *const SCHEDULE_END_RULES[] = { "day before", "same day", "last month", NULL };

/* Columns of SCHEDULE_COLUMNS. */
enum {
	ID,
	AGENT,
	NAME,
	TASK,
	TARGET,
	GROUP,
	OCCURS,
	ZONE,
	SHIFT,
	END_RULE,
	START,
	STATE,
	LAST_AT,
	LAST_DAY,
	NEXT_AT,
	RUN_AT,
	NEXT_TEXT,
	LAST_TEXT,
	LAST_NAME,
	COVERS
};

/* Take over the row that a query stands on, if there is one. */
static int
read_row(struct database *db, enum statement id, struct arena *arena, struct schedule *s,
    struct err *e)
{
	const struct {
		const char **field;
		int column;
	} texts[] = { { &s->agent, AGENT }, { &s->name, NAME }, { &s->task, TASK },
		{ &s->target, TARGET }, { &s->group, GROUP }, { &s->occurs, OCCURS },
		{ &s->zone, ZONE }, { &s->shift, SHIFT }, { &s->end_rule, END_RULE },
		{ &s->state, STATE }, { &s->next_text, NEXT_TEXT }, { &s->last_text, LAST_TEXT },
		{ &s->last_name, LAST_NAME }, { &s->covers, COVERS } };
	int rc = database_step(db, id, e);
	size_t i;

	if (rc != 1)
		return (rc);
	for (i = 0; i < LENGTH(texts); i++)
		*texts[i].field = arena_string(arena, database_text(db, id, texts[i].column));
	s->id = database_int(db, id, ID);
	s->start = database_day(db, id, START);
	s->last_at = database_int(db, id, LAST_AT);
	s->last_day = database_day(db, id, LAST_DAY);
	s->next_at = database_int(db, id, NEXT_AT);
	s->run_at = database_int(db, id, RUN_AT);
	database_done(db, id);
	return (1);
}

int
schedule_find(struct database *db, const char *agent, const char *name, struct arena *arena,
    struct schedule *schedule, struct err *e)
{
	if (database_query(db, SQL_SCHEDULE_FIND, e, "ss", agent, name) != 0)
		return (-1);
	return (read_row(db, SQL_SCHEDULE_FIND, arena, schedule, e));
}

int
schedule_load(struct database *db, int64_t id, struct arena *arena, struct schedule *schedule,
    struct err *e)
{
	if (database_query(db, SQL_SCHEDULE_LOAD, e, "i", id) != 0)
		return (-1);
	return (read_row(db, SQL_SCHEDULE_LOAD, arena, schedule, e));
}

int
schedule_save(struct database *db, struct schedule *s, struct err *e)
{
	if (database_run(db, SQL_SCHEDULE_SAVE, e, "sssssssssdsidiisss", s->agent, s->name, s->task,
		s->target, s->group, s->occurs, s->zone, s->shift, s->end_rule, s->start, s->state,
		s->last_at, s->last_day, s->next_at, s->run_at, s->next_text, s->last_text,
		s->last_name) != 0)
		return (-1);
	return (database_number(db, SQL_SCHEDULE_ID, &s->id, e, "ss", s->agent, s->name) < 0 ? -1
											     : 0);
}

/* Gather the ids of a query that has begun. */
static int
gather_ids(struct database *db, enum statement id, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e)
{
	int64_t *found = NULL;
	size_t room = 0;
	int rc;

	*count = 0;
	while ((rc = database_step(db, id, e)) == 1) {
		found = arena_grow(arena, found, *count, &room, sizeof(*found));
		found[(*count)++] = database_int(db, id, 0);
	}
	*ids = found;
	return (rc);
}

int
schedule_list(struct database *db, struct arena *arena, const int64_t **ids, size_t *count,
    struct err *e)
{
	if (database_query(db, SQL_SCHEDULE_ALL, e, "") != 0)
		return (-1);
	return (gather_ids(db, SQL_SCHEDULE_ALL, arena, ids, count, e));
}

int
schedule_waiting(struct database *db, int64_t now, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e)
{
	if (database_query(db, SQL_SCHEDULE_WAITING, e, "i", now) != 0)
		return (-1);
	return (gather_ids(db, SQL_SCHEDULE_WAITING, arena, ids, count, e));
}

/* ---- buildings ------------------------------------------------------------------------------- */

/* Gather the buildings of a query that has begun: id, code. */
static int
gather_buildings(struct database *db, enum statement id, struct arena *arena,
    struct building_set *set, struct err *e)
{
	struct building *items = NULL;
	size_t room = 0, count = 0;
	int rc;

	while ((rc = database_step(db, id, e)) == 1) {
		items = arena_grow(arena, items, count, &room, sizeof(*items));
		items[count].id = database_int(db, id, 0);
		items[count++].code = arena_string(arena, database_text(db, id, 1));
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
	if (strcmp(s->target, "GROUP") == 0) {
		if (database_query(db, SQL_GROUP_BUILDINGS, e, "iids",
			(int64_t)agent->all_buildings, agent->id, clock_today(), s->group) != 0)
			return (-1);
		return (gather_buildings(db, SQL_GROUP_BUILDINGS, arena, set, e));
	}
	if (database_query(db, SQL_SCHEDULE_BUILDINGS, e, "i", s->id) != 0)
		return (-1);
	return (gather_buildings(db, SQL_SCHEDULE_BUILDINGS, arena, set, e));
}

int
schedule_find_accounts(struct database *db, const struct schedule *s, struct arena *arena,
    const struct schedule_account **accounts, size_t *count, struct err *e)
{
	const enum statement id = SQL_SCHEDULE_ACCOUNTS;
	struct schedule_account *found = NULL;
	size_t room = 0;
	int rc;

	*count = 0;
	if (database_query(db, id, e, "i", s->id) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		found = arena_grow(arena, found, *count, &room, sizeof(*found));
		found[(*count)++] = (struct schedule_account){ .id = database_int(db, id, 0),
			.number = arena_string(arena, database_text(db, id, 1)),
			.building = { database_int(db, id, 2),
			    arena_string(arena, database_text(db, id, 3)) } };
	}
	*accounts = found;
	return (rc);
}

bool
schedule_is_for_accounts(const struct schedule *s)
{
	return (strcmp(s->target, "ACCOUNTS") == 0);
}

/* Does it issue invoices? */
static bool
bills(const struct schedule *s)
{
	return (strcmp(s->task, "daily") == 0);
}

/* What is billed already, of the row that the query stands on. */
static void
describe_part(struct database *db, const struct schedule_part *part, struct arena *arena,
    struct schedule_rival *rival)
{
	const enum statement id = SQL_SCHEDULE_RIVAL;
	const char *account = database_text(db, id, 4), *building = database_text(db, id, 5),
		   *asked = database_text(db, id, 6);

	rival->whole = account[0] == '\0';
	if (rival->whole)
		rival->what = part->account == 0
		    ? arena_printf(arena, "building %s", building)
		    : arena_printf(arena, "building %s, and with it account %s,", building, asked);
	else
		rival->what = part->account != 0
		    ? arena_printf(arena, "account %s", account)
		    : arena_printf(arena, "account %s of building %s", account, building);
}

int
schedule_find_rival(struct database *db, const struct schedule *s, const struct schedule_part *part,
    struct arena *arena, struct schedule_rival *rival, struct err *e)
{
	const enum statement id = SQL_SCHEDULE_RIVAL;
	int rc;

	if (!bills(s))
		return (0);
	if (database_query(db, id, e, "oio", part->building, s->id, part->account) != 0 ||
	    (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		rival->name = arena_printf(arena, "schedule %s of %s (%s%s)",
		    database_text(db, id, 1), database_text(db, id, 0), database_text(db, id, 2),
		    strcmp(database_text(db, id, 3), "PAUSED") == 0 ? ", paused" : "");
		describe_part(db, part, arena, rival);
		database_done(db, id);
	}
	return (rc);
}

int
schedule_let_go(struct database *db, const struct schedule *s, struct err *e)
{
	if (database_run(db, SQL_SCHEDULE_BUILDING_CLEAR, e, "i", s->id) != 0)
		return (-1);
	return (database_run(db, SQL_SCHEDULE_ACCOUNT_CLEAR, e, "i", s->id));
}

int
schedule_hold(struct database *db, const struct schedule *s, const struct building_set *buildings,
    const struct account_set *accounts, struct err *e)
{
	const bool by_account = schedule_is_for_accounts(s);
	size_t i;

	if (schedule_let_go(db, s, e) != 0)
		return (-1);
	for (i = 0; !by_account && i < buildings->count; i++)
		if (database_run(db, SQL_SCHEDULE_BUILDING_ADD, e, "iii", s->id,
			buildings->items[i].id, (int64_t)bills(s)) != 0)
			return (-1);
	for (i = 0; by_account && i < accounts->count; i++)
		if (database_run(db, SQL_SCHEDULE_ACCOUNT_ADD, e, "iii", s->id, accounts->ids[i],
			(int64_t)bills(s)) != 0)
			return (-1);
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

/* Those that are not done, on their way to somebody. */
struct open {
	const struct schedule *schedule;
	bool (*each)(void *context, const struct recurrence_time *time);
	void *context;
};

/*
 * For recurrence_each: leave out the days that are done, should a new holiday have moved one behind
 * its old moment.
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

/* For schedule_next: keep the first. */
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
