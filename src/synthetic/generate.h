#ifndef SYNTHETIC_GENERATE_H
#define SYNTHETIC_GENERATE_H

#include <stdint.h>

#include "base/err.h"

/*
 * generate: makes a synthetic utility of any size from a seed, as CSV files to import.
 *
 * The same wish makes the same bytes on every machine and on every day.
 */

struct generate_wish {
	const char *folder;
	int64_t accounts, buildings; /* each building has at least one account */
	int64_t months;              /* months that have reads */
	int64_t seed;
	int32_t first_day; /* first day of the first month */
};

/*
 * Make the files, and print a line about them. -1 if a file of the folder is there already, or
 * cannot be written. Durable: no.
 */
int generate_make(const struct generate_wish *wish, struct err *e) NODISCARD;

#endif
