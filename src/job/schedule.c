#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "request/rights.h"
#include "store/schedule_set.h"
#include "standing/calendar.h"
#include "job/work.h"

#define NS_PER_S INT64_C(1000000000)
#define SHOWN_RUNS 5 /* in an answer, the next runs */

/* A request about a schedule, while it is being done. */
struct ordering {
	struct work *work;
	const struct request_schedule *asked;
	struct agent owner;
	struct schedule schedule;
	struct holiday_list holidays;
	int64_t now;
	const char *says; /* words for what was done to it */
};

/* ---- set ------------------------------------------------------------------------------------- */

/* Find the buildings of a schedule, and the accounts in them, that its owner has rights to. */
static int
find_schedule_target(struct ordering *o, struct schedule_order *order, struct err *e)
{
	struct work *w = o->work;
	const struct request_list *list = &w->request.buildings, *accounts = &w->request.accounts;
	const struct request_list all = { .all = true };

	order->terms.group_code = o->asked->group;
	order->terms.target = o->asked->group[0] != '\0' ? "GROUP"
	    : accounts->count > 0                        ? "ACCOUNTS"
	    : list->all                                  ? "ALL"
							 : "NAMED";
	if (o->asked->group[0] == '\0') {
		/* For accounts without buildings, look in all of the owner's buildings. */
		if (rights_buildings(w->db, &o->owner, list->count > 0 ? list : &all, &w->arena,
			&order->buildings, e) != 0)
			return (-1);
		return (rights_accounts(w->db, &o->owner, accounts, &w->arena, &order->buildings,
		    &order->accounts, e));
	}
	if (schedule_find_buildings(w->db, &order->terms, &o->owner, &w->arena, &order->buildings,
		e) != 0)
		return (-1);
	if (order->buildings.count == 0)
		return (err_reject(e,
		    "no building of %s is in the group %s; a building joins one by the column "
		    "building_group of the buildings",
		    o->owner.name, o->asked->group));
	return (0);
}

static int
act_set(struct ordering *o, struct err *e)
{
	const struct request_schedule *asked = o->asked;
	struct work *w = o->work;
	struct schedule_order order = { .terms = { .agent = o->owner.code,
					    .name = asked->name,
					    .task = asked->task,
					    .occurs = asked->occurs,
					    .zone = asked->zone,
					    .shift = asked->shift,
					    .end_rule = asked->end_rule,
					    .start = asked->start },
		.default_zone = w->settings->time_zone,
		.now = o->now };
	bool again;

	if (find_schedule_target(o, &order, e) != 0 ||
	    schedule_set(w->db, &order, &w->arena, &o->schedule, &again, e) != 0)
		return (-1);
	o->says = again ? "is changed" : "is set";
	return (0);
}

/* ---- the other acts -------------------------------------------------------------------------- */

static int
act_pause(struct ordering *o, struct err *e)
{
	if (strcmp(o->schedule.state, "PAUSED") == 0)
		return (err_reject(e, "schedule %s is paused already; act = resume starts it again",
		    o->schedule.name));
	o->schedule.state = "PAUSED";
	o->says = "is paused; act = resume starts it again";
	return (0);
}

/* Runs that were due while it was paused are left out. */
static int
act_resume(struct ordering *o, struct err *e)
{
	if (strcmp(o->schedule.state, "ACTIVE") == 0)
		return (err_reject(e, "schedule %s is not paused", o->schedule.name));
	o->schedule.state = "ACTIVE";
	o->schedule.last_at = o->now > o->schedule.last_at ? o->now : o->schedule.last_at;
	o->says = "is resumed";
	return (0);
}

static int
act_skip(struct ordering *o, struct err *e)
{
	struct recurrence *recurrence;
	struct recurrence_time next;
	char at[RECURRENCE_TEXT_SIZE];
	bool has_next;

	if (strcmp(o->schedule.state, "ACTIVE") != 0)
		return (err_reject(e, "schedule %s is paused, so there is no run to skip",
		    o->schedule.name));
	if ((recurrence = schedule_recurrence(&o->schedule, &o->holidays, e)) == NULL)
		return (-1);
	has_next = schedule_next(&o->schedule, recurrence, &next);
	o->says = arena_printf(&o->work->arena, "skips its run of %s",
	    recurrence_format(recurrence, next.at, at));
	recurrence_free(recurrence);
	if (!has_next)
		return (err_reject(e, "schedule %s has no more runs to skip", o->schedule.name));
	o->schedule.last_at = next.at;
	o->schedule.last_day = next.day;
	return (0);
}

static int
act_run(struct ordering *o, struct err *e)
{
	(void)e;
	o->schedule.run_at = o->now;
	o->says = "runs now";
	return (0);
}

static int
act_end(struct ordering *o, struct err *e)
{
	o->schedule.state = "ENDED";
	o->schedule.run_at = 0;
	o->says = arena_printf(&o->work->arena, "has ended; its %s are free for another",
	    schedule_is_for_accounts(&o->schedule) ? "accounts" : "buildings");
	return (schedule_let_go(o->work->db, &o->schedule, e));
}

static const struct {
	const char *word;
	int (*act)(struct ordering *o, struct err *e);
} ACTS[] = {
	{ "set", act_set },
	{ "pause", act_pause },
	{ "resume", act_resume },
	{ "skip", act_skip },
	{ "run", act_run },
	{ "end", act_end },
};

