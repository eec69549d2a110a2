#ifndef SYNTHETIC_GENERATE_SUPPLY_H
#define SYNTHETIC_GENERATE_SUPPLY_H

#include <stdbool.h>

#include "synthetic/generate_prng.h"
#include "synthetic/generate_world.h"

/*
 * generate_supply: makes the supply of a site: its product, its registers, and their reads month by
 * month.
 *
 * Reads of a register never contradict each other: it begins with an OPENING read, grows by a
 * seasonal amount a month, may roll over, and after a meter exchange goes on with the new meter's
 * OPENING read on the day after the old one's CLOSING read.
 */

#define GENERATE_REGISTERS 3

struct generate_register;

/* A way in which sites are supplied. */
struct generate_set {
	int permille;        /* share among all accounts */
	const char *plan;    /* "PWR-FLAT" */
	const char *product; /* POWER, WATER, GAS */
	bool commercial;     /* only firms have it */
	const char *site_prefix;
	const struct generate_register *registers[GENERATE_REGISTERS]; /* NULL after the last */
};

struct generate_site {
	const struct generate_set *set;
	char identifier[24];
	int open_month; /* index of the month with whose first day the account begins */
};

/* The columns of meters.csv and meter-reads.csv, separated by blanks. */
extern const char generate_supply_meter_columns[];
extern const char generate_supply_read_columns[];

/* Choose one of the ways to be supplied, each as often as its permille. */
const struct generate_set *generate_supply_choose(struct generate_prng *prng);

/* Write the site's meters and all of their reads. */
void generate_supply_rows(struct generate_world *world, const struct generate_site *site,
    struct generate_prng *prng);

#endif
