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
 * queue: the files that wait in the drop folders, in the order in which they will be done. It needs
 * no database, so that it can be looked at while another process has that.
 *
 * Order: a cancel first; then by arrival, but agents take turns (serve/turn.h): one who drops a
 * hundred requests does not keep another's one waiting. An import goes before every request that
 * came after it. Imports that arrived together are done in the order in which they depend on each
 * other (buildings before customers before meters ...), however their files happened to be copied.
 */
struct queue;

/*
 * The status line of a waiting file, and the estimate for it. They are kept as long as the file
 * stays the same, for announce.h and busy.h.
 */
#define WAITING_LINE_SIZE 160
struct waiting_note {
	char line[WAITING_LINE_SIZE]; /* its line in status/, "" at first */
	bool sized;              /* job is filled in */
	struct estimate_job job; /* for the estimate of its time */
};

struct waiting {
	struct arrival arrival; /* its strings belong to the last look */
	bool known;      /* `cancel` is set */
	bool cancel;     /* a request that withdraws another: it does not wait */
	uint64_t round;  /* for a request: the round in which its agent's turn is, see turn.h */
	bool incomplete; /* padded with NULs, or empty: its writer may go on */
	struct waiting_note note;
};

struct queue *queue_new(struct app *app);
void queue_free(struct queue *queue);

/* Scan the folders. Call it before queue_next, and now and then during a long run. */
int queue_look(struct queue *queue, struct err *e) NODISCARD;

/* The next input to take, NULL if none has settled. Valid until the next queue_look. */
const struct arrival *queue_next(const struct queue *queue);

/* Remove the input that queue_next gave, which is taken or gone: it is not given again. */
void queue_remove(struct queue *queue, const struct arrival *taken);

/*
 * Is it time to look again? A look at 10,000 waiting files takes as long as many jobs, so several
 * are done after one look, until it is older than QUEUE_LOOK_MS.
 */
bool queue_is_stale(const struct queue *queue);

/* Note that a job has changed the folders (a cancel): the last look is not valid any more. */
void queue_spoil(struct queue *queue);
#define QUEUE_LOOK_MS 100

/*
 * The next file that must not be opened and goes to error/ (see claim_refuse), NULL if there is
 * none.
 */
const struct arrival *queue_next_strange(const struct queue *queue);

/*
 * The number of waiting files, settled or not; and the milliseconds until one may have settled (-1:
 * none is settling).
 */
size_t queue_length(const struct queue *queue);
int queue_next_ms(const struct queue *queue);

/* The i-th waiting file, in order. */
struct waiting *queue_entry(const struct queue *queue, size_t i);

/* Can it be taken? Not while an import that it depends on is still being copied. */
bool queue_is_ready(const struct queue *queue, const struct waiting *entry);
bool queue_waits_for_import(const struct queue *queue, const struct waiting *entry);

/*
 * The next file from *i on that is no request and stays where it is (`why` has the reason); NULL if
 * there is none. Begin with 0.
 */
const struct arrival *queue_next_odd(const struct queue *queue, size_t *i);

/*
 * Read a waiting file, if it is a request and its text has this word; strings in arena. A file that
 * cannot be read is refused later, when it is claimed.
 */
bool queue_peek(const struct queue *queue, const struct arrival *arrival, const char *word,
    struct arena *arena, struct request *request);

#endif
