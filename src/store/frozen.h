#ifndef STORE_FROZEN_H
#define STORE_FROZEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "store/database.h"
#include "store/invoice_columns.h"

/*
 * frozen: a document of a run (an invoice, a reversal, a statement, a reminder) read from the rows
 * that its PDF is drawn from. The rows do not change once it is issued. Amounts are in minor units.
 *
 * Results: 0, or -1 where the database failed; _find and _next return 1, or 0 if there is no row,
 * or no more. Strings are in arena, which the caller may reset after each document.
 */
struct frozen {
	int64_t id;
	const char *number;
	const char *kind; /* "INVOICE", "REVERSAL", "STATEMENT", "REMINDER" */
	int64_t sequence; /* its place in its number series; of a letter, in its run */

	/* Its facts: the columns of store/invoice_columns.h. */
	INVOICE_EACH_COLUMN(INVOICE_COLUMN_MEMBER)

	const char *account_number, *building_code;
	const char *cycle;    /* billing cycle of the account */
	int32_t since;        /* first day on which the account was this customer's */
	int64_t txn;          /* the transaction that it bills or takes back; 0: it is a letter */
	const char *reverses; /* number of the invoice that it takes back; "" if none */
	bool issued;
	/* use before it, as report/chart.h writes it; valid once it is issued */
	const char *history;

	/* The sender as it was, and the names of its layout and logo; "" if there is none. */
	const char *sender_name, *sender_lines, *sender_tax_number, *sender_email, *sender_message;
	const char *sender_street, *sender_postcode, *sender_town, *sender_country;
	const char *bank_name, *bank_account, *biller_code;
	const char *layout, *logo;

	/* Its PDF: 0 and "" until it is made. */
	int64_t pages, bytes;
	const char *sha256;
	int64_t bundle, sheet; /* its place in POSTAL/print, from 1; 0: not by post */

	/* The copy that somebody else gets; its recipient is "" if there is none. */
	const char *copy_recipient;
	int64_t copy_pages, copy_bytes;
	const char *copy_sha256;
	int64_t copy_bundle, copy_sheet;

	/*
	 * For letters: the level of a reminder (0: it is none), and how old its closing balance is,
	 * as in store/ledger.h.
	 */
	int64_t level;
	int64_t band_0_minor, band_1_minor, band_2_minor, band_3_minor, band_4_minor;
};

/*
 * Begin the documents of a run whose sequence leaves `shard` when divided by `shards`, by sequence.
 * *letters: the run has letters, and no invoices.
 */
struct frozen_shard {
	const char *run;
	int64_t shards, shard;
};
int frozen_begin(struct database *db, const struct frozen_shard *which, bool *letters,
    struct err *e) NODISCARD;
int frozen_next(struct database *db, bool letters, struct arena *arena, struct frozen *frozen,
    struct err *e) NODISCARD;

/* Find the invoice, or letter, with this id. */
int frozen_find(struct database *db, bool letter, int64_t id, struct arena *arena,
    struct frozen *frozen, struct err *e) NODISCARD;

/* The lines of a transaction, in order. */
struct frozen_line {
	const char *kind; /* "USAGE", "CHARGE", ... as in store/txn.h */
	const char *description;
	const char *meter, *meter_type; /* "" if the line is of no meter */
	int32_t from_day, to_day;       /* DATE_NONE if the line is of no days */
	int64_t days;
	int64_t tier; /* number of the tier, from 1; 0: none */
	struct decimal quantity;
	const char *unit;
	struct decimal price;
	int64_t amount_minor;
	const char *tax_code;
	const char *working; /* how the amount came about */
};
int frozen_lines_begin(struct database *db, int64_t txn, struct err *e) NODISCARD;
int frozen_lines_next(struct database *db, struct arena *arena, struct frozen_line *line,
    struct err *e) NODISCARD;

/* The uses of a transaction's registers, in order. */
struct frozen_usage {
	const char *meter, *serial, *meter_type;
	int32_t from_day, to_day; /* from_day: DATE_NONE for demand, which has only one read */
	struct decimal from_value, to_value;
	bool from_estimated, to_estimated, rolled_over;
	struct decimal multiplier, quantity;
	const char *unit;
};
int frozen_usages_begin(struct database *db, int64_t txn, struct err *e) NODISCARD;
int frozen_usages_next(struct database *db, struct arena *arena, struct frozen_usage *usage,
    struct err *e) NODISCARD;

/* The tax of a transaction, a row for each code. */
struct frozen_tax {
	const char *code;
	struct decimal percent;
	int64_t net_minor, tax_minor;
};
int frozen_taxes_begin(struct database *db, int64_t txn, struct err *e) NODISCARD;
int frozen_taxes_next(struct database *db, struct arena *arena, struct frozen_tax *tax,
    struct err *e) NODISCARD;

/* The entries that a letter states, in order. */
struct frozen_entry {
	const char *kind; /* "OPENING", "INVOICE", "RECEIPT", "ADJUSTMENT", "REVERSAL" */
	int32_t day, due_day; /* due_day: DATE_NONE where there is none */
	int64_t days_late;
	int64_t level; /* level of the reminder for this invoice; 0: none */
	const char *reference;
	/* amount of the invoice; or of an OPENING entry that is in the opening balance */
	int64_t whole_minor;
	int64_t amount_minor; /* amount of the entry; of a reminder, what is open of the invoice */
	int64_t balance_minor; /* balance of the account after it */
};
int frozen_entries_begin(struct database *db, int64_t letter, struct err *e) NODISCARD;
int frozen_entries_next(struct database *db, struct arena *arena, struct frozen_entry *entry,
    struct err *e) NODISCARD;

#endif
