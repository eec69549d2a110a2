#include "serve/snapshot.h"

#include <jansson.h>

#include "base/clock.h"
#include "base/log.h"
#include "spool/publish.h"
#include "store/migration.h"
#include "store/snapshot.h"
#include "store/spool_id.h"
#include "store/trouble.h"

#define MOST_QUEUED 1000 /* listed; the count is always right */
#define MOST_RECENT 50

/* Make an object with these two facts about an input. */
static json_t *
input_json(const char *folder, const char *name, const char *line)
{
	return (json_pack("{s:s, s:s, s:s}", "folder", folder, "name", name, "status", line));
}

/* List the inputs that wait. */
static json_t *
queued_json(const struct queue *queue)
{
	json_t *list = json_array();
	const struct waiting *waiting;
	size_t i;

	for (i = 0; i < queue_length(queue) && i < MOST_QUEUED; i++) {
		waiting = queue_entry(queue, i);
		(void)json_array_append_new(list,
		    input_json(waiting->arrival.folder, waiting->arrival.name, waiting->note.line));
	}
	return (list);
}

/* List the jobs that were finished last. */
static json_t *
recent_json(struct app *app)
{
	json_t *list = json_array();
	struct err e = { 0 };
	struct snapshot_input done;
	char at[CLOCK_STAMP_SIZE];

	if (snapshot_recent_begin(app->db, MOST_RECENT, &e) != 0)
		return (list);
	while (snapshot_recent_next(app->db, &done, &e) == 1) {
		clock_stamp(done.finished_ns, at);
		(void)json_array_append_new(list,
		    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "folder", done.folder, "name",
			done.name, "type", done.type, "status", done.status_line, "finished", at,
			"run", done.run));
	}
	return (list);
}

/* The counts in the database for people. */
static json_t *
count_all_states(struct app *app)
{
	json_t *object = json_object();
	struct err e = { 0 };
	struct snapshot_count count;

	if (snapshot_counts_begin(app->db, &e) != 0)
		return (object);
	while (snapshot_counts_next(app->db, &count, &e) == 1)
		(void)json_object_set_new(object, count.name, json_integer(count.count));
	return (object);
}

/* Why emails cannot leave; null while they can. */
static json_t *
mail_trouble(struct app *app)
{
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	json_t *trouble = NULL;
	const char *text;

	if (trouble_find(app->db, &arena, &text, &e) == 0 && text[0] != '\0')
		trouble = json_string(text);
	arena_release(&arena);
	return (trouble != NULL ? trouble : json_null());
}

/* Add the spool's id, and the version of its database. */
static void
add_spool(struct app *app, json_t *root)
{
	char id[SPOOL_ID_SIZE];
	struct err e = { 0 };

	if (spool_id_read(app->db, id, &e) != 0)
		return;
	(void)json_object_set_new(root, "spool_id", json_string(id));
	(void)json_object_set_new(root, "database_version", json_integer(migration_newest()));
}

char *
snapshot_json(struct app *app, const struct queue *queue, const struct claim *running,
    const char *line)
{
	char now[CLOCK_STAMP_SIZE];
	json_t *root = json_object();
	char *text;

	clock_stamp(clock_now_ns(), now);
	(void)json_object_set_new(root, "at", json_string(now));
	add_spool(app, root);
	(void)json_object_set_new(root, "running",
	    running != NULL ? input_json(running->folder, running->name, line) : json_null());
	(void)json_object_set_new(root, "queued_count",
	    json_integer((json_int_t)queue_length(queue)));
	(void)json_object_set_new(root, "queued", queued_json(queue));
	/* Counting takes long: not while a run is going on. */
	if (running == NULL)
		(void)json_object_set_new(root, "counts", count_all_states(app));
	(void)json_object_set_new(root, "mail_trouble", mail_trouble(app));
	(void)json_object_set_new(root, "recent", recent_json(app));
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	return (text);
}

void
snapshot_write(struct app *app, struct dashboard *dashboard, const struct snapshot *now)
{
	char *text = snapshot_json(app, now->queue, now->running, now->line);
	enum dashboard_moment moment = now->running != NULL ? DASHBOARD_RUNNING
	    : now->last                                     ? DASHBOARD_LAST
							    : DASHBOARD_IDLE;
	struct err e = { 0 };

	if (text != NULL &&
	    publish_quick(&app->spool, FOLDER_STATUS, "status.json", text, strlen(text), &e) != 0)
		log_event("status-not-written", "reason", e.text, NULL);
	if (text != NULL && dashboard_is_due(dashboard, moment))
		dashboard_write(dashboard, moment, text);
	free(text);
}
