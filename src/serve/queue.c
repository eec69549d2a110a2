#include "serve/queue.h"

#include <stdint.h>

#include "serve/turn.h"
#include "base/charset.h"
#include "base/clock.h"
#include "base/memory.h"
#include "request/parse.h"
#include "spool/publish.h"

struct queue {
	struct app *app;
	struct scan *scan;
	const struct arrival *arrivals; /* all of the last look */
	size_t arrival_count;
	struct waiting *entries; /* those that wait, in order */
	size_t count;
	/* arrival of the first import that is still being copied, INT64_MAX: there is none */
	int64_t import_ns;
	size_t import_order; /* the lowest interface_order of such imports */
	struct turn *turn;
	int64_t looked_ms; /* time of the last look, monotonic clock */
};

struct queue *
queue_new(struct app *app)
{
	struct queue *queue = memory_new(1, sizeof(*queue));

	queue->app = app;
	queue->scan = scan_new(&app->spool, app->settings.settle_ms);
	queue->turn = turn_new();
	return (queue);
}

void
queue_free(struct queue *queue)
{
	if (queue == NULL)
		return;
	scan_free(queue->scan);
	turn_free(queue->turn);
	free(queue->entries);
	free(queue);
}

/* The position of an import's interface in the load order. */
static size_t
interface_order(const struct arrival *arrival)
{
	size_t i;

	for (i = 0; SPOOL_INTERFACES[i] != NULL; i++)
		if (strcmp(SPOOL_INTERFACES[i], arrival->door) == 0)
			break;
	return (i);
}

/* Compare two files by identity, to find the facts that an earlier look has read. */
static int
by_identity(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	if (x->arrival.ino != y->arrival.ino)
		return (x->arrival.ino < y->arrival.ino ? -1 : 1);
	return ((x->arrival.arrived_ns > y->arrival.arrived_ns) -
	    (x->arrival.arrived_ns < y->arrival.arrived_ns));
}

bool
queue_peek(const struct queue *queue, const struct arrival *arrival, const char *word,
    struct arena *arena, struct request *request)
{
	struct buf bytes = BUF_EMPTY, text = BUF_EMPTY;
	struct err e = { 0 };
	char path[1024];
	bool read;

	if (arrival->kind != ARRIVAL_REQUEST ||
	    arrival->size > queue->app->settings.request_bytes ||
	    snprintf(path, sizeof(path), "%s/%s", arrival->folder, arrival->name) >=
		(int)sizeof(path))
		return (false);
	read = publish_read(&queue->app->spool, FOLDER_ROOT, path, (size_t)arrival->size, &bytes,
		   &e) == 0 &&
	    strcasestr(buf_text(&bytes), word) != NULL &&
	    charset_to_utf8(buf_text(&bytes), bytes.length, "CP1252", &text, NULL, &e) == 0 &&
	    request_parse(buf_text(&text), queue->app->settings.date_format, arena, request, &e) ==
		0;
	buf_release(&bytes);
	buf_release(&text);
	return (read);
}

/* Does this request withdraw another? A file is read only once for that. */
static bool
is_cancel(struct queue *queue, const struct arrival *arrival)
{
	struct arena arena = ARENA_EMPTY;
	struct request request;
	bool cancel = queue_peek(queue, arrival, "cancel", &arena, &request) &&
	    request.type == REQUEST_CANCEL;

	arena_release(&arena);
	return (cancel);
}

/* Read the facts about a settled file. */
static void
learn(struct queue *queue, struct waiting *entry)
{
	const struct arrival *arrival = &entry->arrival;
	int64_t deadline_ms = (int64_t)queue->app->settings.incomplete_seconds * 1000;

	/* A file that was complete once and has not changed since stays complete. */
	if (entry->known && arrival->state == ARRIVAL_SETTLED)
		return;
	entry->incomplete =
	    arrival->quiet_ms < deadline_ms && scan_is_incomplete(&queue->app->spool, arrival);
	if (entry->known || arrival->state != ARRIVAL_SETTLED || entry->incomplete)
		return;
	entry->cancel = is_cancel(queue, arrival);
	entry->known = true;
}

