#ifndef STORE_OVERVIEW_H
#define STORE_OVERVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"
#include "store/list_span.h"
#include "store/record.h"

/*
 * overview: the lists of the database that the dashboard shows. A member is called as its value is
 * in the page's data, and RECORD has the order of the values: a new value is a column, a member,
 * and an entry in RECORD. Amounts are in minor units, texts live as long as the call.
 */

struct overview_building {
	int64_t id;
	const char *code, *name;
	int64_t accounts;
	int64_t unbilled, amount; /* transactions that wait for invoices, and their sum */
	int64_t due; /* accounts that could be billed today and have no transaction */
};

struct overview_email {
	int64_t message;
	const char *state, *account, *name;
	int64_t amount;
	const char *to, *why, *file, *kind;
	int64_t level; /* of a reminder, else 0 */
};

/* How many documents of a run the mail room has to post, and has posted. */
struct overview_post {
	const char *run;
	int64_t waiting, posted;
	const char *at, *by; /* when and by whom the last one was posted; "": none was */
};

struct overview_run {
	const char *id, *kind, *agent;
	int32_t day, end; /* end: DATE_NONE where it has none */
	const char *state, *status;
	struct record_text buildings; /* "A, B": the first of them; NULL: it has none */
	int64_t building_count;
	const char *hash; /* hash of a preview's result, to approve it by; else "" */
};

/* An account that no bill covers for too long; `of` is how many there are. */
struct overview_overdue {
	const char *building, *account, *name, *site, *cycle;
	int64_t days, of;
};

struct overview_schedule {
	const char *name, *what;
	struct record_text buildings; /* the buildings that it is for, in words */
	const char *agent, *when, *next, *last;
	bool paused;
	struct record_text status, run; /* those of its last request; NULL: there is none */
};

struct overview_agent {
	const char *code, *name, *role;
	bool all; /* the agent has all buildings */
	struct record_text buildings; /* the buildings that they reach today: "A;B"; NULL: none */
};

enum overview_list {
	OVERVIEW_BUILDINGS, /* struct overview_building, by code */
	OVERVIEW_EXCEPTIONS, /* struct exception_listed: blocking ones, then those about unbilled
	                        transactions; without those about readings */
	OVERVIEW_READS, /* struct review */
	OVERVIEW_EMAILS, /* struct overview_email: neither sent nor withdrawn; new ones last */
	OVERVIEW_POST, /* struct overview_post, the last run first */
	OVERVIEW_RUNS, /* struct overview_run, the last first */
	OVERVIEW_OVERDUE, /* struct overview_overdue, the longest first */
	OVERVIEW_SCHEDULES, /* struct overview_schedule, by their next run */
	OVERVIEW_AGENTS, /* struct overview_agent, by code */
	OVERVIEW_LIST_COUNT
};

/* The callback for each row: a struct of the list above, and its record. */
typedef void overview_each(void *context, const struct record *record, const void *row);

/* Call `each` for the rows of a list. 0 or -1. */
int overview_rows(struct database *db, enum overview_list list, const struct list_span *span,
    overview_each *each, void *context, struct err *e) NODISCARD;

/* Count the rows of the lists that are cut. 0 or -1. */
struct overview_counts {
	int64_t buildings, exceptions, reads;
};
int overview_count(struct database *db, struct overview_counts *counts, struct err *e) NODISCARD;

/* Count the accounts of a building that an exception keeps from being billed. 0 or -1. */
int overview_blocked(struct database *db, int64_t building, int64_t *accounts,
    struct err *e) NODISCARD;

/*
 * Begin the accounts that have ledger entries, by building: 0 or -1; then _next: 1, 0 at the end,
 * -1.
 */
struct overview_debtor {
	int64_t account, building;
};
int overview_debtors_begin(struct database *db, struct err *e) NODISCARD;
int overview_debtors_next(struct database *db, struct overview_debtor *debtor,
    struct err *e) NODISCARD;

/* Set *number to a number that changes whenever another process commits. 0 or -1. */
int overview_changes(struct database *db, int64_t *number, struct err *e) NODISCARD;

#endif
