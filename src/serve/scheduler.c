#include "serve/scheduler.h"

#include <errno.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "job/change.h"
#include "spool/free_name.h"
#include "spool/publish.h"
#include "store/schedule.h"
#include "store/schedule_drop.h"
#include "standing/calendar.h"

#define NS_PER_S INT64_C(1000000000)
#define LATE_SECONDS 900 /* if a run begins later than this, its note has that */
#define NOT_NOW 2 /* a result of prepare_schedule and decide: the next turn looks again */

/* One look at the schedules. */
struct scheduling {
	struct scheduler *scheduler;
	struct arena arena;
	int64_t now;
	struct holiday_list holidays;
	bool no_holidays; /* the list cannot be read, so schedules that depend on it wait */

	/* the schedule that is being looked at */
	struct schedule schedule;
	struct recurrence *recurrence;
	struct agent owner;
};

/* The occurrences of a schedule up to now, and the next one. */
struct schedule_due {
	int64_t now;
	struct recurrence_time latest, next;
	int64_t count; /* number of occurrences up to now */
	bool has_next;
};

/* The callback of schedule_each: count it, or keep it as the next. */
static bool
on_due_time(void *context, const struct recurrence_time *time)
{
	struct schedule_due *due = context;

	if (time->at > due->now) {
		due->next = *time;
		due->has_next = true;
		return (false);
	}
	due->latest = *time;
	due->count++;
	return (true);
}

/* ---- the request ----------------------------------------------------------------------------- */

/*
 * Does another schedule bill the whole building by now? Then this part is left out, and *left_out
 * gets a sentence about it. 1, 0, -1.
 */
static int
is_left_out(struct scheduling *t, const struct schedule_part *part, struct buf *left_out,
    struct err *e)
{
	struct schedule_rival rival;
	int rc = schedule_find_rival(t->scheduler->db, &t->schedule, part, &t->arena, &rival, e);

	if (rc != 1 || !rival.whole)
		return (rc < 0 ? -1 : 0);
	buf_printf(left_out, " Left out: %s which %s bills.",
	    arena_printf(&t->arena, part->account != 0 ? "%s" : "%s,", rival.what), rival.name);
	return (1);
}

/*
 * Write the lines of the request that name its accounts, and the buildings that they are in now. No
 * lines: no account is left.
 */
static int
list_accounts(struct scheduling *t, struct buf *lines, struct buf *left_out, struct err *e)
{
	const struct schedule_account *accounts;
	struct buf numbers = BUF_EMPTY;
	struct building *items;
	size_t count, kept = 0, i;
	int rc =
	    schedule_find_accounts(t->scheduler->db, &t->schedule, &t->arena, &accounts, &count, e);

	items = arena_new(&t->arena, count + 1, sizeof(*items));
	for (i = 0; rc == 0 && i < count; i++) {
		/*
		 * If an account has moved into a building with a schedule of its own, that schedule
		 * bills it.
		 */
		rc = is_left_out(t, &(struct schedule_part){ .account = accounts[i].id }, left_out,
		    e);
		if (rc == 0) {
			buf_printf(&numbers, "%s%s", numbers.length > 0 ? ", " : "",
			    accounts[i].number);
			building_insert(items, &kept, &accounts[i].building);
		}
		rc = rc < 0 ? -1 : 0;
	}
	for (i = 0; rc == 0 && i < kept; i++)
		buf_printf(lines, "%s%s", i > 0 ? ", " : "buildings = ", items[i].code);
	if (rc == 0 && kept > 0)
		buf_printf(lines, "\naccount = %s\n", buf_text(&numbers));
	buf_release(&numbers);
	return (rc);
}

/* Write the line that names the buildings; `*` and groups are looked up now. */
static int
list_buildings(struct scheduling *t, struct buf *lines, struct buf *left_out, struct err *e)
{
	struct database *db = t->scheduler->db;
	const struct account_set none = { NULL, 0 };
	const bool all = strcmp(t->schedule.target, "ALL") == 0;
	struct building_set found, kept;
	struct building *items;
	size_t i, count = 0;
	int rc;

	if (schedule_find_buildings(db, &t->schedule, &t->owner, &t->arena, &found, e) != 0)
		return (-1);
	items = arena_new(&t->arena, found.count + 1, sizeof(*items));
	for (i = 0; i < found.count; i++) {
		/* A building may have joined since that another schedule bills. */
		rc = is_left_out(t, &(struct schedule_part){ .building = found.items[i].id },
		    left_out, e);
		if (rc < 0)
			return (-1);
		if (rc == 0)
			items[count++] = found.items[i];
	}
	kept = (struct building_set){ items, count };
	if (strcmp(t->schedule.target, "NAMED") != 0 &&
	    schedule_hold(db, &t->schedule, &kept, &none, e) != 0)
		return (-1);
	if (count > 0)
		buf_add_string(lines, "buildings = ");
	for (i = 0; i < count && (!all || count < found.count); i++)
		buf_printf(lines, "%s%s", i > 0 ? ", " : "", items[i].code);
	buf_printf(lines, "%s%s", all && count > 0 && count == found.count ? "*" : "",
	    count > 0 ? "\n" : "");
	return (0);
}

