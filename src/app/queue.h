#ifndef APP_QUEUE_H
#define APP_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "app/estimate.h"
#include "spool/claim.h"
#include "spool/scan.h"

/*
 * queue: what waits in the drop folders, in the order in which it will be done, and what its senders are told meanwhile.
 *
 * Order: a cancel first; then by arrival, but agents take turns (app/turn.h): one who drops a hundred requests does not keep
 * another's one waiting. An import goes before every request that came after it. Imports that arrived together are done in the
 * order in which they depend on each other (buildings before customers before meters ...), however their files happened to be
 * copied.
 */
struct queue;

struct queue *queue_new(struct app *app);
void queue_free(struct queue *queue);

/* Scan the folders. Before queue_next, and now and then during a long run. */
int queue_look(struct queue *queue, struct err *e) NODISCARD;

/* The next input to take, NULL if none has settled. Valid until the next queue_look. */
const struct arrival *queue_next(const struct queue *queue);

/* The input that queue_next gave is taken, or gone: do not give it again. */
void queue_remove(struct queue *queue, const struct arrival *taken);

/*
 * Is it time to look again? A look at 10,000 waiting files takes as long as many of them, so that several are done after
 * one look, as long as what it saw is not older than QUEUE_LOOK_MS.
 */
bool queue_is_stale(const struct queue *queue);

/* What was done has changed the folders (a cancel): what the last look saw is not to be believed. */
void queue_spoil(struct queue *queue);
#define QUEUE_LOOK_MS 100

/* The next thing that must not be opened and goes to error/ (see claim_refuse), NULL if there is none. */
const struct arrival *queue_next_strange(const struct queue *queue);

/*
 * Tell everybody who waits: "Queued (2nd; Alice Marsh's request is before it; starts in about 8 s)". running is what the slot
 * holds, NULL if it is empty; left_ms how much longer that will take (ESTIMATE_UNKNOWN: as long as others of its kind took, if any
 * did). Only lines that have changed are written, and telling takes no more than a tenth of the time: when thousands wait, the
 * first are told each time and the others in turn, a few hundred at a time, so that no claim waits for their lines.
 */
void queue_announce(struct queue *queue, const struct claim *running, int64_t left_ms);

/* How many wait, settled or not; and milliseconds until something may have settled (-1: nothing is settling). */
size_t queue_length(const struct queue *queue);
int queue_next_ms(const struct queue *queue);

/* The i-th that waits, in order, with the line it was told last: for `status`. */
const struct arrival *queue_entry(const struct queue *queue, size_t i, const char **line);

#endif
