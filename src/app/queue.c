#include "app/queue.h"

#include <stdint.h>

#include "app/estimate.h"
#include "app/turn.h"
#include "base/charset.h"
#include "base/clock.h"
#include "base/arena.h"
#include "base/memory.h"
#include "base/text.h"
#include "request/request.h"
#include "spool/publish.h"
#include "spool/status.h"
#include "store/agent.h"

#define LINE_SIZE 160
#define OWNER_SIZE 64
#define MOST_ESTIMATED 100 /* so many requests are looked at, at one look, to say when they start */
#define ANNOUNCE_FREE_MS 10 /* what takes no longer than this is never put off */
#define ANNOUNCE_MOST_MS 30 /* then the rest of a long queue is told another time: a claim must not wait for it */
#define ANNOUNCE_FIRST 50   /* who are told each time */

/* What is remembered of a waiting file while it does not change. */
struct entry {
	struct arrival arrival; /* strings belong to the scan */
	uint64_t ino;
	int64_t arrived_ns;
	bool known;      /* the fields below are filled in */
	bool cancel;     /* a request that withdraws another: not made to wait */
	uint64_t round;  /* of a request: when its agent's turn is, see turn.h */
	bool sized;      /* job is filled in */
	struct estimate_job job; /* how long it will take */
	bool incomplete; /* padded with NULs, or empty: its writer may come back */
	char line[LINE_SIZE]; /* what status/ says, "" at first */
};

struct queue {
	struct app *app;
	struct scan *scan;
	const struct arrival *arrivals; /* all, of the last look */
	size_t arrival_count;
	struct entry *entries; /* those that wait, in order */
	size_t count;
	int64_t import_ns;   /* when the first import came that is still being copied, INT64_MAX: none is */
	size_t import_order; /* the lowest interface_order of these */
	struct turn *turn;
	struct estimate_speed speed;
	size_t sized;        /* requests that were looked at for it since the last look */
	int64_t taken_ms, takes_ms; /* when the last one was taken, and how long it was thought to take */
	int64_t looked_ms;   /* when, by the monotonic clock */
	int64_t announce_ms; /* not before this */
	size_t announced;    /* how many of a long queue were told; from there on it goes on */
};

struct queue *
queue_new(struct app *app)
{
	struct queue *queue = memory_new(1, sizeof(*queue));

	queue->app = app;
	queue->scan = scan_new(&app->spool, app->settings.settle_ms);
	queue->turn = turn_new();
	queue->takes_ms = ESTIMATE_UNKNOWN;
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

/* The load order of an import's interface. */
static size_t
interface_order(const struct arrival *arrival)
{
	size_t i;

	for (i = 0; SPOOL_INTERFACES[i] != NULL; i++)
		if (strcmp(SPOOL_INTERFACES[i], arrival->door) == 0)
			break;
	return (i);
}

/* By file identity: to find again what was remembered. */
static int
by_identity(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->ino != y->ino)
		return (x->ino < y->ino ? -1 : 1);
	return ((x->arrived_ns > y->arrived_ns) - (x->arrived_ns < y->arrived_ns));
}

/* Read a waiting request, if it is one and has this word; strings in arena. What cannot be read is judged when it is claimed. */
static bool
peek(struct queue *queue, const struct arrival *arrival, const char *word, struct arena *arena, struct request *request)
{
	struct buf bytes = BUF_EMPTY, text = BUF_EMPTY;
	struct err e = { 0 };
	char path[1024];
	bool read;

	if (arrival->kind != ARRIVAL_REQUEST || arrival->size > queue->app->settings.request_bytes ||
	    snprintf(path, sizeof(path), "%s/%s", arrival->folder, arrival->name) >= (int)sizeof(path))
		return (false);
	read = publish_read(&queue->app->spool, FOLDER_ROOT, path, (size_t)arrival->size, &bytes, &e) == 0 &&
	    strcasestr(buf_text(&bytes), word) != NULL &&
	    charset_to_utf8(buf_text(&bytes), bytes.length, "CP1252", &text, NULL, &e) == 0 &&
	    request_parse(buf_text(&text), queue->app->settings.date_format, arena, request, &e) == 0;
	buf_release(&bytes);
	buf_release(&text);
	return (read);
}

/* Does this request withdraw another? Looked at once a file. */
static bool
is_cancel(struct queue *queue, const struct arrival *arrival)
{
	struct arena arena = ARENA_EMPTY;
	struct request request;
	bool cancel = peek(queue, arrival, "cancel", &arena, &request) && request.type == REQUEST_CANCEL;

	arena_release(&arena);
	return (cancel);
}

