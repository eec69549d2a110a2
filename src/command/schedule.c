#include <jansson.h>

#include "command/command.h"
#include "config/app.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "standing/calendar.h"

#define NS_PER_S INT64_C(1000000000)
#define DAY_SECONDS INT64_C(86400)
#define DEFAULT_DAYS 30
#define MOST_DAYS 3660
#define MOST_RUNS 10000 /* of one schedule */

/* The words of the command line. */
struct schedule_wanted {
	bool json;
	bool next;
	int64_t days;
};

static const struct command_option OPTIONS[] = {
	{ "json", 0, NULL, "for programs", COMMAND_FLAG, offsetof(struct schedule_wanted, json), 0,
	    0, false },
};

/* Read a number of days, "90d" or "90". */
static bool
parse_days(const char *text, int64_t *days)
{
	char number[8];
	size_t length = strlen(text);

	if (length >= sizeof(number))
		return (false);
	(void)snprintf(number, sizeof(number), "%s", text);
	if (length > 1 && number[length - 1] == 'd')
		number[length - 1] = '\0';
	return (text_to_int(number, 1, MOST_DAYS, days));
}

/* A moment in UTC as JSON, for programs; null if there is none. */
static json_t *
moment(int64_t at)
{
	char stamp[CLOCK_STAMP_SIZE];

	if (at == 0)
		return (json_null());
	clock_stamp(at * NS_PER_S, stamp);
	return (json_string(stamp));
}

/* Print a list and free it. */
static void
print_json(json_t *list)
{
	char *text = json_dumps(list, JSON_INDENT(1));

	if (text != NULL)
		puts(text);
	free(text);
	json_decref(list);
}

/* Add one schedule to `list`. */
static json_t *
schedule_json(const struct schedule *s)
{
	return (json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:s, s:s}",
	    "agent", s->agent, "schedule", s->name, "state", s->state, "task", s->task, "buildings",
	    s->covers, "when", s->occurs, "time_zone", s->zone, "shift", s->shift, "end_rule",
	    s->end_rule, "next", moment(strcmp(s->state, "ACTIVE") == 0 ? s->next_at : 0),
	    "next_local", s->next_text, "last_local", s->last_text, "last_request", s->last_name));
}

/* Print one schedule for people. */
static void
print_schedule(const struct schedule *s)
{
	printf("%s/%s: %s of %s, %s (%s)%s%s%s%s%s\n", s->agent, s->name, s->task, s->covers,
	    s->occurs, s->zone, strcmp(s->state, "PAUSED") == 0 ? "; paused" : "",
	    s->next_text[0] != '\0' ? "; next " : "", s->next_text,
	    s->last_text[0] != '\0' ? "; last " : "", s->last_text);
}

/* List all schedules that have not ended. */
static int
list(struct app *app, const struct schedule_wanted *wanted, struct arena *arena, struct err *e)
{
	json_t *out = json_array();
	struct schedule s;
	const int64_t *ids;
	size_t count = 0, i;
	int rc = schedule_list(app->db, arena, &ids, &count, e);

	for (i = 0; rc == 0 && i < count; i++) {
		if (schedule_load(app->db, ids[i], arena, &s, e) != 1) {
			rc = -1;
			break;
		}
		if (wanted->json)
			(void)json_array_append_new(out, schedule_json(&s));
		else
			print_schedule(&s);
	}
	if (rc == 0 && wanted->json)
		print_json(out);
	else
		json_decref(out);
	if (rc == 0 && !wanted->json && count == 0)
		puts("There are no schedules. requests/forms/ has a form for one.");
	return (rc);
}

/* Add one run to the list. */
static json_t *
entry_json(const struct calendar_entry *entry)
{
	const struct schedule *s = entry->schedule;
	char end[DATE_ISO_SIZE];

	return (json_pack("{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "at", moment(entry->at),
	    "local", entry->local, "time_zone", s->zone, "agent", s->agent, "schedule", s->name,
	    "task", s->task, "buildings", s->covers, "end_date", date_format(entry->end_day, end)));
}

/* List the runs of the next days. */
static int
next(struct app *app, const struct schedule_wanted *wanted, struct arena *arena, struct err *e)
{
	const struct calendar_span span = { clock_now_ns() / NS_PER_S + wanted->days * DAY_SECONDS,
		MOST_RUNS, clock_today() };
	const struct calendar_entry *entries;
	struct holiday_list holidays;
	char end[DATE_ISO_SIZE];
	json_t *out;
	size_t count, i;

	if (calendar_holidays(&app->spool, &app->settings, arena, &holidays, e) != 0 ||
	    calendar_gather(app->db, &holidays, &span, arena, &entries, &count, e) != 0)
		return (-1);
	out = json_array();
	for (i = 0; i < count; i++) {
		if (wanted->json)
			(void)json_array_append_new(out, entry_json(&entries[i]));
		else
			printf("%s %s  %s/%s: %s of %s up to %s\n", entries[i].local,
			    entries[i].schedule->zone, entries[i].schedule->agent,
			    entries[i].schedule->name, entries[i].schedule->task,
			    entries[i].schedule->covers, date_format(entries[i].end_day, end));
	}
	if (wanted->json)
		print_json(out);
	else
		json_decref(out);
	if (!wanted->json && count == 0)
		printf("Nothing runs by itself in the next %lld days.\n", (long long)wanted->days);
	return (0);
}

/* The callback of app_look: print the list in one read transaction, so that it shows one moment. */
static int
answer(struct app *app, void *context, struct err *e)
{
	const struct schedule_wanted *wanted = context;
	struct arena arena = ARENA_EMPTY;
	int rc = database_begin_read(app->db, e);

	if (rc == 0) {
		rc = wanted->next ? next(app, wanted, &arena, e) : list(app, wanted, &arena, e);
		database_rollback(app->db);
	}
	arena_release(&arena);
	return (rc);
}

static int
schedule_run_list(const struct command_call *call)
{
	struct schedule_wanted wanted = *(const struct schedule_wanted *)call->wanted;

	return (app_look(call->spool, answer, &wanted));
}

static int
schedule_run_next(const struct command_call *call)
{
	struct schedule_wanted wanted = *(const struct schedule_wanted *)call->wanted;

	wanted.next = true;
	wanted.days = DEFAULT_DAYS;
	if (call->count == 1 && !parse_days(call->operands[0], &wanted.days))
		return (command_refuse(call->command, "%s is no number of days from 1 to %d",
		    call->operands[0], MOST_DAYS));
	return (app_look(call->spool, answer, &wanted));
}

const struct command command_schedule_list = { .name = "schedule list",
	.operands = "",
	.help = "what runs by itself",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct schedule_wanted),
	.run = schedule_run_list };

const struct command command_schedule_next = { .name = "schedule next",
	.operands = "[DAYS]",
	.most = 1,
	.help = "what will run in the next days (90d, or 90; 30 without)",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct schedule_wanted),
	.run = schedule_run_next };
