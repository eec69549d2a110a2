#ifndef STORE_INTAKE_PRICE_H
#define STORE_INTAKE_PRICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * intake_price: rows of price plans as the import interface knows them. A NULL string stands for a
 * column that the file does not have: what is stored stays. All changes are durable with the
 * caller's commit.
 */

struct intake_price {
	int64_t id; /* of a stored one */
	const char *plan_code;
	const char *schedule;
	const char *meter_type;
	const char *tier_from; /* without trailing zeros: it is part of the key */
	const char *invoice_desc;
	int32_t start_day;
	const char *per;
	const char *price;
	const char *unit;
	const char *tax_code;
	int32_t end_day;
	bool end_given; /* the file has the column */
	const char *product;
	const char *description;
};

/* The stored row with p's key: its id, price, per, unit and tax_code, in arena. 1, 0, -1. */
int intake_price_find(struct database *db, const struct intake_price *p, struct arena *arena,
    struct intake_price *stored, struct err *e) NODISCARD;

/* 1 changed, 0 known already, -1 error. */
int intake_price_save(struct database *db, const struct intake_price *p, struct err *e) NODISCARD;

/* Ids of all rows that billed transactions have used, ascending, in arena. One pass over the lines.
 */
int intake_price_billed(struct database *db, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e) NODISCARD;

/*
 * Call each for every two rows that hold for the same thing on the same days: first (what, start)
 * and then.
 */
int intake_price_overlaps(struct database *db,
    void (*each)(void *context, const struct intake_price *first, int32_t then), void *context,
    struct err *e) NODISCARD;

#endif
