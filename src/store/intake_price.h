#ifndef STORE_INTAKE_PRICE_H
#define STORE_INTAKE_PRICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "store/database.h"

/* intake_price: rows of price plans, as their import reads them. */

struct intake_price_key {
	const char *plan_code;
	const char *schedule;
	const char *meter_type;
	const char *tier_from; /* without trailing zeros */
	const char *invoice_desc;
	int32_t start_day;
};

/* The values of a stored price that bills depend on. */
struct intake_price {
	int64_t id;
	struct decimal price;
	const char *per;
	const char *unit;
	const char *tax_code;
};

/* Find the price with this key; strings in arena. 1, 0, -1. */
int intake_price_find(struct database *db, const struct intake_price_key *key, struct arena *arena,
    struct intake_price *stored, struct err *e) NODISCARD;

/* Find the ids of all prices that billed transactions have used, ascending, in arena. 0 or -1. */
int intake_price_billed(struct database *db, struct arena *arena, const int64_t **ids,
    size_t *count, struct err *e) NODISCARD;

/* Two prices for the same thing, of which the first has not ended when the next begins. */
struct intake_overlap {
	const char *plan_code;
	const char *schedule;
	const char *invoice_desc;
	int32_t start_day;
	int32_t next_day;
};

/* Call `each` for every such pair of prices; its strings live for the call. 0 or -1. */
int intake_price_overlaps(struct database *db,
    void (*each)(void *context, const struct intake_overlap *overlap), void *context,
    struct err *e) NODISCARD;

#endif
