#ifndef STORE_INTAKE_METER_H
#define STORE_INTAKE_METER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/arena.h"
#include "store/database.h"

/*
 * intake_meter: meters and their reads, as the imports read and change them. Changes are durable
 * with the caller's commit.
 */

struct intake_meter_key {
	const char *site;
	const char *code;
	const char *reg;
};

struct intake_known_meter {
	int64_t id;
	const char *type;
	struct decimal multiplier;
	int64_t dial_digits; /* 0: the dial never rolls over */
	int32_t install_day;
	int32_t removed_day; /* or DATE_NONE */
};

/* Find a meter: 1 found (strings in arena), 0 not there, -1 error. */
int intake_meter_find(struct database *db, const struct intake_meter_key *key, struct arena *arena,
    struct intake_known_meter *known, struct err *e) NODISCARD;

/* Has the site any meter, or (code not NULL) one of this code? 1, 0, -1. */
int intake_meter_at_site(struct database *db, const char *site, const char *code,
    struct err *e) NODISCARD;

/* Is there any site that begins with a zero? 1, 0, -1. */
int intake_meter_zeros(struct database *db, struct err *e) NODISCARD;

/* Has anybody at the site been billed yet? 1, 0, -1. */
int intake_meter_billed(struct database *db, const char *site, struct err *e) NODISCARD;

/* The account and the invoice that bill a day. */
struct intake_billing {
	const char *account;
	const char *invoice; /* "" if the invoice is not known */
};

/*
 * Has somebody at the site been billed up to the end of this day? 1 with billing (in arena), 0, -1.
 */
int intake_meter_day_billed(struct database *db, const char *site, int32_t day, struct arena *arena,
    struct intake_billing *billing, struct err *e) NODISCARD;

struct intake_read {
	int64_t meter_id;
	int32_t day;
	bool opening;
	bool estimated;
	const char *value;
	const char *kind;
	const char *temp_factor; /* or NULL */
	const char *cv_factor;   /* or NULL */
};

/* Add a read: 1 added, 0 there is one of this day already (unchanged), -1 error. */
int intake_read_add(struct database *db, const struct intake_read *r, struct err *e) NODISCARD;

/* Find the stored read that has r's meter, day and opening; strings in arena. 1, 0, -1. */
int intake_read_find(struct database *db, const struct intake_read *r, struct arena *arena,
    struct intake_read *stored, struct err *e) NODISCARD;

/* Replace a stored read by r, or remove it. 0 or -1. */
int intake_read_change(struct database *db, const struct intake_read *r, struct err *e) NODISCARD;
int intake_read_remove(struct database *db, const struct intake_read *r, struct err *e) NODISCARD;

#endif
