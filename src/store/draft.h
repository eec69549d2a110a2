#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * draft: the invoices and reversals of a run from the moment when they get their numbers until they
 * are issued (tables invoice, invoice_copy, undrawable). Those that write are called inside a
 * database transaction of the caller's.
 *
 * Results: 0, or -1 where the database failed; a function that looks for a row returns 1, or 0 if
 * there is none.
 */

/* The last number of a series of invoices, without its prefix; 0 before the first. */
int draft_last_sequence(struct database *db, const char *series, int64_t *sequence,
    struct err *e) NODISCARD;

/* An unbilled transaction that becomes an invoice. */
struct draft_candidate {
	int64_t txn, account;
	/* minor units */
	int64_t balance;            /* balance of the account, without this invoice */
	int64_t received, adjusted; /* since its last invoice; received: positive for money in */
};

/*
 * Begin the candidates of a run in the order of building code and account number: those that end by
 * end_day (DATE_NONE: all) and have nothing that blocks them.
 */
int draft_begin(struct database *db, const char *run, int32_t end_day, struct err *e) NODISCARD;
int draft_next(struct database *db, struct draft_candidate *candidate, struct err *e) NODISCARD;

/* An invoice that is drafted; store/invoice_columns.h has the other columns of its row. */
struct draft_invoice {
	const char *run;
	const char *series; /* the prefix of its number */
	int64_t sequence;
	const char *number;
	int64_t txn, balance, received, adjusted; /* those of the candidate */
	int32_t invoice_day;
	int64_t terms_days; /* days until it is due, where its building has no terms of its own */
	const char *recipient, *payer, *supply_address; /* as run/recipient.h writes them */
	const char *language; /* language to use where the account has none */
	const char *delivery; /* "EMAIL" or "POSTAL" */
};
int draft_add(struct database *db, const struct draft_invoice *invoice, struct err *e) NODISCARD;

/* Draft the copy of an invoice for somebody else: recipient as in struct draft_invoice. */
int draft_add_copy(struct database *db, const char *number, const char *recipient,
    struct err *e) NODISCARD;

/* An invoice that somebody asks to reverse. */
struct draft_reversible {
	int64_t invoice;
	int64_t building;
	const char *building_code;
	const char *kind;        /* "INVOICE" or "REVERSAL" */
	const char *state;       /* "DRAFT" or "ISSUED" */
	int32_t period_to;
	const char *reversed_by; /* number of its reversal, "" if it has none */
	int32_t billed_to;       /* last day on its account's bills; DATE_NONE: it has none */
};
int draft_find_reversible(struct database *db, const char *number, struct arena *arena,
    struct draft_reversible *found, struct err *e) NODISCARD;

/* A reversal: the facts of its invoice, its amounts negated. */
struct draft_reversal {
	const char *run, *series;
	int64_t sequence;
	const char *number;
	int64_t invoice; /* the invoice that it reverses */
	bool rebill;     /* the days of that invoice can be billed again */
	int32_t invoice_day;
	const char *message; /* printed on it */
	const char *reason;  /* why it was asked for; printed nowhere */
};
int draft_add_reversal(struct database *db, const struct draft_reversal *reversal,
    struct err *e) NODISCARD;

/* Draft the copies of a run's reversals: each goes where the copy of its invoice went. */
int draft_add_reversal_copies(struct database *db, const char *run, struct err *e) NODISCARD;

/* Remove the drafts of a run; nothing if the run is issued. */
int draft_clear(struct database *db, const char *run, struct err *e) NODISCARD;

/* Find a run that has drafts: 1 with its id in arena, 0 if there is none, -1. */
int draft_find_left(struct database *db, struct arena *arena, const char **run,
    struct err *e) NODISCARD;

/* ---- that cannot be drawn -------------------------------------------------------------------- */

/*
 * Note, outside of any transaction, that an invoice cannot be drawn; draft_except_undrawable reads
 * it.
 */
int draft_add_undrawable(struct database *db, int64_t invoice, const char *why,
    struct err *e) NODISCARD;

/*
 * Give the accounts of the invoices that were noted an exception NOT_DRAWABLE; then forget the
 * notes.
 */
int draft_except_undrawable(struct database *db, const char *run, struct err *e) NODISCARD;

/* ---- issuing --------------------------------------------------------------------------------- */

/* The PDF of a drafted invoice, once it is made. */
struct draft_made {
	int64_t invoice;
	int64_t pages, bytes;
	const char *sha256;
	const char *history; /* use before it, as report/chart.h writes it; not for a copy */
	int64_t bundle, sheet; /* its place in POSTAL/print, from 1; 0: not by post */
};
int draft_keep_made(struct database *db, const struct draft_made *made, struct err *e) NODISCARD;
/* Store the PDF of the invoice's copy, in the same way. */
int draft_keep_copy_made(struct database *db, const struct draft_made *made,
    struct err *e) NODISCARD;

/*
 * Make the drafts of a run final, with all that follows: transactions billed (or, for a rebill,
 * billable again), accounts' and charges' billed-to days, the ledger, the email and post queues.
 */
int draft_issue(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
