#ifndef SERVE_TURN_H
#define SERVE_TURN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * turn: whose request is next, so that nobody waits for another's hundred. Agents take turns by
 * their doors; within a door the order is that of arrival. Pure memory: a watcher that takes over
 * begins a new round.
 *
 * Every request has the number of its round: the first that waits in a door is in the round after
 * the one in which that door was served last, but not in one that is over; the next one is in the
 * next round. Lower rounds go first, within a round who came first. So the first request of a door
 * waits for at most one of each other door.
 */
struct turn;

struct turn *turn_new(void);
void turn_free(struct turn *turn);

/* A new look at all that waits: forget what was given out, keep who was served. */
void turn_begin(struct turn *turn);

/*
 * The round of the next waiting request of this door; call it in the order of arrival. counts: it
 * can be taken, so the one after it is later.
 */
uint64_t turn_of(struct turn *turn, const char *door, bool counts);

/* A request of this door was taken, in this round. */
void turn_served(struct turn *turn, const char *door, uint64_t round);

#endif