/* Does a go before b, against the order of arrival? Cancels do, and imports by their interface. */
static bool
comes_before(const struct waiting *a, const struct waiting *b)
{
	if (a->cancel != b->cancel)
		return (a->cancel);
	if (a->arrival.kind == ARRIVAL_IMPORT && b->arrival.kind == ARRIVAL_IMPORT &&
	    interface_order(&a->arrival) != interface_order(&b->arrival))
		return (interface_order(&a->arrival) < interface_order(&b->arrival));
	return (false);
}

/* Take over the facts from the last look, for files that are still the same. */
static void
remember_waiting(struct queue *queue, struct waiting *old, size_t old_count)
{
	struct waiting *found;
	size_t i;

	/* At the first look there are no old ones, and no array that could be sorted. */
	if (old_count > 0)
		qsort(old, old_count, sizeof(*old), by_identity);
	for (i = 0; i < queue->count; i++) {
		found = old_count == 0
		    ? NULL
		    : bsearch(&queue->entries[i], old, old_count, sizeof(*old), by_identity);
		if (found != NULL) {
			queue->entries[i].known = found->known;
			queue->entries[i].cancel = found->cancel;
			queue->entries[i].note = found->note;
		}
		learn(queue, &queue->entries[i]);
	}
}

/* Compare two requests: cancels first, then by round, then by arrival. */
static int
by_round(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int order;

	if (x->cancel != y->cancel)
		return (x->cancel ? -1 : 1);
	if (x->round != y->round)
		return (x->round < y->round ? -1 : 1);
	if (x->arrival.arrived_ns != y->arrival.arrived_ns)
		return (x->arrival.arrived_ns < y->arrival.arrived_ns ? -1 : 1);
	/*
	 * The file system's clock ticks every few milliseconds: order those of one tick by folder
	 * and name, as scan does.
	 */
	order = strcmp(x->arrival.folder, y->arrival.folder);
	return (order != 0 ? order : strcmp(x->arrival.name, y->arrival.name));
}

/* Let agents take turns, and put each import before the requests that came after it. */
static void
sort_entries(struct queue *queue)
{
	struct waiting *requests = memory_new(queue->count + 1, sizeof(*requests));
	struct waiting *imports = memory_new(queue->count + 1, sizeof(*imports));
	size_t request_count = 0, import_count = 0, next = 0, i;

	turn_begin(queue->turn);
	for (i = 0; i < queue->count; i++) {
		struct waiting *entry = &queue->entries[i];
		bool ready = entry->arrival.state == ARRIVAL_SETTLED && !entry->incomplete;

		if (entry->arrival.kind == ARRIVAL_IMPORT) {
			imports[import_count++] = *entry;
			continue;
		}
		if (!entry->cancel)
			entry->round = turn_of(queue->turn, entry->arrival.door, ready);
		requests[request_count++] = *entry;
	}
	if (request_count > 0)
		qsort(requests, request_count, sizeof(*requests), by_round);
	queue->count = 0;
	for (i = 0; i < request_count; i++) {
		while (!requests[i].cancel && next < import_count &&
		    imports[next].arrival.arrived_ns <= requests[i].arrival.arrived_ns)
			queue->entries[queue->count++] = imports[next++];
		queue->entries[queue->count++] = requests[i];
	}
	while (next < import_count)
		queue->entries[queue->count++] = imports[next++];
	free(requests);
	free(imports);
}

