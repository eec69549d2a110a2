#ifndef SERVE_TURN_H
#define SERVE_TURN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * turn: decides whose request is next, so that nobody waits for a hundred requests of another.
 * Agents take turns by their doors; within a door the order is that of arrival. It is kept in
 * memory only: a watcher that takes over begins a new round.
 *
 * Every request has the number of its round: the first that waits in a door is in the round after
 * the one in which that door was served last, or in the present round, if that is later; the next
 * one is in the next round. Lower rounds go first; within a round the first to come goes first. So
 * the first request of a door waits for at most one of each other door.
 */
struct turn;

struct turn *turn_new(void);
void turn_free(struct turn *turn);

/*
 * Begin a new look at all waiting requests: forget their rounds, but keep which doors were served.
 */
void turn_begin(struct turn *turn);

/*
 * The round of the next waiting request of this door; call it in the order of arrival. counts: the
 * request can be taken, so the next one of this door is in a later round.
 */
uint64_t turn_of(struct turn *turn, const char *door, bool counts);

/* Note that a request of this door and this round was taken. */
void turn_served(struct turn *turn, const char *door, uint64_t round);

#endif
