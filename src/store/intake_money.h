#ifndef STORE_INTAKE_MONEY_H
#define STORE_INTAKE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * intake_money: charges, receipts and adjustments as the import interfaces store them; receipts and
 * adjustments with their ledger entries. Amounts are in minor units. All changes are durable with
 * the caller's commit.
 */

#define INTAKE_SUSPENSE_ID 0 /* account 999999: receipts of accounts that nobody knows */
#define INTAKE_SUSPENSE_NUMBER "999999"

struct intake_charge_key {
	int64_t account;
	const char *code;
	int32_t day;
	const char *reference;
};

/* The values of a stored charge. */
struct intake_charge {
	int64_t amount_minor;
	const char *charge_group;
	const char *invoice_desc;
	const char *tax_code;
	const char *frequency;
	int32_t end_day;   /* or DATE_NONE */
	int32_t billed_to; /* last day up to which it is on invoices; DATE_NONE: none */
};

/* Find the charge with this key; strings in arena. 1, 0, -1. */
int intake_charge_find(struct database *db, const struct intake_charge_key *key,
    struct arena *arena, struct intake_charge *stored, struct err *e) NODISCARD;

struct intake_receipt {
	int64_t account_id;
	const char *given_number;
	int32_t day;
	int64_t amount_minor; /* positive: the customer has paid */
	const char *batch_type;
	const char *reference;
	int64_t import_id;
};

struct intake_adjustment {
	int64_t account_id;
	const char *reason_code;
	int32_t day;
	int64_t amount_minor; /* positive: the customer owes more */
	bool posted;
	const char *notes;
	int64_t import_id;
};

/* The file that already brought a row that looks the same. */
struct intake_twin {
	const char *name;
	int32_t day; /* on which it was loaded */
};

/* Did another file bring an equal row? 1 with *twin (strings in arena), 0, -1. */
int intake_receipt_twin(struct database *db, const struct intake_receipt *r, struct arena *arena,
    struct intake_twin *twin, struct err *e) NODISCARD;
int intake_adjustment_twin(struct database *db, const struct intake_adjustment *a,
    struct arena *arena, struct intake_twin *twin, struct err *e) NODISCARD;

/* Store it, and post it to the ledger (an adjustment only where it is to be posted). 0 or -1. */
int intake_receipt_add(struct database *db, const struct intake_receipt *r,
    struct err *e) NODISCARD;
int intake_adjustment_add(struct database *db, const struct intake_adjustment *a,
    struct err *e) NODISCARD;

#endif
