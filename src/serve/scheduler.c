#include "serve/scheduler.h"

#include <errno.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "job/change.h"
#include "spool/claim.h"
#include "spool/publish.h"
#include "store/schedule.h"
#include "store/schedule_drop.h"
#include "standing/calendar.h"

#define NS_PER_S INT64_C(1000000000)
#define LATE_SECONDS 900 /* a run that begins later than this has it in its note */
#define NOT_NOW \
	2 /* of prepare and decide: the machine was in the way, and the next turn looks again */

/* One look at the schedules. */
struct scheduler_look {
	struct scheduler *scheduler;
	struct arena arena;
	int64_t now;
	struct holiday_list holidays;

	/* the schedule under way */
	struct schedule schedule;
	struct recurrence *recurrence;
	struct agent owner;
};

/* The runs that a schedule has missed up to now, and the next one. */
struct schedule_due {
	int64_t now;
	struct recurrence_time latest, next;
	int64_t count; /* up to now */
	bool has_next;
};

/* For schedule_each. */
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
 * Is all of its building another schedule's by now? That one bills it, and *left_out gets a
 * sentence. 1, 0, -1.
 */
static int
is_left_out(struct scheduler_look *t, const struct schedule_part *part, struct buf *left_out,
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
 * The lines of the request that name what it is for: single accounts, and the buildings where they
 * are now. None: nothing is left.
 */
static int
list_accounts(struct scheduler_look *t, struct buf *lines, struct buf *left_out, struct err *e)
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
		 * An account that has moved into a building with a schedule of its own is billed
		 * with it.
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

/* The same for buildings, as it names them; `*` and groups are looked up now. */
static int
list_due_buildings(struct scheduler_look *t, struct buf *lines, struct buf *left_out, struct err *e)
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
		/* Another schedule may have taken one that has joined since. */
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

/* The note of the request: since when it is due, and whether it is late. */
static void
describe_run(const struct scheduler_look *t, const struct recurrence_time *due, int64_t missed,
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

/* The door of the schedule's owner: "" for the operator's. */
static const char *
door_of(const struct scheduler_look *t)
{
	return (t->owner.id == 0 ? "" : t->schedule.agent);
}

/*
 * For claim_free_name: had a request of ours this name? With a database in trouble the answer
 * is yes; the commit will fail too.
 */
static bool
was_dropped(void *context, const char *name)
{
	const struct scheduler_look *t = context;
	struct err e = { 0 };

	return (schedule_drop_is_named(t->scheduler->db, door_of(t), name, &e) != 0);
}

/*
 * The name of a request: that of the schedule and the wall clock's time. It replaces nothing that
 * lies in the door, be it somebody's own file, or a run of the same minute that was asked for out
 * of turn.
 */
static const char *
name_of(struct scheduler_look *t, int64_t at)
{
	const char *folder = t->owner.id == 0
	    ? "requests"
	    : arena_printf(&t->arena, "requests/%s", t->schedule.agent);
	char text[RECURRENCE_TEXT_SIZE];
	const char *copy;
	char *name;

	/* "2026-11-01 06:00" -> "20261101-0600" */
	(void)recurrence_format(t->recurrence, at, text);
	name = claim_free_name(t->scheduler->spool, folder,
	    arena_printf(&t->arena, "%s-%.4s%.2s%.2s-%.2s%.2s.req", t->schedule.name, text,
		text + 5, text + 8, text + 11, text + 14),
	    was_dropped, t);
	copy = arena_string(&t->arena, name);
	free(name);
	return (copy);
}

/* Make the request a debt. */
static int
owe_drop(struct scheduler_look *t, const struct recurrence_time *due, const char *lines,
    const char *note, struct err *e)
{
	const struct schedule *s = &t->schedule;
	char end[DATE_ISO_SIZE], sha256[HASH_HEX_SIZE];
	const char *content = arena_printf(&t->arena,
	    "; from schedule %s of %s\n[run]\ntype = %s\n%send_date = %s\nnote = %s\n", s->name,
	    s->agent, s->task, lines,
	    date_format(schedule_end_day(s, due->day, clock_today()), end), note);
	const char *name = name_of(t, due->at);

	hash_bytes(content, strlen(content), sha256);
	t->schedule.last_name = name;
	log_event("scheduled", "agent", s->agent, "schedule", s->name, "request", name, "note",
	    note, NULL);
	return (schedule_drop_add(t->scheduler->db,
	    &(struct schedule_drop){ door_of(t), name, sha256, content }, s->id, due->at, e));
}

/* Drop the request of one occurrence. */
static int
drop_request(struct scheduler_look *t, const struct recurrence_time *due, int64_t missed,
    struct err *e)
{
	struct buf lines = BUF_EMPTY, note = BUF_EMPTY, left_out = BUF_EMPTY;
	char at[RECURRENCE_TEXT_SIZE];
	int rc = schedule_is_for_accounts(&t->schedule)
	    ? list_accounts(t, &lines, &left_out, e)
	    : list_due_buildings(t, &lines, &left_out, e);

	describe_run(t, due, missed, &note);
	buf_add_string(&note, buf_text(&left_out));
	(void)recurrence_format(t->recurrence, due->at, at);
	t->schedule.last_text = arena_printf(&t->arena, "%s %s%s%s", at, t->schedule.zone,
	    lines.length == 0                     ? ": nothing was left to bill."
		: t->now - due->at > LATE_SECONDS ? ", late"
						  : "",
	    lines.length == 0 ? buf_text(&left_out) : "");
	if (rc == 0 && lines.length > 0)
		rc = owe_drop(t, due, buf_text(&lines), buf_text(&note), e);
	buf_release(&lines);
	buf_release(&note);
	buf_release(&left_out);
	return (rc);
}

/* ---- one schedule ---------------------------------------------------------------------------- */

/* A schedule that cannot run any more is paused, with the reason where its last run was. */
static void
stop_schedule(struct scheduler_look *t, const struct err *why)
{
	log_event("schedule-stopped", "agent", t->schedule.agent, "schedule", t->schedule.name,
	    "reason", why->text, NULL);
	t->schedule.state = "PAUSED";
	t->schedule.next_text = "";
	t->schedule.run_at = t->schedule.next_at = 0;
	t->schedule.last_text = arena_printf(&t->arena, "stopped: %s", why->text);
}

/* The next turn may work: what keeps a schedule from running must not keep others from their bills.
 */
static void
put_off(const char *event, struct err *why)
{
	log_event(event, "reason", why->text, NULL);
	err_clear(why);
}

/*
 * Its rule, and its owner. 1, 0 with e if it cannot run, NOT_NOW with e if the machine keeps its
 * rule from being worked out, -1.
 */
static int
prepare_schedule(struct scheduler_look *t, struct err *e)
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

/* When it will run next, or that it never will again. */
static int
set_next(struct scheduler_look *t, const struct schedule_due *due, struct err *e)
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

/* Drop what is due of it. */
static int
run_schedule(struct scheduler_look *t, struct err *e)
{
	struct schedule_due due = { .now = t->now };
	struct recurrence_time asked = { t->schedule.run_at,
		recurrence_day(t->recurrence, t->schedule.run_at) };

	if (t->schedule.run_at != 0) {
		if (drop_request(t, &asked, 0, e) != 0)
			return (-1);
		t->schedule.run_at = 0;
	}
	if (strcmp(t->schedule.state, "ACTIVE") != 0)
		return (0);
	schedule_each(&t->schedule, t->recurrence, on_due_time, &due);
	if (due.count > 0) {
		if (drop_request(t, &due.latest, due.count - 1, e) != 0)
			return (-1);
		t->schedule.last_at = due.latest.at;
		t->schedule.last_day = due.latest.day;
	}
	return (set_next(t, &due, e));
}

/* Look at one. It is only written if it has changed, so that a look costs no commit. */
static int
look_at_schedule(struct scheduler_look *t, int64_t id, bool *changed, struct err *e)
{
	struct database *db = t->scheduler->db;
	struct schedule before;
	int rc = schedule_load(db, id, &t->arena, &t->schedule, e);

	if (rc != 1)
		return (rc);
	before = t->schedule;
	rc = prepare_schedule(t, e);
	if (rc == NOT_NOW)
		put_off("schedule-waits", e);
	else if (rc == 1)
		rc = run_schedule(t, e) == 0 ? 1 : -1;
	else if (rc == 0)
		stop_schedule(t, e);
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

/* In an open transaction: all that have something to do; at first, all. */
static int
look_at_all(struct scheduler_look *t, bool *changed, struct err *e)
{
	struct scheduler *s = t->scheduler;
	const int64_t *ids;
	size_t count, i;

	if ((s->begun ? schedule_waiting(s->db, t->now, &t->arena, &ids, &count, e)
		      : schedule_list(s->db, &t->arena, &ids, &count, e)) != 0)
		return (-1);
	for (i = 0; i < count; i++)
		if (look_at_schedule(t, ids[i], changed, e) != 0)
			return (-1);
	return (0);
}

/* Decide what is due: one commit. 0, NOT_NOW, -1. */
static int
decide_due(struct scheduler *s, bool *changed, struct err *e)
{
	struct scheduler_look t = {
		.scheduler = s, .arena = ARENA_EMPTY, .now = clock_now_ns() / NS_PER_S
	};
	struct err bad = { 0 };
	bool later = false;
	int rc;

	/*
	 * A list of holidays that somebody has to correct must not stop the billing; one that the
	 * machine cannot read now may be right.
	 */
	if (calendar_holidays(s->spool, s->settings, &t.arena, &t.holidays, &bad) != 0) {
		later = bad.kind == ERR_RETRY && bad.errnum != EACCES && bad.errnum != ELOOP;
		put_off("holidays-not-read", &bad);
		t.holidays = (struct holiday_list){ NULL, 0 };
	}
	rc = later ? NOT_NOW : database_begin(s->db, e);
	if (rc == 0 &&
	    ((rc = look_at_all(&t, changed, e)) != 0 || (rc = database_commit(s->db, e)) != 0))
		database_rollback(s->db);
	arena_release(&t.arena);
	return (rc);
}

/* Pay one debt: the file, then the mark. A file that cannot be written now stays owed. */
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

/* Pay all that is owed. */
static int
pay_drops(struct scheduler *s, bool *dropped, struct err *e)
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

/* Is there something to decide? */
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
	if (waiting < 0 || (waiting > 0 && (rc = decide_due(s, &changed, e)) < 0) ||
	    pay_drops(s, dropped, e) != 0)
		return (-1);
	s->begun = s->begun || rc == 0;

	/* People subscribe to the calendar; a day later it reaches a day further. */
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
