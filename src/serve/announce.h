#ifndef SERVE_ANNOUNCE_H
#define SERVE_ANNOUNCE_H

#include "config/app.h"
#include "serve/queue.h"
#include "spool/claim.h"

/* announce: the status lines of files that wait for their turn, in status/. */
struct announce;

struct announce *announce_new(struct app *app, struct queue *queue);
void announce_free(struct announce *announce);

/*
 * Tell everybody who waits: "Queued (2nd; Alice Marsh's request is before it; starts in about 8
 * s)". running is what the slot holds, NULL if it is empty; left_ms how much longer that will take
 * (ESTIMATE_UNKNOWN: as long as others of its kind took, if any did). Only lines that have changed
 * are written, and telling takes no more than a tenth of the time: when thousands wait, the first
 * are told each time and the others in turn, a few hundred at a time, so that no claim waits for
 * their lines.
 */
void announce_waiting(struct announce *announce, const struct claim *running, int64_t left_ms);

/*
 * The slot takes this one, which is still in the queue: when the next one starts depends on how
 * long it will take.
 */
void announce_taken(struct announce *announce, const struct arrival *taken);

/* Others have written status lines: write all lines anew, also those that have not changed. */
void announce_again(struct announce *announce);

#endif
