#include "serve/busy.h"

#include "serve/queue.h"
#include "base/clock.h"
#include "base/holder.h"
#include "base/log.h"
#include "base/memory.h"
#include "job/work.h"
#include "spool/status.h"

#define MOST_MS 100 /* at a time for writing lines: the database may be free again */

struct busy {
	struct app *app;
	struct queue *queue; /* a queue of its own: the server may be using its own */
	const struct claim *claim;
	int64_t since_ns;    /* wall clock; 0: the database is free as far as we know */
	bool told;
};

/* Make the line: "Waiting: the database is in use by sqlite3 (process 4711) since 14:03:21". */
static void
make_busy_line(const struct busy *busy, char line[static WAITING_LINE_SIZE])
{
	char who[HOLDER_SIZE], at[CLOCK_STAMP_SIZE];

	if (!holder_find(busy->app->db_path, who))
		(void)snprintf(who, sizeof(who), "another program");
	clock_stamp(busy->since_ns, at);
	(void)snprintf(line, WAITING_LINE_SIZE, "Waiting: the database is in use by %s since %s",
	    who, at);
}

/* Write the line of an input, if it has changed. */
static void
tell_busy(struct busy *busy, struct waiting *entry, const char *line)
{
	if (strcmp(entry->note.line, line) == 0)
		return;
	(void)snprintf(entry->note.line, sizeof(entry->note.line), "%s", line);
	status_write(&busy->app->spool, work_sender(entry->arrival.kind, entry->arrival.door),
	    entry->arrival.name, line);
}

/* Called every second while we wait for the database. It must not ask the database itself. */
static void
on_wait(void *context, int64_t waited_ms)
{
	struct busy *busy = context;
	int64_t began_ms = clock_monotonic_ms();
	struct err e = { 0 };
	char line[WAITING_LINE_SIZE];
	size_t i;

	if (busy->since_ns == 0)
		busy->since_ns = clock_now_ns() - waited_ms * 1000000;
	make_busy_line(busy, line);
	if (!busy->told)
		log_event("database-in-use", "line", line, NULL);
	busy->told = true;
	if (busy->claim != NULL)
		status_write(&busy->app->spool, work_sender(busy->claim->kind, busy->claim->door),
		    busy->claim->name, line);
	if (queue_look(busy->queue, &e) != 0)
		return;
	for (i = 0; i < queue_length(busy->queue) && clock_monotonic_ms() - began_ms < MOST_MS; i++)
		tell_busy(busy, queue_entry(busy->queue, i), line);
}

struct busy *
busy_new(struct app *app)
{
	struct busy *busy = memory_new(1, sizeof(*busy));

	*busy = (struct busy){ .app = app, .queue = queue_new(app) };
	database_on_wait(app->db, on_wait, busy);
	return (busy);
}

void
busy_free(struct busy *busy)
{
	if (busy == NULL)
		return;
	database_on_wait(busy->app->db, NULL, NULL);
	queue_free(busy->queue);
	free(busy);
}

void
busy_claim(struct busy *busy, const struct claim *claim)
{
	busy->claim = claim;
}

bool
busy_over(struct busy *busy)
{
	bool told = busy->told;

	busy->told = false;
	busy->since_ns = 0;
	return (told);
}
