#include "serve/announce.h"

#include "base/clock.h"
#include "base/memory.h"
#include "job/work.h"
#include "spool/status.h"
#include "store/agent.h"

#define OWNER_SIZE 64
#define MOST_ESTIMATED 100 /* requests that are read in one call, to estimate when they start */
#define FREE_MS 10 /* a call that takes no longer than this is followed by the next at once */
#define MOST_MS 30 /* then the other lines of a long queue wait, so that no claim does */
#define FIRST 50   /* inputs at the front of the queue get their line in each call */

struct announce {
	struct app *app;
	struct queue *queue;
	struct estimate_speed speed;
	size_t sized;        /* requests that were read for an estimate in this call */
	int64_t taken_ms, takes_ms; /* when the last input was taken, and its estimated time */
	int64_t next_ms;     /* not called again before this */
	/* inputs of a long queue that have their line; the next call goes on from there */
	size_t from;
	size_t odd_from;     /* the same for files that are no requests */
};

struct announce *
announce_new(struct app *app, struct queue *queue)
{
	struct announce *a = memory_new(1, sizeof(*a));

	*a = (struct announce){ .app = app, .queue = queue, .takes_ms = ESTIMATE_UNKNOWN };
	return (a);
}

void
announce_free(struct announce *a)
{
	free(a);
}

/*
 * The estimated time of an input, or ESTIMATE_UNKNOWN. Its file is read once for that; if thousands
 * wait, only those of the first.
 */
static int64_t
duration_ms(struct announce *a, struct waiting *entry)
{
	struct waiting_note *note = &entry->note;
	struct arena arena = ARENA_EMPTY;
	struct request request;

	if (!note->sized && a->sized < MOST_ESTIMATED) {
		a->sized++;
		note->sized = true;
		if (queue_peek(a->queue, &entry->arrival, "", &arena, &request))
			note->job = estimate_job_of(a->app->db, entry->arrival.door, &request);
		arena_release(&arena);
	}
	return (estimate_ms(&a->speed, &note->job));
}

