#ifndef STORE_INTAKE_PLACE_H
#define STORE_INTAKE_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "store/database.h"

/*
 * intake_place: buildings and agents as the import interfaces store them.
 *
 * A NULL string stands for a column that the file does not have: what is stored stays. All are
 * durable with the caller's commit. The `save` functions return 1 if anything changed, 0 if all of
 * it was known, -1 on error.
 */

/* Numbers are digits as text: "" for none. */
struct intake_building {
	const char *code;
	const char *name;
	const char *address_1;
	const char *address_2;
	const char *suburb;
	const char *state;
	const char *postcode;
	const char *country;
	const char *bill_cycle_code;
	const char *billing_day;
	const char *payment_terms_days;
	const char *time_zone;
	const char *tax_number;
	const char *biller_code;
	const char *bank_account_name;
	const char *bank_account;
	const char *logo;
	const char *layout;
	const char *message;
	const char *group; /* of buildings that are scheduled together */
};

/* Any case of the code will do; the suspense building is not found. 1 found, 0 not there, -1 error.
 */
int intake_building_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

int intake_building_save(struct database *db, const struct intake_building *b,
    struct err *e) NODISCARD;

struct intake_agent {
	const char *code;
	const char *name;
	const char *email;
	const char *role;
	const char *all_buildings; /* "1" or "0" */
	const int64_t *buildings; /* ids, ascending, none twice; NULL: not given */
	size_t building_count;
};

int intake_agent_save(struct database *db, const struct intake_agent *a, struct err *e) NODISCARD;

/* 1 found, 0 not there, -1 error. */
int intake_agent_id(struct database *db, const char *code, int64_t *id, struct err *e) NODISCARD;

/* A building that is lent to an agent, from a day to a day, both included. */
struct intake_loan {
	int64_t agent, building;
	int32_t from;
	int32_t to; /* DATE_NONE: until further notice */
	const char *note;
};

/* One row an agent, building and first day. */
int intake_loan_save(struct database *db, const struct intake_loan *loan, struct err *e) NODISCARD;

#endif
