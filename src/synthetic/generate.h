#ifndef SYNTHETIC_GENERATE_H
#define SYNTHETIC_GENERATE_H

#include <stdint.h>

#include "base/err.h"

/*
 * generate: makes a synthetic utility of any size from a seed, as CSV files to import.
 *
 * The files are the same bytes on every machine for the same wish on any day.
 */

struct generate_wish {
	const char *folder;
	int64_t accounts, buildings; /* at least one account a building */
	int64_t months;              /* of reads */
	int64_t seed;
	int32_t first_day; /* of the first month */
};

/*
 * Make it, and print a line about it. -1 if a file of the folder is there already, or cannot be
 * written. Durable: no.
 */
int generate_make(const struct generate_wish *wish, struct err *e) NODISCARD;

#endif