/* The ending of an ordinal number: "1st", "2nd", "3rd", "11th". */
static const char *
ordinal_ending(size_t n)
{
	if (n % 100 >= 11 && n % 100 <= 13)
		return ("th");
	return (n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th");
}

/* Name an input by its owner, for other people: "Alice Marsh's request". */
static void
describe_owner(struct announce *a, enum arrival_kind kind, const char *door,
    char name[static OWNER_SIZE])
{
	struct arena arena = ARENA_EMPTY;
	struct agent agent;
	struct err e = { 0 };

	if (kind == ARRIVAL_IMPORT)
		(void)snprintf(name, OWNER_SIZE, "an import");
	else if (door[0] == '\0')
		(void)snprintf(name, OWNER_SIZE, "the operator's request");
	else if (agent_find(a->app->db, door, &arena, &agent, &e) == 1)
		(void)snprintf(name, OWNER_SIZE, "%.50s's request", agent.name);
	else
		(void)snprintf(name, OWNER_SIZE, "%.50s's request", door);
	arena_release(&arena);
}

/*
 * The place of a waiting input in the queue, counted from 1 with the running one; start_ms is the
 * time until it starts, or ESTIMATE_UNKNOWN.
 */
struct announce_place {
	size_t place;
	int64_t start_ms;
	enum arrival_kind before_kind; /* the input before it */
	const char *before_door;
};

/* Make the line of an input that will have its turn. */
static void
make_place_line(struct announce *a, const struct announce_place *standing,
    char line[static WAITING_LINE_SIZE])
{
	char text[ESTIMATE_TEXT_SIZE], start[ESTIMATE_TEXT_SIZE + 32] = "", before[OWNER_SIZE];

	if (standing->start_ms != ESTIMATE_UNKNOWN)
		(void)snprintf(start, sizeof(start), "; starts in about %s",
		    estimate_text(standing->start_ms, text));
	describe_owner(a, standing->before_kind, standing->before_door, before);
	(void)snprintf(line, WAITING_LINE_SIZE, "Queued (%zu%s; %s is before it%s)",
	    standing->place, ordinal_ending(standing->place), before, start);
}

/* Make the line of a waiting input. */
static void
make_waiting_line(struct announce *a, const struct waiting *entry,
    const struct announce_place *standing, char line[static WAITING_LINE_SIZE])
{
	if (entry->incomplete)
		(void)snprintf(line, WAITING_LINE_SIZE,
		    "Waiting: the upload is incomplete (its end is missing)");
	else if (entry->arrival.state == ARRIVAL_BUSY)
		(void)snprintf(line, WAITING_LINE_SIZE,
		    "Waiting: a program still has the file open; save and close it");
	else if (entry->arrival.state == ARRIVAL_SETTLING)
		(void)snprintf(line, WAITING_LINE_SIZE, "Seen, waiting for the copy to end");
	else if (queue_waits_for_import(a->queue, entry))
		(void)snprintf(line, WAITING_LINE_SIZE,
		    "Queued (waits for an import that is still loading)");
	else if (standing->place == 1)
		(void)snprintf(line, WAITING_LINE_SIZE, "Queued (next)");
	else
		make_place_line(a, standing, line);
}

/* Write the line of an input, if it has changed. */
static void
tell_place(struct announce *a, struct waiting *entry, const struct announce_place *standing)
{
	char line[WAITING_LINE_SIZE];

	make_waiting_line(a, entry, standing, line);
	if (strcmp(entry->note.line, line) == 0)
		return;
	memcpy(entry->note.line, line, sizeof(line));
	status_write(&a->app->spool, work_sender(entry->arrival.kind, entry->arrival.door),
	    entry->arrival.name, line);
}

/*
 * Write lines for files that are no requests and stay where they are, with the reason. Goes on from
 * where the last call ended, as long as there is time.
 */
static void
tell_others(struct announce *a)
{
	const int64_t began_ms = clock_monotonic_ms();
	const struct arrival *arrival;

	while ((arrival = queue_next_odd(a->queue, &a->odd_from)) != NULL) {
		status_write(&a->app->spool, work_sender(arrival->kind, arrival->door),
		    arrival->name, arrival->why);
		if (clock_monotonic_ms() - began_ms >= MOST_MS)
			return;
	}
	a->odd_from = 0;
}

/* Add the time of this input, for the start of the next one. */
static void
add_duration(struct announce *a, struct waiting *entry, struct announce_place *standing)
{
	int64_t ms =
	    standing->start_ms == ESTIMATE_UNKNOWN ? ESTIMATE_UNKNOWN : duration_ms(a, entry);

	standing->start_ms = ms == ESTIMATE_UNKNOWN ? ms : standing->start_ms + ms;
}

/* The place of the first waiting input, after the running one. */
static struct announce_place
begin_standing(struct announce *a, const struct claim *running, int64_t left_ms)
{
	struct announce_place standing = { .place = 1 };

	if (running != NULL) {
		standing.before_kind = running->kind;
		standing.before_door = running->door;
		standing.place = 2;
		if (left_ms == ESTIMATE_UNKNOWN && a->takes_ms != ESTIMATE_UNKNOWN) {
			left_ms = a->taken_ms + a->takes_ms - clock_monotonic_ms();
			left_ms = left_ms > 0 ? left_ms : 0;
		}
		standing.start_ms = left_ms;
	}
	return (standing);
}

/*
 * Write the lines of waiting inputs: of the first always, of the others from where the last call
 * ended, as long as there is time.
 */
static void
tell_queue(struct announce *a, struct announce_place standing)
{
	const size_t count = queue_length(a->queue);
	size_t from = a->from > FIRST ? a->from : FIRST, i;
	int64_t began_ms = 0;

	for (i = 0; i < count; i++) {
		struct waiting *entry = queue_entry(a->queue, i);

		if (i == from && began_ms == 0)
			began_ms = clock_monotonic_ms();
		if (i < FIRST || (i == from && clock_monotonic_ms() - began_ms < MOST_MS)) {
			tell_place(a, entry, &standing);
			from += i == from;
		}
		if (queue_is_ready(a->queue, entry)) {
			standing.before_kind = entry->arrival.kind;
			standing.before_door = entry->arrival.door;
			standing.place++;
			add_duration(a, entry, &standing);
		}
	}
	a->from = from < count ? from : 0;
}

void
announce_waiting(struct announce *a, const struct claim *running, int64_t left_ms)
{
	int64_t began_ms = clock_monotonic_ms(), took_ms;

	if (began_ms < a->next_ms)
		return;
	/* Measure the speed between jobs only; a running job would not change it. */
	if (running == NULL && queue_length(a->queue) > 1)
		estimate_measure(a->app->db, &a->speed);
	a->sized = 0;
	tell_queue(a, begin_standing(a, running, left_ms));
	tell_others(a);
	took_ms = clock_monotonic_ms() - began_ms;
	a->next_ms = took_ms > FREE_MS ? began_ms + 10 * took_ms : 0;
}

void
announce_taken(struct announce *a, const struct arrival *taken)
{
	const size_t count = queue_length(a->queue);
	size_t i;

	a->taken_ms = clock_monotonic_ms();
	a->takes_ms = ESTIMATE_UNKNOWN;
	for (i = 0; i < count && count > 1; i++)
		if (&queue_entry(a->queue, i)->arrival == taken)
			a->takes_ms = duration_ms(a, queue_entry(a->queue, i));
}

void
announce_again(struct announce *a)
{
	size_t i;

	for (i = 0; i < queue_length(a->queue); i++)
		queue_entry(a->queue, i)->note.line[0] = '\0';
	a->next_ms = 0;
}
