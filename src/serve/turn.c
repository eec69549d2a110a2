#include "serve/turn.h"

#include "base/memory.h"

/* The door of one agent. */
struct turn_door {
	char *name;
	uint64_t served; /* the round in which it was served last */
	uint64_t given;  /* how many of its waiting requests have a round */
};

struct turn {
	struct turn_door *doors;
	size_t count, room;
	uint64_t now; /* the round of the request that was taken last */
};

struct turn *
turn_new(void)
{
	return (memory_new(1, sizeof(struct turn)));
}

void
turn_free(struct turn *turn)
{
	size_t i;

	if (turn == NULL)
		return;
	for (i = 0; i < turn->count; i++)
		free(turn->doors[i].name);
	free(turn->doors);
	free(turn);
}

/* Find the door of this name; make it if it is new. There are as many as agents. */
static struct turn_door *
find_door(struct turn *turn, const char *name)
{
	size_t i;

	for (i = 0; i < turn->count; i++)
		if (strcmp(turn->doors[i].name, name) == 0)
			return (&turn->doors[i]);
	if (turn->count == turn->room) {
		turn->room = turn->room > 0 ? 2 * turn->room : 16;
		turn->doors = memory_resize(turn->doors, turn->room, sizeof(*turn->doors));
	}
	turn->doors[turn->count] = (struct turn_door){ .name = memory_string(name) };
	return (&turn->doors[turn->count++]);
}

void
turn_begin(struct turn *turn)
{
	size_t i;

	for (i = 0; i < turn->count; i++)
		turn->doors[i].given = 0;
}

uint64_t
turn_of(struct turn *turn, const char *door, bool counts)
{
	struct turn_door *d = find_door(turn, door);
	uint64_t first = d->served + 1 > turn->now ? d->served + 1 : turn->now;
	uint64_t round = first + d->given;

	d->given += counts ? 1 : 0;
	return (round);
}

void
turn_served(struct turn *turn, const char *door, uint64_t round)
{
	find_door(turn, door)->served = round;
	if (round > turn->now)
		turn->now = round;
}
