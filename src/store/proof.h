#ifndef STORE_PROOF_H
#define STORE_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * proof: the figures of a run that its proof.txt compares, each summed by the database over other
 * rows than those that the run's lists are written from. Amounts are in minor units. 0, or -1 where
 * the database failed.
 */

/* How many accounts of a transaction run each outcome has. 0; then 1, 0 at the end, -1. */
struct proof_outcome {
	const char *outcome; /* "BILLED", "NOT_DUE", ...; lives until the next call */
	int64_t accounts, reads;
};
int proof_outcomes_begin(struct database *db, const char *run, struct err *e) NODISCARD;
int proof_outcomes_next(struct database *db, struct proof_outcome *outcome,
    struct err *e) NODISCARD;

/* The sums of a transaction run. */
struct proof_transactions {
	int64_t lines_minor, taxes_minor, totals_minor; /* of its transactions */
	int64_t accounts; /* accounts of its buildings, or those that it names */
	int64_t reads;    /* reads of these accounts in the period of the run */
};
int proof_transactions(struct database *db, const char *run, struct proof_transactions *proof,
    struct err *e) NODISCARD;

/* Count the sheets of POSTAL/print of a run; with `duplex` two pages are one sheet. */
struct proof_print {
	int64_t sets, bundles;
	int64_t last_sheet; /* the highest number on a sheet; 0 if there is none */
	int64_t sheets;
};
int proof_print(struct database *db, const char *run, bool duplex, struct proof_print *proof,
    struct err *e) NODISCARD;

/* The sums of an invoice run. */
struct proof_invoices {
	int64_t invoices, by_email, by_post, copies;
	int64_t net_minor, tax_minor, total_minor;
	int64_t pages;
	const char *first, *last; /* first and last number, in arena; "" if there are no invoices */
	int64_t span; /* last sequence - first + 1; 0 if there are no invoices */
	int64_t balances_minor; /* sum by which they change the accounts' balances */
	int64_t lines_minor, taxes_minor; /* sums of their transactions */
};
int proof_invoices(struct database *db, const char *run, struct arena *arena,
    struct proof_invoices *proof, struct err *e) NODISCARD;

/* The sums of a letter run. */
struct proof_letters {
	int64_t letters, by_email, by_post, pages;
	int64_t opening_minor, closing_minor, entries_minor; /* as the letters state them */
	int64_t ledger_minor; /* closing balances as the ledger has them */
	int64_t ledger_entries; /* ledger entries that the run has made: there must be none */
};
int proof_letters(struct database *db, const char *run, struct proof_letters *proof,
    struct err *e) NODISCARD;

#endif
