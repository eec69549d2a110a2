#include "report/dashboard.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "report/overview.h"
#include "request/type.h"
#include "spool/publish.h"
#include "store/overview.h"

#define PLACE "@DATA@"        /* the place of the data in the template */
#define RUNNING_MS 1000       /* while a job runs, the page is written at most so often */
#define ALIVE_MS \
	10000 /* it is written at least so often: an older page warns that nobody writes it */
#define SHARE 10 /* making the overview takes at most one part in so many of the time */

static const char TEMPLATE[] =
#include "dashboard.inc"
    ;

struct dashboard {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
	char *overview; /* JSON; NULL until the first is made */
	bool spoiled; /* a job has changed the database since the overview was made */
	/*
	 * the number of changes by other processes (the sender of emails is one) when it was made
	 */
	int64_t changes;
	bool idle_shown; /* the page shows that nothing runs */
	int64_t written_ms; /* when the page was written, monotonic clock; 0: never */
	int64_t overview_ms; /* the overview is not made again before this */
	int32_t overview_day; /* the day it was made on: ages in it depend on the day */
};

struct dashboard *
dashboard_new(const struct spool *spool, struct database *db, const struct settings *settings)
{
	struct dashboard *d = memory_new(1, sizeof(*d));

	*d = (struct dashboard){ .spool = spool, .db = db, .settings = settings, .spoiled = true };
	return (d);
}

void
dashboard_free(struct dashboard *d)
{
	if (d == NULL)
		return;
	free(d->overview);
	free(d);
}

void
dashboard_spoil(struct dashboard *d)
{
	d->spoiled = true;
}

/* A number that changes when another process commits. */
static int64_t
count_changes(const struct dashboard *d)
{
	struct err e = { 0 };
	int64_t changes;

	return (overview_changes(d->db, &changes, &e) == 0 ? changes : 0);
}

/* May the overview be made now, and has something changed that it shows? */
static bool
wants_overview(const struct dashboard *d, enum dashboard_moment moment)
{
	if (moment == DASHBOARD_RUNNING ||
	    (moment != DASHBOARD_LAST && clock_monotonic_ms() < d->overview_ms))
		return (false);
	return (d->spoiled || d->overview_day != clock_today() || count_changes(d) != d->changes);
}

bool
dashboard_is_due(const struct dashboard *d, enum dashboard_moment moment)
{
	int64_t age = clock_monotonic_ms() - d->written_ms;

	if (d->written_ms == 0 || wants_overview(d, moment))
		return (true);
	if (moment == DASHBOARD_RUNNING)
		return (age >= RUNNING_MS);
	return (!d->idle_shown || age >= ALIVE_MS || moment == DASHBOARD_LAST);
}

/* Make the overview from the database. If that fails the old one stays. */
static void
make_overview(struct dashboard *d)
{
	int64_t began = clock_monotonic_ms(), changes = count_changes(d), ended;
	struct err e = { 0 };
	json_t *root = overview_json(d->db, d->settings, clock_today(), &e);
	char *text = root != NULL ? json_dumps(root, JSON_COMPACT) : NULL;

	json_decref(root);
	if (text == NULL) {
		log_event("overview-not-made", "reason", e.text, NULL);
	} else {
		free(d->overview);
		d->overview = text;
		d->spoiled = false;
		d->changes = changes;
		d->overview_day = clock_today();
	}
	ended = clock_monotonic_ms();
	d->overview_ms = ended + SHARE * (ended - began);
}

/* Add JSON so that no HTML parser finds a tag, a comment or a line end of JavaScript in it. */
static void
add_json(struct buf *page, const char *json)
{
	static const char *const line_ends[] = { "\xe2\x80\xa8", "\xe2\x80\xa9" };
	const char *from = json, *p;

	for (p = json; *p != '\0'; p++) {
		bool line_end =
		    strncmp(p, line_ends[0], 3) == 0 || strncmp(p, line_ends[1], 3) == 0;

		if (*p != '<' && *p != '>' && *p != '&' && !line_end)
			continue;
		buf_add(page, from, (size_t)(p - from));
		if (line_end)
			buf_add_string(page,
			    strncmp(p, line_ends[0], 3) == 0 ? "\\u2028" : "\\u2029");
		else
			buf_printf(page, "\\u%04x", (unsigned)(unsigned char)*p);
		p += line_end ? 2 : 0;
		from = p + 1;
	}
	buf_add(page, from, (size_t)(p - from));
}

/*
 * The facts about the types of requests that the page needs. They do not change while the program
 * runs.
 */
static void
add_types(struct buf *page)
{
	json_t *types = json_array();
	char *text;
	size_t i;

	for (i = 0; i < REQUEST_COUNT; i++) {
		const struct request_type_row *row = &REQUEST_TYPES[i];
		const bool dated = (row->needs >> REQUEST_KEY_END_DATE & 1) != 0;

		(void)json_array_append_new(types,
		    json_pack("{s:s, s:s*, s:s*, s:s*, s:b, s:b}", "word", row->word, "label",
			row->label, "task", row->task, "folders", row->folders, "usual",
			(int)row->usual, "dated", (int)dated));
	}
	text = json_dumps(types, JSON_COMPACT);
	add_json(page, text);
	free(text);
	json_decref(types);
}

/* Put the data into the template. */
static void
dashboard_fill(const struct dashboard *d, enum dashboard_moment moment, const char *state,
    struct buf *page)
{
	const char *place = strstr(TEMPLATE, PLACE);
	int alive_ms = d->settings->scan_ms > ALIVE_MS ? d->settings->scan_ms : ALIVE_MS;

	buf_add(page, TEMPLATE, (size_t)(place - TEMPLATE));
	buf_printf(page, "{\"written_ms\":%lld,\"alive_ms\":%d,\"ended\":%s,\"types\":",
	    (long long)(clock_wall_ns() / 1000000), alive_ms,
	    moment == DASHBOARD_LAST ? "true" : "false");
	add_types(page);
	buf_add_string(page, ",\"state\":");
	add_json(page, state);
	buf_add_string(page, ",\"overview\":");
	add_json(page, d->overview != NULL ? d->overview : "null");
	buf_add_char(page, '}');
	buf_add_string(page, place + strlen(PLACE));
}

void
dashboard_write(struct dashboard *d, enum dashboard_moment moment, const char *state)
{
	struct buf page = BUF_EMPTY;
	struct err e = { 0 };

	if (wants_overview(d, moment))
		make_overview(d);
	dashboard_fill(d, moment, state, &page);
	if (publish_quick(d->spool, FOLDER_STATUS, "index.html", page.data, page.length, &e) != 0)
		log_event("dashboard-not-written", "reason", e.text, NULL);
	buf_release(&page);
	d->written_ms = clock_monotonic_ms();
	d->idle_shown = moment != DASHBOARD_RUNNING;
}
