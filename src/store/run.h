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
	int32_t invoice_day; /* likewise */
	struct account_set accounts; /* of its buildings: none named is all of them */
};

/*
 * Insert the run with the next id of its run_day, its buildings and the accounts that it names; or,
 * if the claim has a run already (left by a dead life before its commit point), take that one's id
 * and days, so that doing it again gives the same bytes.
 */
int run_open(struct database *db, struct run *run, const struct building_set *buildings,
    struct err *e) NODISCARD;

/* OPEN -> DRAFT -> ISSUED, or DONE. */
int run_set_state(struct database *db, const char *id, const char *state, struct err *e) NODISCARD;

/* How many accounts of a building came to which end in a run, for its proof. */
struct run_count {
	const char *run;
	int64_t building;
	const char *outcome; /* "BILLED", ...: run/unbilled.h */
	int64_t accounts;
	int64_t reads; /* of the time not yet billed */
};
int run_add_count(struct database *db, const struct run_count *count, struct err *e) NODISCARD;

/* The chain of proofs: the last one's number and hash ("" and 0 before the first). */
int run_last_proof(struct database *db, int64_t *number, char hash[static HASH_HEX_SIZE],
    struct err *e) NODISCARD;

struct run_proof {
	const char *text;
	const char *hash;
	const char *previous_hash;
	int64_t number; /* 0: not in the chain (a preview) */
	const char *result_hash;
};

/* Keep a run's proof and the hash of its result. */
int run_keep_proof(struct database *db, const char *id, const struct run_proof *proof,
    struct err *e) NODISCARD;

/* The preview that had this result: its run's id and days; 1, 0, -1. */
int run_find_preview(struct database *db, const char *result_hash, struct run *run,
    struct err *e) NODISCARD;

/*
 * The latest run that issued invoices of the buildings of this run, and how many; in arena. 1, 0,
 * -1.
 */
struct run_issued {
	const char *run;
	int64_t invoices;
};
int run_that_has(struct database *db, const char *run, struct arena *arena,
    struct run_issued *issued, struct err *e) NODISCARD;

/* How many accounts of a run exceptions keep out of invoicing: 1, -1. */
int run_held_count(struct database *db, const char *run, int64_t *count, struct err *e) NODISCARD;

/*
 * "A, B": the codes of the buildings whose bills in this run ask for money and do not say where to
 * pay it; "" for none; in arena. 0, -1.
 */
int run_unpayable(struct database *db, const char *run, struct arena *arena, const char **codes,
    struct err *e) NODISCARD;

/* The documents of a run, invoices or letters: their sequences have no gap. 1, -1. */
struct run_documents {
	int64_t count;
	int64_t first; /* sequence of the first one; 0 where there is none */
};
int run_find_documents(struct database *db, const char *run, struct run_documents *documents,
    struct err *e) NODISCARD;

#endif