int
queue_look(struct queue *queue, struct err *e)
{
	struct waiting *old = queue->entries;
	size_t old_count = queue->count, i;

	queue->looked_ms = clock_monotonic_ms();
	if (scan_run(queue->scan, &queue->arrivals, &queue->arrival_count, e) != 0) {
		/* The strings of the last look are gone. */
		queue->count = queue->arrival_count = 0;
		return (-1);
	}
	queue->entries = memory_new(queue->arrival_count, sizeof(*queue->entries));
	queue->count = 0;
	queue->import_ns = INT64_MAX;
	queue->import_order = SIZE_MAX;
	for (i = 0; i < queue->arrival_count; i++) {
		const struct arrival *arrival = &queue->arrivals[i];

		if (arrival->state == ARRIVAL_STRANGE || arrival->state == ARRIVAL_OTHER)
			continue;
		queue->entries[queue->count].arrival = *arrival;
		if (arrival->kind == ARRIVAL_IMPORT && arrival->state == ARRIVAL_SETTLING) {
			queue->import_ns = arrival->arrived_ns < queue->import_ns
			    ? arrival->arrived_ns
			    : queue->import_ns;
			queue->import_order = interface_order(arrival) < queue->import_order
			    ? interface_order(arrival)
			    : queue->import_order;
		}
		queue->count++;
	}
	remember_waiting(queue, old, old_count);
	free(old);
	sort_entries(queue);
	return (0);
}

bool
queue_waits_for_import(const struct queue *queue, const struct waiting *entry)
{
	if (entry->arrival.kind == ARRIVAL_REQUEST)
		return (queue->import_ns < entry->arrival.arrived_ns);
	return (queue->import_order < interface_order(&entry->arrival));
}

bool
queue_is_ready(const struct queue *queue, const struct waiting *entry)
{
	return (entry->arrival.state == ARRIVAL_SETTLED && !entry->incomplete &&
	    !queue_waits_for_import(queue, entry));
}

const struct arrival *
queue_next(const struct queue *queue)
{
	const struct waiting *best = NULL;
	size_t i;

	for (i = 0; i < queue->count; i++) {
		/*
		 * A request is taken when its turn comes; an import waits for one that it depends
		 * on.
		 */
		if (!queue_is_ready(queue, &queue->entries[i]))
			continue;
		if (best == NULL ||
		    (best->arrival.kind == ARRIVAL_IMPORT &&
			comes_before(&queue->entries[i], best)))
			best = &queue->entries[i];
		if (best->arrival.kind == ARRIVAL_REQUEST)
			break;
	}
	return (best != NULL ? &best->arrival : NULL);
}

void
queue_remove(struct queue *queue, const struct arrival *taken)
{
	size_t i;

	for (i = 0; i < queue->count && &queue->entries[i].arrival != taken; i++)
		;
	if (taken->kind == ARRIVAL_REQUEST && !queue->entries[i].cancel)
		turn_served(queue->turn, taken->door, queue->entries[i].round);
	memmove(&queue->entries[i], &queue->entries[i + 1],
	    (queue->count - i - 1) * sizeof(*queue->entries));
	queue->count--;
}

void
queue_spoil(struct queue *queue)
{
	queue->looked_ms = -QUEUE_LOOK_MS;
	scan_doubt(queue->scan);
}

bool
queue_is_stale(const struct queue *queue)
{
	return (clock_monotonic_ms() - queue->looked_ms >= QUEUE_LOOK_MS);
}

const struct arrival *
queue_next_strange(const struct queue *queue)
{
	size_t i;

	for (i = 0; i < queue->arrival_count; i++)
		if (queue->arrivals[i].state == ARRIVAL_STRANGE && !queue->arrivals[i].directory)
			return (&queue->arrivals[i]);
	return (NULL);
}

size_t
queue_length(const struct queue *queue)
{
	return (queue->count);
}

int
queue_next_ms(const struct queue *queue)
{
	return (scan_next_ms(queue->scan));
}

struct waiting *
queue_entry(const struct queue *queue, size_t i)
{
	return (&queue->entries[i]);
}

const struct arrival *
queue_next_odd(const struct queue *queue, size_t *i)
{
	const struct arrival *arrival;

	while (*i < queue->arrival_count) {
		arrival = &queue->arrivals[(*i)++];
		if (arrival->state == ARRIVAL_OTHER ||
		    (arrival->state == ARRIVAL_STRANGE && arrival->directory))
			return (arrival);
	}
	return (NULL);
}
