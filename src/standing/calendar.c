#include "standing/calendar.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "schedule/ical.h"
#include "spool/publish.h"

#define NS_PER_S INT64_C(1000000000)
#define HOLIDAY_BYTES ((size_t)1 << 20)
#define ICS_DAYS 400 /* shown in advance */
#define ICS_MOST 100 /* of one schedule */

int
calendar_holidays(const struct spool *spool, const struct settings *settings, struct arena *arena,
    struct holiday_list *holidays, struct err *e)
{
	struct buf text = BUF_EMPTY;
	int rc;

	*holidays = (struct holiday_list){ NULL, 0 };
	if (settings->holidays[0] == '\0')
		return (0);
	rc = publish_read(spool, FOLDER_ROOT, settings->holidays, HOLIDAY_BYTES, &text, e);
	if (rc != 0 && e->kind == ERR_REJECT) {
		/* Not there: nobody has holidays. */
		err_clear(e);
		rc = 0;
	} else if (rc == 0 && (rc = holiday_parse(buf_text(&text), arena, holidays, e)) != 0) {
		(void)err_context(e, "%s", settings->holidays);
	}
	buf_release(&text);
	return (rc);
}

/* Entries while they are gathered. */
struct gathering {
	const struct calendar_span *span;
	struct arena *arena;
	struct calendar_entry *entries;
	size_t count, room;

	/* of the schedule under way */
	const struct schedule *schedule;
	const struct recurrence *recurrence;
	size_t before;
};

/* For schedule_each: one run to come. */
static bool
on_coming_run(void *context, const struct recurrence_time *time)
{
	struct gathering *g = context;
	char local[RECURRENCE_TEXT_SIZE];
	int32_t then = clock_day(time->at);

	if (time->at > g->span->until || g->count - g->before >= g->span->most)
		return (false);
	g->entries = arena_grow(g->arena, g->entries, g->count, &g->room, sizeof(*g->entries));
	g->entries[g->count++] = (struct calendar_entry){ .at = time->at,
		.day = time->day,
		.schedule = g->schedule,
		.end_day = schedule_end_day(g->schedule, time->day,
		    then > g->span->today ? then : g->span->today),
		.local =
		    arena_string(g->arena, recurrence_format(g->recurrence, time->at, local)) };
	return (true);
}

/* All runs of one schedule. */
static int
add_schedule(struct gathering *g, struct database *db, int64_t id,
    const struct holiday_list *holidays, struct err *e)
{
	struct schedule *schedule = arena_new(g->arena, 1, sizeof(*schedule));
	struct recurrence *recurrence;
	int rc = schedule_load(db, id, g->arena, schedule, e);

	if (rc != 1 || strcmp(schedule->state, "ACTIVE") != 0)
		return (rc < 0 ? -1 : 0);
	recurrence = schedule_recurrence(schedule, holidays, e);
	if (recurrence == NULL)
		return (err_context(e, "schedule %s of %s", schedule->name, schedule->agent));
	g->schedule = schedule;
	g->recurrence = recurrence;
	g->before = g->count;
	schedule_each(schedule, recurrence, on_coming_run, g);
	recurrence_free(recurrence);
	return (0);
}

/* For qsort: by moment, then by agent and name. */
static int
compare_entries(const void *a, const void *b)
{
	const struct calendar_entry *x = a, *y = b;
	int names;

	if (x->at != y->at)
		return (x->at < y->at ? -1 : 1);
	names = strcmp(x->schedule->agent, y->schedule->agent);
	return (names != 0 ? names : strcmp(x->schedule->name, y->schedule->name));
}

int
calendar_gather(struct database *db, const struct holiday_list *holidays,
    const struct calendar_span *span, struct arena *arena, const struct calendar_entry **entries,
    size_t *count, struct err *e)
{
	struct gathering g = { .span = span, .arena = arena };
	const int64_t *ids;
	size_t schedules, i;

	if (schedule_list(db, arena, &ids, &schedules, e) != 0)
		return (-1);
	for (i = 0; i < schedules; i++)
		if (add_schedule(&g, db, ids[i], holidays, e) != 0)
			return (-1);
	if (g.count > 0)
		qsort(g.entries, g.count, sizeof(*g.entries), compare_entries);
	*entries = g.entries;
	*count = g.count;
	return (0);
}

/*
 * A run as an event. Its id is the same each time the file is written, so that a calendar moves it
 * and does not double it.
 */
static struct ical_event
event_of(const struct calendar_entry *entry, struct arena *arena)
{
	const struct schedule *s = entry->schedule;
	char day[DATE_ISO_SIZE], end[DATE_ISO_SIZE];

	return ((struct ical_event){ .at = entry->at,
	    .id = arena_printf(arena, "%s-%s-%s@billspool", s->agent, s->name,
		date_format(entry->day, day)),
	    .title = arena_printf(arena, "%s: %s",
		strcmp(s->task, "daily") == 0 ? "DAILY Transaction Run" : "Transactions",
		s->covers),
	    .text = arena_printf(arena, "Schedule %s of %s (%s): %s %s.\nBills up to %s.", s->name,
		s->agent, s->occurs, entry->local, s->zone, date_format(entry->end_day, end)) });
}

/* Everything but giving back the arena. */
static int
write_calendar(const struct spool *spool, struct database *db, const struct settings *settings,
    struct arena *arena, struct err *e)
{
	int64_t now = clock_now_ns() / NS_PER_S;
	const struct calendar_span span = { now + ICS_DAYS * INT64_C(86400), ICS_MOST,
		clock_today() };
	const struct calendar_entry *entries;
	struct holiday_list holidays;
	struct ical_event *events;
	struct buf text = BUF_EMPTY;
	size_t count, i;
	int rc;

	if (calendar_holidays(spool, settings, arena, &holidays, e) != 0 ||
	    calendar_gather(db, &holidays, &span, arena, &entries, &count, e) != 0)
		return (-1);
	events = arena_new(arena, count + 1, sizeof(*events));
	for (i = 0; i < count; i++)
		events[i] = event_of(&entries[i], arena);
	ical_calendar(events, count, now, &text);
	rc = publish_quick(spool, FOLDER_STATUS, "schedule.ics", buf_text(&text), text.length, e);
	buf_release(&text);
	return (rc);
}

int
calendar_write(const struct spool *spool, struct database *db, const struct settings *settings,
    struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	int rc = write_calendar(spool, db, settings, &arena, e);

	arena_release(&arena);
	return (rc);
}
