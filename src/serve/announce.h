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
 * Write the status line of every waiting file: "Queued (2nd; Alice Marsh's request is before it;
 * starts in about 8 s)". `running` is the claim in the slot, NULL if it is empty; left_ms is how
 * much longer it will take (ESTIMATE_UNKNOWN: as long as others of its kind took, if any did). Only
 * lines that have changed are written, and this takes no more than a tenth of the time: when
 * thousands wait, the first get their lines in each call and the others in turn, a few hundred at a
 * time, so that no claim waits for it.
 */
void announce_waiting(struct announce *announce, const struct claim *running, int64_t left_ms);

/*
 * Note that the slot takes this input, while it is still in the queue: the start of the next one
 * depends on its time.
 */
void announce_taken(struct announce *announce, const struct arrival *taken);

/*
 * Write all lines anew at the next call, even those that have not changed: others have written
 * status lines.
 */
void announce_again(struct announce *announce);

#endif
