#ifndef STORE_RUN_H
#define STORE_RUN_H

#include <stdint.h>

#include "base/hash.h"
#include "base/memory.h"
#include "store/account.h"
#include "store/agent.h"
#include "store/database.h"

/*
 * run: one row for each request that generates, previews, issues or reverses (table run and its
 * companions).
 */

#define RUN_ID_SIZE 32

struct run {
	char id[RUN_ID_SIZE]; /* YYYYMMDD-NNNN */
	const char *claim_id;
	const char *kind; /* "transactions", "preview", "invoices", "daily", "reverse" */
	const char *agent;
	int32_t run_day;
	int32_t end_day;     /* DATE_NONE where it has none */
	int32_t invoice_day; /* DATE_NONE where it has none */
	/* accounts of its buildings that it names; none: all of them */
	struct account_set accounts;
};

/*
 * Insert the run with the next id of its run_day, its buildings and the accounts that it names; or,
 * if the claim has a run already (a process that died before the commit point left it), take the id
 * and the days of that run, so that doing it again gives the same bytes.
 */
int run_open(struct database *db, struct run *run, const struct building_set *buildings,
    struct err *e) NODISCARD;

/* Set the state of a run: OPEN -> DRAFT -> ISSUED, or DONE. */
int run_set_state(struct database *db, const char *id, const char *state, struct err *e) NODISCARD;

/* How many accounts of a building had an outcome in a run, for its proof. */
struct run_count {
	const char *run;
	int64_t building;
	const char *outcome; /* "BILLED", ... (run/unbilled.h) */
	int64_t accounts;
	int64_t reads; /* reads of theirs that are not yet billed */
};
int run_add_count(struct database *db, const struct run_count *count, struct err *e) NODISCARD;

/* Find the last proof of the chain: its number and hash ("" and 0 if there is none). */
int run_last_proof(struct database *db, int64_t *number, char hash[static HASH_HEX_SIZE],
    struct err *e) NODISCARD;

struct run_proof {
	const char *text;
	const char *hash;
	const char *previous_hash;
	int64_t number; /* 0: not in the chain (a preview) */
	const char *result_hash;
};

/* Store a run's proof and the hash of its result. */
int run_keep_proof(struct database *db, const char *id, const struct run_proof *proof,
    struct err *e) NODISCARD;

/* Find the text of a run's proof, "" if it has none; in arena. 1, 0 if there is no such run, -1. */
int run_find_proof(struct database *db, const char *id, struct arena *arena, const char **text,
    struct err *e) NODISCARD;

/* Find the preview that had this result: the id and days of its run; 1, 0, -1. */
int run_find_preview(struct database *db, const char *result_hash, struct run *run,
    struct err *e) NODISCARD;

/*
 * Find the latest run that issued invoices of the buildings of this run, and how many it issued; in
 * arena. 1, 0, -1.
 */
struct run_issued {
	const char *run;
	int64_t invoices;
};
int run_that_has(struct database *db, const char *run, struct arena *arena,
    struct run_issued *issued, struct err *e) NODISCARD;

/* Count the accounts of a run that exceptions keep out of invoicing: 1, -1. */
int run_held_count(struct database *db, const char *run, int64_t *count, struct err *e) NODISCARD;

/*
 * Find the codes of the buildings whose bills in this run ask for money without an account to pay
 * it to: "A, B"; "" for none; in arena. 0, -1.
 */
int run_unpayable(struct database *db, const char *run, struct arena *arena, const char **codes,
    struct err *e) NODISCARD;

/* Count the documents of a run, invoices or letters: their sequences have no gap. 1, -1. */
struct run_documents {
	int64_t count;
	int64_t first; /* sequence of the first one; 0 where there is none */
};
int run_find_documents(struct database *db, const char *run, struct run_documents *documents,
    struct err *e) NODISCARD;

/* Count the invoices and reversals of a run: 1, -1. */
int run_invoice_count(struct database *db, const char *run, int64_t *count,
    struct err *e) NODISCARD;

#endif
