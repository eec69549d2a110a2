#ifndef SYNTHETIC_GENERATE_PLACE_H
#define SYNTHETIC_GENERATE_PLACE_H

#include <stdint.h>

#include "synthetic/generate_file.h"

/* generate_place: makes the states, and the buildings in them, of a synthetic utility. */

/* A state, with the level of its prices against the base prices. */
struct generate_state {
	const char *code; /* "NSW" */
	const char *time_zone;
	int price_percent;
};

#define GENERATE_STATES 7

struct generate_building {
	char code[16]; /* A to Z, then A1 to Z1, A2 ... */
	char name[48];
	char street[48];
	const char *suburb;
	const char *postcode;
	const struct generate_state *state;
};

extern const struct generate_state generate_place_states[GENERATE_STATES];

/* The columns of buildings.csv, separated by blanks. */
extern const char generate_place_columns[];

/* Make the `index`th building, counted from 0. The same seed and index always give the same one. */
void generate_place_building(uint64_t seed, int64_t index, struct generate_building *building);

/* Make only the code of this building. */
void generate_place_code(int64_t index, char code[static 16]);

/* Write the building's row of buildings.csv. */
void generate_place_row(struct generate_file *file, uint64_t seed, int64_t index);

#endif