/* Write the note of the request: when it was due, and whether it is late. */
static void
describe_run(const struct scheduling *t, const struct recurrence_time *due, int64_t missed,
    struct buf *note)
{
	char at[RECURRENCE_TEXT_SIZE];

	if (t->schedule.run_at == due->at) {
		buf_printf(note, "schedule %s: run now, out of turn.", t->schedule.name);
		return;
	}
	buf_printf(note, "schedule %s: due %s %s.", t->schedule.name,
	    recurrence_format(t->recurrence, due->at, at), t->schedule.zone);
	if (t->now - due->at > LATE_SECONDS)
		buf_printf(note, " Late: billspool was not running then.");
	if (missed > 0)
		buf_printf(note, " %lld earlier %s missed; this one covers %s.", (long long)missed,
		    missed == 1 ? "run was" : "runs were", missed == 1 ? "it" : "them");
}

/* The door of the schedule's owner; "" for the operator. */
static const char *
door_of(const struct scheduling *t)
{
	return (t->owner.id == 0 ? "" : t->schedule.agent);
}

/* The callback of free_name: did a request of ours ever have this name? */
static int
was_used(void *context, const char *name, struct err *e)
{
	const struct scheduling *t = context;

	return (schedule_drop_is_named(t->scheduler->db, door_of(t), name, e));
}

/*
 * Make the name of a request from the schedule's name and the time of the run. It is never the name
 * of a file in the door: of somebody's own file, or of an extra run of the same minute. NULL with e
 * if the database or the door cannot be looked at.
 */
static const char *
name_of(struct scheduling *t, int64_t at, struct err *e)
{
	const char *folder = t->owner.id == 0
	    ? "requests"
	    : arena_printf(&t->arena, "requests/%s", t->schedule.agent);
	char text[RECURRENCE_TEXT_SIZE];
	const char *copy;
	char *name;

	/* turns "2026-11-01 06:00" into "20261101-0600" */
	(void)recurrence_format(t->recurrence, at, text);
	name = free_name(t->scheduler->spool, folder,
	    arena_printf(&t->arena, "%s-%.4s%.2s%.2s-%.2s%.2s.req", t->schedule.name, text,
		text + 5, text + 8, text + 11, text + 14),
	    was_used, t, e);
	if (name == NULL)
		return (NULL);
	copy = arena_string(&t->arena, name);
	free(name);
	return (copy);
}

/* Record the request as a debt. */
static int
owe(struct scheduling *t, const struct recurrence_time *due, const char *lines, const char *note,
    struct err *e)
{
	const struct schedule *s = &t->schedule;
	char end[DATE_ISO_SIZE], sha256[HASH_HEX_SIZE];
	const char *content = arena_printf(&t->arena,
	    "; from schedule %s of %s\n[run]\ntype = %s\n%send_date = %s\nnote = %s\n", s->name,
	    s->agent, s->task, lines,
	    date_format(schedule_end_day(s, due->day, clock_today()), end), note);
	const char *name = name_of(t, due->at, e);

	if (name == NULL)
		return (-1);
	hash_bytes(content, strlen(content), sha256);
	t->schedule.last_name = name;
	log_event("scheduled", "agent", s->agent, "schedule", s->name, "request", name, "note",
	    note, NULL);
	return (schedule_drop_add(t->scheduler->db,
	    &(struct schedule_drop){ door_of(t), name, sha256, content }, s->id, due->at, e));
}

/* Drop the request of one occurrence. */
static int
drop_run(struct scheduling *t, const struct recurrence_time *due, int64_t missed, struct err *e)
{
	struct buf lines = BUF_EMPTY, note = BUF_EMPTY, left_out = BUF_EMPTY;
	char at[RECURRENCE_TEXT_SIZE];
	int rc = schedule_is_for_accounts(&t->schedule) ? list_accounts(t, &lines, &left_out, e)
							: list_buildings(t, &lines, &left_out, e);

	describe_run(t, due, missed, &note);
	buf_add_string(&note, buf_text(&left_out));
	(void)recurrence_format(t->recurrence, due->at, at);
	t->schedule.last_text = arena_printf(&t->arena, "%s %s%s%s", at, t->schedule.zone,
	    lines.length == 0                     ? ": nothing was left to bill."
		: t->now - due->at > LATE_SECONDS ? ", late"
						  : "",
	    lines.length == 0 ? buf_text(&left_out) : "");
	if (rc == 0 && lines.length > 0)
		rc = owe(t, due, buf_text(&lines), buf_text(&note), e);
	buf_release(&lines);
	buf_release(&note);
	buf_release(&left_out);
	return (rc);
}

