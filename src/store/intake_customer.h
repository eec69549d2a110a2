#ifndef STORE_INTAKE_CUSTOMER_H
#define STORE_INTAKE_CUSTOMER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * intake_customer: accounts, as the imports of customers read and change them. Changes are durable
 * with the caller's commit.
 */

/* The values of a stored account that a new row of the file could contradict. */
struct intake_known_customer {
	int64_t id;
	int64_t building_id;
	int32_t open_day;
	int32_t close_day; /* or DATE_NONE */
	int32_t billed_to; /* or DATE_NONE */
	const char *product;
};

/* Find an account by its number: 1 found (strings in arena), 0 not there, -1 error. */
int intake_customer_find(struct database *db, const char *number, struct arena *arena,
    struct intake_known_customer *known, struct err *e) NODISCARD;
int intake_customer_id(struct database *db, const char *number, int64_t *id,
    struct err *e) NODISCARD;

/* Is there any account number that begins with a zero? 1, 0, -1. */
int intake_customer_zeros(struct database *db, struct err *e) NODISCARD;

/* The days that an account is at a site, for one product. */
struct intake_stay {
	const char *site;
	const char *number;
	const char *product;
	int32_t open_day;
	int32_t close_day; /* or DATE_NONE */
};

/*
 * Another account at the same site on some of the same days for the same product: 1 with it in
 * other (strings in arena), 0, -1.
 */
int intake_customer_overlap(struct database *db, const struct intake_stay *stay,
    struct arena *arena, struct intake_stay *other, struct err *e) NODISCARD;

/*
 * Remove the account's unbilled transaction, whatever building it was made for: a run of the new
 * building makes it anew. 1 removed, 0 there was none, -1 error. Call it while the scope (table
 * scope) is empty, which it is again afterwards.
 */
int intake_customer_drop_unbilled(struct database *db, int64_t account_id, struct err *e) NODISCARD;

/* Find the opening balance that was posted (0 if none), or post one: 0, -1. */
int intake_customer_opening(struct database *db, const char *number, int64_t *amount_minor,
    struct err *e) NODISCARD;
int intake_customer_post_opening(struct database *db, const char *number, int32_t day,
    int64_t amount_minor, struct err *e) NODISCARD;

#endif