/* How long this one will take, or ESTIMATE_UNKNOWN. What it asks for is looked at once a file, and not for thousands. */
static int64_t
duration_ms(struct queue *queue, struct entry *entry)
{
	struct arena arena = ARENA_EMPTY;
	struct request request;

	if (!entry->sized && queue->sized < MOST_ESTIMATED) {
		queue->sized++;
		entry->sized = true;
		if (peek(queue, &entry->arrival, "", &arena, &request))
			entry->job = estimate_job_of(queue->app->db, entry->arrival.door, &request);
		arena_release(&arena);
	}
	return (estimate_ms(&queue->speed, &entry->job));
}

/* Fill in what is known of a settled file. */
static void
learn(struct queue *queue, struct entry *entry)
{
	const struct arrival *arrival = &entry->arrival;
	int64_t deadline_ms = (int64_t)queue->app->settings.incomplete_seconds * 1000;

	/* Its end was there once, and it has not changed since. */
	if (entry->known && arrival->state == ARRIVAL_SETTLED)
		return;
	entry->incomplete = arrival->quiet_ms < deadline_ms && scan_is_incomplete(&queue->app->spool, arrival);
	if (entry->known || arrival->state != ARRIVAL_SETTLED || entry->incomplete)
		return;
	entry->cancel = is_cancel(queue, arrival);
	entry->known = true;
}

/* The order of work: cancels, then arrival; imports among themselves by interface. */
static bool
comes_before(const struct entry *a, const struct entry *b)
{
	if (a->cancel != b->cancel)
		return (a->cancel);
	if (a->arrival.kind == ARRIVAL_IMPORT && b->arrival.kind == ARRIVAL_IMPORT &&
	    interface_order(&a->arrival) != interface_order(&b->arrival))
		return (interface_order(&a->arrival) < interface_order(&b->arrival));
	return (false);
}

/* Take over what the last look remembered, for files that are still the same. */
static void
remember(struct queue *queue, struct entry *old, size_t old_count)
{
	struct entry *found;
	size_t i;

	/* The first look has no old ones: not even an array that could be sorted. */
	if (old_count > 0)
		qsort(old, old_count, sizeof(*old), by_identity);
	for (i = 0; i < queue->count; i++) {
		found = old_count == 0 ? NULL : bsearch(&queue->entries[i], old, old_count, sizeof(*old), by_identity);
		if (found != NULL) {
			queue->entries[i].known = found->known;
			queue->entries[i].cancel = found->cancel;
			queue->entries[i].sized = found->sized;
			queue->entries[i].job = found->job;
			memcpy(queue->entries[i].line, found->line, LINE_SIZE);
		}
		learn(queue, &queue->entries[i]);
	}
}

/* Requests by their round, then by arrival; cancels before all. */
static int
by_round(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order;

	if (x->cancel != y->cancel)
		return (x->cancel ? -1 : 1);
	if (x->round != y->round)
		return (x->round < y->round ? -1 : 1);
	if (x->arrived_ns != y->arrived_ns)
		return (x->arrived_ns < y->arrived_ns ? -1 : 1);
	/* The file system's clock ticks every few milliseconds: those of one tick by folder and name, as scan has them. */
	order = strcmp(x->arrival.folder, y->arrival.folder);
	return (order != 0 ? order : strcmp(x->arrival.name, y->arrival.name));
}

/* Let agents take turns, and put each import before the requests that came after it. */
static void
sort_entries(struct queue *queue)
{
	struct entry *requests = memory_new(queue->count + 1, sizeof(*requests));
	struct entry *imports = memory_new(queue->count + 1, sizeof(*imports));
	size_t request_count = 0, import_count = 0, next = 0, i;

	turn_begin(queue->turn);
	for (i = 0; i < queue->count; i++) {
		struct entry *entry = &queue->entries[i];
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
		while (!requests[i].cancel && next < import_count && imports[next].arrived_ns <= requests[i].arrived_ns)
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
	struct entry *old = queue->entries;
	size_t old_count = queue->count, i;

	queue->looked_ms = clock_monotonic_ms();
	queue->sized = 0;
	if (scan_run(queue->scan, &queue->arrivals, &queue->arrival_count, e) != 0) {
		/* The strings of the last look went with it. */
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
			queue->import_ns = arrival->arrived_ns < queue->import_ns ? arrival->arrived_ns : queue->import_ns;
			queue->import_order = interface_order(arrival) < queue->import_order ? interface_order(arrival) : queue->import_order;
		}
		queue->entries[queue->count].ino = arrival->ino;
		queue->entries[queue->count++].arrived_ns = arrival->arrived_ns;
	}
	remember(queue, old, old_count);
	free(old);
	sort_entries(queue);
	return (0);
}