/* ---- one schedule ---------------------------------------------------------------------------- */

/* Pause a schedule that cannot run any more, and store the reason. */
static void
stop(struct scheduling *t, const struct err *why)
{
	log_event("schedule-stopped", "agent", t->schedule.agent, "schedule", t->schedule.name,
	    "reason", why->text, NULL);
	t->schedule.state = "PAUSED";
	t->schedule.next_text = "";
	t->schedule.run_at = t->schedule.next_at = 0;
	t->schedule.last_text = arena_printf(&t->arena, "stopped: %s", why->text);
}

/* Leave a schedule to the next turn: trouble with one must not keep the others from running. */
static void
put_off(const char *event, struct err *why)
{
	log_event(event, "reason", why->text, NULL);
	err_clear(why);
}

/*
 * Find the owner of a schedule, and read its rule. 1, 0 with e if it cannot run, NOT_NOW with e if
 * the machine has a fault just now, -1.
 */
static int
prepare_schedule(struct scheduling *t, struct err *e)
{
	int rc = 1;

	t->recurrence = NULL;
	t->owner = agent_operator();
	if (strcmp(t->schedule.agent, "operator") != 0)
		rc = agent_find(t->scheduler->db, t->schedule.agent, &t->arena, &t->owner, e);
	if (rc == 0)
		(void)err_reject(e, "nobody called %s is known here any more", t->schedule.agent);
	if (rc != 1)
		return (rc);
	t->recurrence = schedule_recurrence(&t->schedule, &t->holidays, e);
	return (t->recurrence != NULL ? 1 : e->kind == ERR_REJECT ? 0 : NOT_NOW);
}

/* Set when it runs next, or end it if it never will. */
static int
set_next(struct scheduling *t, const struct schedule_due *due, struct err *e)
{
	char at[RECURRENCE_TEXT_SIZE];

	t->schedule.next_at = due->has_next ? due->next.at : 0;
	t->schedule.next_text = "";
	if (due->has_next) {
		t->schedule.next_text = arena_printf(&t->arena, "%s %s",
		    recurrence_format(t->recurrence, due->next.at, at), t->schedule.zone);
		return (0);
	}
	t->schedule.state = "ENDED";
	return (schedule_let_go(t->scheduler->db, &t->schedule, e));
}

/* Drop the runs of a schedule that are due. */
static int
run_schedule(struct scheduling *t, struct err *e)
{
	struct schedule_due due = { .now = t->now };
	struct recurrence_time asked = { t->schedule.run_at,
		recurrence_day(t->recurrence, t->schedule.run_at) };

	if (t->schedule.run_at != 0) {
		if (drop_run(t, &asked, 0, e) != 0)
			return (-1);
		t->schedule.run_at = 0;
	}
	if (strcmp(t->schedule.state, "ACTIVE") != 0)
		return (0);
	schedule_each(&t->schedule, t->recurrence, on_due_time, &due);
	if (due.count > 0) {
		if (drop_run(t, &due.latest, due.count - 1, e) != 0)
			return (-1);
		t->schedule.last_at = due.latest.at;
		t->schedule.last_day = due.latest.day;
	}
	return (set_next(t, &due, e));
}

/*
 * Does this schedule have to wait until the list of holidays is corrected? Else it might run on a
 * holiday.
 */
static bool
waits_for_holidays(const struct scheduling *t)
{
	return (t->no_holidays && strcmp(t->schedule.shift, SCHEDULE_SHIFTS[SHIFT_NONE]) != 0);
}

/* Look at one schedule. It is written only if it has changed, so that a look costs no commit. */
static int
look_at(struct scheduling *t, int64_t id, bool *changed, struct err *e)
{
	struct database *db = t->scheduler->db;
	struct schedule before;
	int rc = schedule_load(db, id, &t->arena, &t->schedule, e);

	if (rc != 1)
		return (rc);
	if (waits_for_holidays(t))
		return (0);
	before = t->schedule;
	rc = prepare_schedule(t, e);
	if (rc == NOT_NOW)
		put_off("schedule-waits", e);
	else if (rc == 1)
		rc = run_schedule(t, e) == 0 ? 1 : -1;
	else if (rc == 0)
		stop(t, e);
	recurrence_free(t->recurrence);
	if (rc < 0)
		return (-1);
	err_clear(e);
	if (t->schedule.next_at == before.next_at && t->schedule.run_at == before.run_at &&
	    strcmp(t->schedule.state, before.state) == 0)
		return (0);
	*changed = true;
	return (schedule_save(db, &t->schedule, e));
}

/* ---- all ------------------------------------------------------------------------------------- */

