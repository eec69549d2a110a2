#ifndef SYNTHETIC_GENERATE_PRICE_H
#define SYNTHETIC_GENERATE_PRICE_H

#include <stdint.h>

#include "synthetic/generate_file.h"
#include "synthetic/generate_place.h"

/*
 * generate_price: writes the price plans of a synthetic utility: each plan in each state, with a
 * change of prices in between.
 */

#define GENERATE_PLAN_SIZE 33

/* The columns of price-plans.csv, separated by blanks. */
extern const char generate_price_columns[];

/* Make the code of a plan in a state: "PWR-FLAT" becomes "PWR-FLAT-NSW". Returns code. */
char *generate_price_plan(const char *plan, const struct generate_state *state,
    char code[static GENERATE_PLAN_SIZE]);

/*
 * Write all plans. They are valid from five years before the first day on. The price of power rises
 * two months before the end of the last month, so between two months; that of gas in the middle of
 * the last month.
 */
void generate_price_rows(struct generate_file *file, int32_t first_day, int32_t last_day);

#endif
