#ifndef SERVE_QUEUE_H
#define SERVE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "config/app.h"
#include "serve/estimate.h"
#include "base/arena.h"
#include "request/request.h"
#include "spool/scan.h"

/*
 * queue: what waits in the drop folders, in the order in which it will be done. It needs no
 * database, so that it can be looked at while another process has that.
 *
 * Order: a cancel first; then by arrival, but agents take turns (serve/turn.h): one who drops a
 * hundred requests does not keep another's one waiting. An import goes before every request that
 * came after it. Imports that arrived together are done in the order in which they depend on each
 * other (buildings before customers before meters ...), however their files happened to be copied.
 */
struct queue;

/*
 * What is told about one that waits: kept as long as its file stays the same, for whoever tells it
 * (announce.h, busy.h).
 */
#define WAITING_LINE_SIZE 160
struct waiting_note {
	char line[WAITING_LINE_SIZE]; /* its line in status/, "" at first */
	bool sized;              /* job is filled in */
	struct estimate_job job; /* how long it will take */
};

struct waiting {
	struct arrival arrival; /* strings belong to the last look */
	bool known;      /* the next one is filled in */
	bool cancel;     /* a request that withdraws another: not made to wait */
	uint64_t round;  /* of a request: when its agent's turn is, see turn.h */
	bool incomplete; /* padded with NULs, or empty: its writer may come back */
	struct waiting_note note;
};

struct queue *queue_new(struct app *app);
void queue_free(struct queue *queue);

/* Scan the folders. Before queue_next, and now and then during a long run. */
int queue_look(struct queue *queue, struct err *e) NODISCARD;

/* The next input to take, NULL if none has settled. Valid until the next queue_look. */
const struct arrival *queue_next(const struct queue *queue);

/* The input that queue_next gave is taken, or gone: do not give it again. */
void queue_remove(struct queue *queue, const struct arrival *taken);

/*
 * Is it time to look again? A look at 10,000 waiting files takes as long as many of them, so that
 * several are done after one look, as long as what it saw is not older than QUEUE_LOOK_MS.
 */
bool queue_is_stale(const struct queue *queue);

/* A job has changed the folders (a cancel): the last look is not to be believed any more.
 */
void queue_spoil(struct queue *queue);
#define QUEUE_LOOK_MS 100

/*
 * The next thing that must not be opened and goes to error/ (see claim_refuse), NULL if there is
 * none.
 */
const struct arrival *queue_next_strange(const struct queue *queue);

/*
 * How many wait, settled or not; and milliseconds until something may have settled (-1: nothing is
 * settling).
 */
size_t queue_length(const struct queue *queue);
int queue_next_ms(const struct queue *queue);

/* The i-th that waits, in order. */
struct waiting *queue_entry(const struct queue *queue, size_t i);

/* Can it be taken? Is an import still on its way that it depends on? */
bool queue_is_ready(const struct queue *queue, const struct waiting *entry);
bool queue_waits_for_import(const struct queue *queue, const struct waiting *entry);

/*
 * The next thing, from *i on, that is no request and stays where it is, as `why` says; NULL if
 * there is none. Begin with 0.
 */
const struct arrival *queue_next_odd(const struct queue *queue, size_t *i);

/*
 * Read a waiting request, if it is one and has this word; strings in arena. What cannot be read is
 * judged when it is claimed.
 */
bool queue_peek(const struct queue *queue, const struct arrival *arrival, const char *word,
    struct arena *arena, struct request *request);

#endif
