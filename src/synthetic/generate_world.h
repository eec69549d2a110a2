#ifndef SYNTHETIC_GENERATE_WORLD_H
#define SYNTHETIC_GENERATE_WORLD_H

#include <stdint.h>

#include "synthetic/generate_file.h"
#include "synthetic/generate_prng.h"
#include "base/date.h"

/*
 * generate_world: the facts that all accounts of a synthetic utility share: its size, its calendar,
 * and the open files.
 */

/* The files, in the order in which they are to be loaded. */
enum generate_name {
	FILE_BUILDINGS,
	FILE_AGENTS,
	FILE_PRICES,
	FILE_CUSTOMERS,
	FILE_METERS,
	FILE_READS,
	FILE_CHARGES,
	FILE_RECEIPTS,
	FILE_COUNT
};

/* One month: its last day is the day of its reads. */
struct generate_month {
	char last[DATE_ISO_SIZE];
	int32_t first_day;
	int days;
	int of_year; /* 1 to 12, its number in the year */
	/* Factors of its gas: */
	char temp_factor[8];
	char cv_factor[8];
};

struct generate_world {
	uint64_t seed;
	int64_t accounts;
	int64_t buildings;
	int months;
	struct generate_month *calendar; /* one element for each month */
	struct generate_file files[FILE_COUNT];
};

/* Make the calendar of a world whose seed and months are set; it begins on first_day. */
void generate_world_init(struct generate_world *world, int32_t first_day);

/* Give its memory back. The files are the caller's. */
void generate_world_release(struct generate_world *world);

/* The first and the last day of the calendar. */
int32_t generate_world_first(const struct generate_world *world);
int32_t generate_world_last(const struct generate_world *world);

#endif
