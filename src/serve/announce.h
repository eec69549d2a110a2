#ifndef SERVE_ANNOUNCE_H
#define SERVE_ANNOUNCE_H

#include "config/app.h"
#include "serve/queue.h"
#include "spool/claim.h"

/* announce: the lines in status/ in which the senders of waiting files read when their turn comes.
 */
struct announce;

struct announce *announce_new(struct app *app, struct queue *queue);
void announce_free(struct announce *announce);

/*
 * Write the line of everybody who waits: "Queued (2nd; Alice Marsh's request is before it; starts
 * in about 8 s)". running is the input in the slot, NULL if it is empty; left_ms how much longer it
 * will take (ESTIMATE_UNKNOWN: as long as others of its kind took, if any did). Only lines that
 * have changed are written, and that takes no more than a tenth of the time: when thousands wait,
 * the lines of the first are written each time and those of the others in turn, a few hundred at a
 * time, so that no claim waits for their lines.
 */
void announce_waiting(struct announce *announce, const struct claim *running, int64_t left_ms);

/*
 * The slot takes this one, which is still in the queue: from how long it will take follows when the
 * next one starts.
 */
void announce_taken(struct announce *announce, const struct arrival *taken);

/* Others have written status lines: write the next line of each file even if it is the same as
 * before. */
void announce_again(struct announce *announce);

/* The folder under status/ for an arrival. */
const char *announce_door(enum arrival_kind kind, const char *door);

#endif
