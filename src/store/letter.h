#ifndef STORE_LETTER_H
#define STORE_LETTER_H

#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * letter: statements of account and reminders, from the facts that they are drafted from to the
 * queues that they are put into (tables letter, letter_entry). The rules are in run/letter_draft.h;
 * those that write are called in the database transaction of the letters' run. Amounts are in minor
 * units.
 *
 * Results: 0, or -1 where the database failed; a function that looks for a row returns 1, or 0 if
 * there is none. Strings are in arena, which the caller may reset after each row.
 */

/* An account of a run that has entries in the ledger. */
struct letter_candidate {
	int64_t account;
	const char *number;
	int32_t stated_to; /* the last day of its last statement; DATE_NONE: none */
};
/* Begin these accounts, in the order of building code and account number. */
int letter_begin(struct database *db, const char *run, struct err *e) NODISCARD;
int letter_next(struct database *db, struct arena *arena, struct letter_candidate *candidate,
    struct err *e) NODISCARD;

/* Find the balance of an account at the end of a day: 1, -1. */
int letter_balance(struct database *db, int64_t account, int32_t day, int64_t *balance,
    struct err *e) NODISCARD;

/* An entry of the ledger, for a statement. */
struct letter_movement {
	int64_t ledger;      /* id of the entry in table ledger */
	const char *kind;    /* "OPENING", "INVOICE", "RECEIPT", "ADJUSTMENT" or "REVERSAL" */
	int32_t day, due_day; /* due_day: DATE_NONE where there is none */
	int64_t amount;      /* positive: the customer owes more */
	const char *reference; /* number of an invoice or reversal, reference of a receipt, or "" */
};
/*
 * Begin the entries of an account up to to_day, in the order of their days: those that no statement
 * has stated; or, where from_day is not DATE_NONE, all from that day on.
 */
int letter_movements_begin(struct database *db, int64_t account, int32_t from_day, int32_t to_day,
    struct err *e) NODISCARD;
int letter_movements_next(struct database *db, struct arena *arena,
    struct letter_movement *movement, struct err *e) NODISCARD;

/* An entry of the ledger, for a reminder. */
struct letter_debt {
	const char *kind; /* as in struct letter_movement */
	int64_t amount; /* positive: the customer owes more */
	int32_t due_day; /* the day of the entry where it has no due day */
	int32_t day;
	const char *reference; /* number of an invoice or reversal */
	int64_t invoice; /* id of the invoice or reversal, else 0 */
	int64_t reverses; /* for a reversal, id of its invoice, else 0 */
	int64_t level; /* level of its last reminder; 0: it had none */
	int32_t reminded_day; /* day of its last reminder; DATE_NONE: it had none */
};
/* Begin the entries of an account, the oldest due day first. */
int letter_debts_begin(struct database *db, int64_t account, struct err *e) NODISCARD;
int letter_debts_next(struct database *db, struct arena *arena, struct letter_debt *debt,
    struct err *e) NODISCARD;

/* A letter as it is drafted; the other columns of its row are the account's. */
struct letter {
	const char *run;
	int64_t sequence; /* its place in its run, from 1 */
	const char *number;
	const char *kind; /* "STATEMENT" or "REMINDER" */
	int64_t level; /* highest level among its invoices; 0: it is no reminder */
	int64_t account;
	int32_t letter_day, due_day, from_day, to_day; /* due_day: DATE_NONE for a statement */
	const char *recipient, *payer, *supply_address; /* as run/recipient.h writes them */
	const char *language; /* language to use where the account has none */
	const char *delivery; /* "EMAIL" or "POSTAL" */
	int64_t opening, invoiced, received, adjusted, closing;
	/* ageing of closing, as in store/ledger.h */
	int64_t band_0, band_1, band_2, band_3, band_4;
};
/* Add a letter; its id goes into *id. */
int letter_add(struct database *db, const struct letter *letter, int64_t *id,
    struct err *e) NODISCARD;

/* A line of a letter. */
struct letter_entry {
	int64_t ledger, invoice; /* their ids; 0: it has none */
	int64_t level; /* level of the reminder for this invoice; 0: it is none */
	const char *kind; /* as in struct letter_movement */
	int32_t day, due_day; /* due_day: DATE_NONE where there is none */
	int64_t days_late;
	const char *reference;
	int64_t whole; /* amount of the invoice; or of an OPENING entry in the opening balance */
	int64_t amount; /* amount of the entry; of a reminder, what is open of the invoice */
	int64_t balance; /* balance of the account after it */
};
/* Add a line to a letter; lines are counted from 1. */
int letter_add_entry(struct database *db, int64_t letter, int64_t line,
    const struct letter_entry *entry, struct err *e) NODISCARD;

/* The account of a letter. */
struct letter_account {
	int64_t account;
	const char *number;
};
int letter_find_account(struct database *db, int64_t letter, struct arena *arena,
    struct letter_account *account, struct err *e) NODISCARD;

/* The PDF of a letter, once it is made. */
struct letter_made {
	int64_t letter;
	int64_t pages, bytes;
	const char *sha256;
	int64_t bundle, sheet; /* its place in POSTAL/print, from 1; 0: not by post */
};
int letter_keep_made(struct database *db, const struct letter_made *made, struct err *e) NODISCARD;

/* Put each letter of a run into a queue: of emails, or of the post. */
int letter_queue(struct database *db, const char *run, struct err *e) NODISCARD;

/* Remove the letters of a run that is not DONE. */
int letter_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
