#ifndef STORE_JOB_H
#define STORE_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * job: one input that was claimed, from then on for ever (table job). CLAIMED: nothing is decided,
 * do it again. COMMITTED: decided; what remains (publishing, retiring) is a debt, and everything
 * that is needed to pay it is in this row.
 */

/* Which of the lists and forms that show how things are a type of job makes out of date. */
enum job_change {
	JOB_CHANGES_QUEUES = 1,    /* balances, addresses or the email queue */
	JOB_CHANGES_READINGS = 2,  /* which readings somebody has to look at */
	JOB_CHANGES_AGENTS = 4,    /* who may ask for which buildings */
	JOB_CHANGES_SCHEDULES = 8, /* what runs by itself, and when */
};

struct job {
	const char *claim_id;
	const char *folder; /* as in struct claim */
	const char *door;
	const char *name;
	const char *sha256;
	int64_t arrived_ns;
	const char *agent;
	const char
	    *type; /* "transactions", ..., "import customers", or "" if it could not be read */
	bool committed;
	bool refused;
	int64_t started_ns; /* of the life that finished it, by the wall clock, as finished_ns; 0:
	                       not yet */
	int64_t finished_ns;
	const char *status_line;
	const char *note;
	const char *retire_folder;
	const char *retire_name;
	const char *errors_name; /* "" if none */
	const char *run_id; /* "" if none */
};

/*
 * Insert the job as CLAIMED, or leave it as it is if it is there: the first write of every job's
 * first transaction.
 */
int job_open(struct database *db, const struct job *job, struct err *e) NODISCARD;

/*
 * Store the outcome and set COMMITTED. To be called last in the transaction that does what the job
 * asks for.
 */
int job_commit(struct database *db, const struct job *job, struct err *e) NODISCARD;

/* Find by claim; strings in arena. 1, 0, -1. */
int job_find(struct database *db, const char *claim_id, struct arena *arena, struct job *job,
    struct err *e) NODISCARD;

/* Is it there and COMMITTED? For claim_load. A database in trouble answers by ending the process.
 */
bool job_is_committed(struct database *db, const char *claim_id);

/*
 * The same content from the same agent, finished at or after the arrival of this one: this one was
 * dropped while that one was queued or running, and is answered as that. 1 with *first, 0, -1.
 */
int job_same(struct database *db, const struct job *job, struct arena *arena, struct job *first,
    struct err *e) NODISCARD;

/* Has another job reserved this name? 1, 0, -1. */
int job_name_taken(struct database *db, const char *folder, const char *name,
    struct err *e) NODISCARD;

/* How long the last jobs of a type took, ten at most: sums over them, for a straight line. */
struct job_speed {
	int64_t jobs;
	int64_t ms, accounts;
	int64_t products; /* of ms and accounts */
	int64_t squares; /* of accounts */
};

/*
 * The jobs of this type that were not refused, by_account: those that had accounts. 1, also where
 * there are none; -1.
 */
int job_find_speed(struct database *db, const char *type, bool by_account, struct job_speed *speed,
    struct err *e) NODISCARD;

#endif