/* ---- the answer ------------------------------------------------------------------------------ */

/* The next runs, while they are being listed. */
struct showing {
	struct ordering *o;
	const struct recurrence *recurrence;
	struct recurrence_time first;
	size_t count;
	struct buf text;
};

/* The callback of schedule_each: list a run. */
static bool
show_run(void *context, const struct recurrence_time *time)
{
	struct showing *s = context;
	char at[RECURRENCE_TEXT_SIZE], end[DATE_ISO_SIZE];

	if (s->count++ == 0)
		s->first = *time;
	buf_printf(&s->text, "  %s %s, bills up to %s\n",
	    recurrence_format(s->recurrence, time->at, at), s->o->schedule.zone,
	    date_format(schedule_end_day(&s->o->schedule, time->day, clock_day(time->at)), end));
	return (s->count < SHOWN_RUNS);
}

/* Find the next run, for the schedule and for the answer. */
static int
find_next(struct ordering *o, const char **runs, struct err *e)
{
	struct showing showing = { .o = o, .text = BUF_EMPTY };
	struct recurrence *recurrence;
	char at[RECURRENCE_TEXT_SIZE];

	*runs = "";
	o->schedule.next_at = 0;
	o->schedule.next_text = "";
	if (strcmp(o->schedule.state, "ACTIVE") != 0)
		return (0);
	if ((recurrence = schedule_recurrence(&o->schedule, &o->holidays, e)) == NULL)
		return (-1);
	showing.recurrence = recurrence;
	schedule_each(&o->schedule, recurrence, show_run, &showing);
	if (showing.count > 0) {
		o->schedule.next_at = showing.first.at;
		o->schedule.next_text = arena_printf(&o->work->arena, "%s %s",
		    recurrence_format(recurrence, showing.first.at, at), o->schedule.zone);
		*runs = arena_printf(&o->work->arena, "It runs:\n%s", buf_text(&showing.text));
	}
	recurrence_free(recurrence);
	buf_release(&showing.text);
	return (0);
}

/* Write the answer. */
static void
describe_schedule(struct ordering *o, const char *runs, struct work_outcome *outcome)
{
	struct schedule *s = &o->schedule;
	struct arena *arena = &o->work->arena;

	outcome->status = arena_printf(arena, "Finished, schedule %s %s%s%s", s->name, o->says,
	    s->next_text[0] != '\0' ? "; next run " : "", s->next_text);
	outcome->note = arena_printf(arena,
	    "Schedule %s of %s %s.\n%s: %s; %s; business days: %s; bills up to: %s.\n%s", s->name,
	    s->agent, o->says, s->task, s->covers, s->occurs, s->shift, s->end_rule, runs);
}

/* ---- all together ---------------------------------------------------------------------------- */

/* Find the owner of the schedule. */
static int
find_owner(struct ordering *o, struct err *e)
{
	struct work *w = o->work;
	const char *code = o->asked->agent;
	int rc;

	o->owner = w->agent;
	if (code[0] == '\0')
		return (0);
	if (text_equal_nocase(code, "operator"))
		o->owner = agent_operator();
	else if ((rc = agent_find(w->db, code, &w->arena, &o->owner, e)) != 1)
		return (rc < 0
			? -1
			: err_reject(e, "agent = %s: nobody of that name is known here", code));
	return (rights_check_owner(w->db, &w->agent, o->owner.code,
	    arena_printf(&w->arena, "schedule %s", o->asked->name), e));
}

/* Find the stored schedule. */
static int
find_schedule(struct ordering *o, struct err *e)
{
	struct work *w = o->work;
	bool set = strcmp(o->asked->act, "set") == 0;
	int rc = schedule_find(w->db, o->owner.code, o->asked->name, &w->arena, &o->schedule, e);

	if (rc < 0)
		return (-1);
	if (!set && (rc == 0 || strcmp(o->schedule.state, "ENDED") == 0))
		return (err_reject(e,
		    "%s has no schedule %s%s; `billspool schedule list` and the dashboard show "
		    "those that there are",
		    o->owner.name, o->asked->name, rc == 1 ? " any more: it has ended" : ""));
	return (0);
}

/* In a transaction that is open: do the act, find the next run, store the schedule. */
static int
do_act(struct ordering *o, struct work_outcome *outcome, struct err *e)
{
	struct work *w = o->work;
	const char *runs;
	size_t i;

	if (find_owner(o, e) != 0 || find_schedule(o, e) != 0)
		return (-1);
	for (i = 0; i < LENGTH(ACTS); i++)
		if (strcmp(ACTS[i].word, o->asked->act) == 0 && ACTS[i].act(o, e) != 0)
			return (-1);
	if (find_next(o, &runs, e) != 0 || schedule_save(w->db, &o->schedule, e) != 0)
		return (-1);
	describe_schedule(o, runs, outcome);
	return (0);
}

int
work_schedule(struct work *work, struct err *e)
{
	struct ordering o = {
		.work = work, .asked = &work->request.schedule, .now = clock_now_ns() / NS_PER_S
	};
	struct work_outcome outcome = { 0 };

	if (calendar_holidays(work->spool, work->settings, &work->arena, &o.holidays, e) != 0)
		return (-1);
	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    do_act(&o, &outcome, e) != 0)
		return (-1);
	return (work_commit(work, &outcome, e));
}