/* Is an import still on its way that this one depends on? */
static bool
waits_for_import(const struct queue *queue, const struct entry *entry)
{
	if (entry->arrival.kind == ARRIVAL_REQUEST)
		return (queue->import_ns < entry->arrived_ns);
	return (queue->import_order < interface_order(&entry->arrival));
}

/* Can it be taken? */
static bool
is_ready(const struct queue *queue, const struct entry *entry)
{
	return (entry->arrival.state == ARRIVAL_SETTLED && !entry->incomplete && !waits_for_import(queue, entry));
}

const struct arrival *
queue_next(const struct queue *queue)
{
	const struct entry *best = NULL;
	size_t i;

	for (i = 0; i < queue->count; i++) {
		/* A request is taken when its turn comes; an import may give way to one that it depends on. */
		if (!is_ready(queue, &queue->entries[i]))
			continue;
		if (best == NULL || (best->arrival.kind == ARRIVAL_IMPORT && comes_before(&queue->entries[i], best)))
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
	queue->taken_ms = clock_monotonic_ms();
	queue->takes_ms = queue->count > 1 ? duration_ms(queue, &queue->entries[i]) : ESTIMATE_UNKNOWN;
	if (taken->kind == ARRIVAL_REQUEST && !queue->entries[i].cancel)
		turn_served(queue->turn, taken->door, queue->entries[i].round);
	memmove(&queue->entries[i], &queue->entries[i + 1], (queue->count - i - 1) * sizeof(*queue->entries));
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

/* "1st", "2nd", "3rd", "11th". */
static const char *
ordinal_ending(size_t n)
{
	if (n % 100 >= 11 && n % 100 <= 13)
		return ("th");
	return (n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th");
}

/* Whose input this is, as others know them: "Alice Marsh's request". */
static void
describe_owner(struct queue *queue, enum arrival_kind kind, const char *door, char name[static OWNER_SIZE])
{
	struct arena arena = ARENA_EMPTY;
	struct agent agent;
	struct err e = { 0 };

	if (kind == ARRIVAL_IMPORT)
		(void)snprintf(name, OWNER_SIZE, "an import");
	else if (door[0] == '\0')
		(void)snprintf(name, OWNER_SIZE, "the operator's request");
	else if (agent_find(queue->app->db, door, &arena, &agent, &e) == 1)
		(void)snprintf(name, OWNER_SIZE, "%.50s's request", agent.name);
	else
		(void)snprintf(name, OWNER_SIZE, "%.50s's request", door);
	arena_release(&arena);
}

/* The folder under status/ for an arrival. */
static const char *
status_door(const struct arrival *arrival)
{
	if (arrival->kind == ARRIVAL_IMPORT)
		return ("imports");
	return (arrival->door[0] != '\0' ? arrival->door : "operator");
}

/* Where one that waits stands: place counts from 1 with what is running; start_ms is ESTIMATE_UNKNOWN or when it will start. */
struct standing {
	size_t place;
	int64_t start_ms;
	enum arrival_kind before_kind; /* what is before it */
	const char *before_door;
};

/* The line of one whose turn will come. */
static void
make_place_line(struct queue *queue, const struct standing *standing, char line[static LINE_SIZE])
{
	char text[ESTIMATE_TEXT_SIZE], start[ESTIMATE_TEXT_SIZE + 32] = "", before[OWNER_SIZE];

	if (standing->start_ms != ESTIMATE_UNKNOWN)
		(void)snprintf(start, sizeof(start), "; starts in about %s", estimate_text(standing->start_ms, text));
	describe_owner(queue, standing->before_kind, standing->before_door, before);
	(void)snprintf(line, LINE_SIZE, "Queued (%zu%s; %s is before it%s)", standing->place, ordinal_ending(standing->place), before,
	    start);
}

/* The line of one that waits. */
static void
make_line(struct queue *queue, const struct entry *entry, const struct standing *standing, char line[static LINE_SIZE])
{
	if (entry->incomplete)
		(void)snprintf(line, LINE_SIZE, "Waiting: the upload is incomplete (its end is missing)");
	else if (entry->arrival.state == ARRIVAL_BUSY)
		(void)snprintf(line, LINE_SIZE, "Waiting: a program still has the file open; save and close it");
	else if (entry->arrival.state == ARRIVAL_SETTLING)
		(void)snprintf(line, LINE_SIZE, "Seen, waiting for the copy to end");
	else if (waits_for_import(queue, entry))
		(void)snprintf(line, LINE_SIZE, "Queued (waits for an import that is still loading)");
	else if (standing->place == 1)
		(void)snprintf(line, LINE_SIZE, "Queued (next)");
	else
		make_place_line(queue, standing, line);
}

/* Tell one where it stands, if that is news. */
static void
tell(struct queue *queue, struct entry *entry, const struct standing *standing)
{
	char line[LINE_SIZE];

	make_line(queue, entry, standing, line);
	if (strcmp(entry->line, line) == 0)
		return;
	(void)snprintf(entry->line, sizeof(entry->line), "%s", line);
	status_write(&queue->app->spool, status_door(&entry->arrival), entry->arrival.name, entry->line);
}

/* What is no request gets a word too, and stays where it is. */
static void
tell_others(struct queue *queue)
{
	const struct arrival *arrival;
	size_t i;

	for (i = 0; i < queue->arrival_count; i++) {
		arrival = &queue->arrivals[i];
		if (arrival->state == ARRIVAL_OTHER || (arrival->state == ARRIVAL_STRANGE && arrival->directory))
			status_write(&queue->app->spool, status_door(arrival), arrival->name, arrival->why);
	}
}

/* When the one behind this can start. */
static void
add_duration(struct queue *queue, struct entry *entry, struct standing *standing)
{
	int64_t ms = standing->start_ms == ESTIMATE_UNKNOWN ? ESTIMATE_UNKNOWN : duration_ms(queue, entry);

	standing->start_ms = ms == ESTIMATE_UNKNOWN ? ms : standing->start_ms + ms;
}

/* Where the first of those who wait stands, behind what is running. */
static struct standing
begin_standing(struct queue *queue, const struct claim *running, int64_t left_ms)
{
	struct standing standing = { .place = 1 };

	if (running != NULL) {
		standing.before_kind = running->kind;
		standing.before_door = running->door;
		standing.place = 2;
		if (left_ms == ESTIMATE_UNKNOWN && queue->takes_ms != ESTIMATE_UNKNOWN) {
			left_ms = queue->taken_ms + queue->takes_ms - clock_monotonic_ms();
			left_ms = left_ms > 0 ? left_ms : 0;
		}
		standing.start_ms = left_ms;
	}
	return (standing);
}

/* Tell those who wait: the first, and of the others those from where the last telling ended, as long as there is time. */
static void
tell_queue(struct queue *queue, struct standing standing)
{
	size_t from = queue->announced > ANNOUNCE_FIRST ? queue->announced : ANNOUNCE_FIRST, i;
	int64_t began_ms = 0;

	for (i = 0; i < queue->count; i++) {
		struct entry *entry = &queue->entries[i];

		if (i == from && began_ms == 0)
			began_ms = clock_monotonic_ms();
		if (i < ANNOUNCE_FIRST || (i == from && clock_monotonic_ms() - began_ms < ANNOUNCE_MOST_MS)) {
			tell(queue, entry, &standing);
			from += i == from;
		}
		if (is_ready(queue, entry)) {
			standing.before_kind = entry->arrival.kind;
			standing.before_door = entry->arrival.door;
			standing.place++;
			add_duration(queue, entry, &standing);
		}
	}
	queue->announced = from < queue->count ? from : 0;
}

void
queue_announce(struct queue *queue, const struct claim *running, int64_t left_ms)
{
	int64_t began_ms = clock_monotonic_ms(), took_ms;

	if (began_ms < queue->announce_ms)
		return;
	/* How fast things go is measured between jobs; a job under way would not change it. */
	if (running == NULL && queue->count > 1)
		estimate_measure(queue->app->db, &queue->speed);
	tell_queue(queue, begin_standing(queue, running, left_ms));
	tell_others(queue);
	took_ms = clock_monotonic_ms() - began_ms;
	queue->announce_ms = took_ms > ANNOUNCE_FREE_MS ? began_ms + 10 * took_ms : 0;
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

const struct arrival *
queue_entry(const struct queue *queue, size_t i, const char **line)
{
	*line = queue->entries[i].line;
	return (&queue->entries[i].arrival);
}