/*
 * In a transaction that is open: look at all schedules that have something to do; at first, at all.
 */
static int
look_at_all(struct scheduling *t, bool *changed, struct err *e)
{
	struct scheduler *s = t->scheduler;
	const int64_t *ids;
	size_t count, i;

	if ((s->begun ? schedule_waiting(s->db, t->now, &t->arena, &ids, &count, e)
		      : schedule_list(s->db, &t->arena, &ids, &count, e)) != 0)
		return (-1);
	for (i = 0; i < count; i++)
		if (look_at(t, ids[i], changed, e) != 0)
			return (-1);
	return (0);
}

/* Read the list of holidays. If it cannot be read, log that once. */
static void
read_holidays(struct scheduling *t)
{
	struct scheduler *s = t->scheduler;
	struct err bad = { 0 };

	t->no_holidays =
	    calendar_holidays(s->spool, s->settings, &t->arena, &t->holidays, &bad) != 0;
	if (t->no_holidays && !s->no_holidays)
		log_event("holidays-not-read", "reason", bad.text, NULL);
	s->no_holidays = t->no_holidays;
}

/* Find the schedules that are due, and record their requests in one commit. 0, NOT_NOW, -1. */
static int
decide(struct scheduler *s, bool *changed, struct err *e)
{
	struct scheduling t = {
		.scheduler = s, .arena = ARENA_EMPTY, .now = clock_now_ns() / NS_PER_S
	};
	int rc;

	read_holidays(&t);
	rc = database_begin(s->db, e);
	if (rc == 0 &&
	    ((rc = look_at_all(&t, changed, e)) != 0 || (rc = database_commit(s->db, e)) != 0))
		database_rollback(s->db);
	arena_release(&t.arena);
	return (rc == 0 && t.no_holidays ? NOT_NOW : rc);
}

/* Pay one debt: write the file, then mark it. A file that cannot be written now stays owed. */
static int
pay_drop(struct scheduler *s, const struct schedule_drop *owed, struct err *e)
{
	struct buf path = BUF_EMPTY;
	struct err bad = { 0 };
	int rc = 0;

	buf_printf(&path, "%s%s%s", owed->door, owed->door[0] != '\0' ? "/" : "", owed->name);
	if (publish_file(s->spool, FOLDER_REQUESTS, buf_text(&path), owed->content,
		strlen(owed->content), &bad) != 0)
		log_event("not-dropped", "request", owed->name, "reason", bad.text, NULL);
	else
		rc = schedule_drop_paid(s->db, owed, e);
	buf_release(&path);
	return (rc);
}

/* Pay all debts: write the requests that are owed. */
static int
pay(struct scheduler *s, bool *dropped, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	const struct schedule_drop *owed;
	size_t count, i;
	int rc = schedule_drop_owed(s->db, &arena, &owed, &count, e);

	for (i = 0; rc == 0 && i < count; i++)
		rc = pay_drop(s, &owed[i], e);
	*dropped = count > 0;
	arena_release(&arena);
	return (rc);
}

/* Does any schedule have something to do? */
static int
is_waiting(struct scheduler *s, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	const int64_t *ids;
	size_t count;
	int rc = schedule_waiting(s->db, clock_now_ns() / NS_PER_S, &arena, &ids, &count, e);

	arena_release(&arena);
	return (rc != 0 ? -1 : count > 0);
}

int
scheduler_turn(struct scheduler *s, bool *dropped, struct err *e)
{
	struct err bad = { 0 };
	bool changed = false;
	int waiting = s->begun ? is_waiting(s, e) : 1, rc = 0;

	*dropped = false;
	if (waiting < 0 || (waiting > 0 && (rc = decide(s, &changed, e)) < 0) ||
	    pay(s, dropped, e) != 0)
		return (-1);
	s->begun = s->begun || rc == 0;

	/*
	 * People subscribe to the calendar: write it again each day, so that it goes a day further.
	 */
	if (s->written && !changed && s->day == clock_today())
		return (0);
	if (calendar_write(s->spool, s->db, s->settings, &bad) != 0)
		log_event("calendar-not-written", "reason", bad.text, NULL);
	s->written = bad.kind != ERR_RETRY;
	s->day = clock_today();
	return (0);
}

int
scheduler_next_ms(struct scheduler *s, int most)
{
	struct err e = { 0 };
	int64_t at, ms;

	if (schedule_next_at(s->db, &at, &e) != 1)
		return (most);
	ms = (at * NS_PER_S - clock_now_ns()) / 1000000;
	return (ms < 0 ? 0 : ms < most ? (int)ms + 1 : most);
}

void
scheduler_heard(struct scheduler *s, const char *type)
{
	if ((change_of(type) & JOB_CHANGES_SCHEDULES) != 0)
		s->written = false;
}
