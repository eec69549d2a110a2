#ifndef STORE_JOB_H
#define STORE_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * job: one input that was claimed, from then on for ever (table job). CLAIMED: nothing is decided;
 * after a crash it is done again. COMMITTED: it is decided; publishing its files and retiring its
 * input remain to be done, and this row has all that this needs.
 */

/* The lists and forms about the present state that a type of job makes out of date. */
enum job_change {
	JOB_CHANGES_QUEUES = 1,    /* balances, addresses or the email queue */
	JOB_CHANGES_READINGS = 2,  /* which readings somebody has to look at */
	JOB_CHANGES_AGENTS = 4,    /* which agents may ask for which buildings */
	JOB_CHANGES_SCHEDULES = 8, /* which schedules there are, and when they run next */
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
	int64_t started_ns; /* when the work that finished it began, wall clock; 0: not yet */
	int64_t finished_ns;
	const char *status_line;
	const char *note;
	const char *retire_folder;
	const char *retire_name;
	const char *errors_name; /* "" if it made none */
	const char *run_id; /* "" if it made none */
};

/*
 * Insert the job as CLAIMED, or leave it as it is if it is there: every job's first transaction
 * does this first.
 */
int job_open(struct database *db, const struct job *job, struct err *e) NODISCARD;

/* Store the outcome and set COMMITTED. The transaction that does the job calls it last. */
int job_commit(struct database *db, const struct job *job, struct err *e) NODISCARD;

/* Find a job by its claim; strings in arena. 1, 0, -1. */
int job_find(struct database *db, const char *claim_id, struct arena *arena, struct job *job,
    struct err *e) NODISCARD;

/*
 * Is the claim's job there and COMMITTED? claim_load calls this. If the database fails, the process
 * ends.
 */
bool job_is_committed(struct database *db, const char *claim_id);

/*
 * Find a job of the same agent with the same content that was finished at or after the arrival of
 * this one: this one was dropped while that one was queued or running, and gets the same answer. 1
 * with *first, 0, -1.
 */
int job_same(struct database *db, const struct job *job, struct arena *arena, struct job *first,
    struct err *e) NODISCARD;

/* Has another job reserved this name? 1, 0, -1. */
int job_name_taken(struct database *db, const char *folder, const char *name,
    struct err *e) NODISCARD;

/*
 * How long the last jobs of a type took, ten at most: the sums that a straight line is fitted by.
 */
struct job_speed {
	int64_t jobs;
	int64_t ms, accounts;
	int64_t products; /* sum of ms times accounts */
	int64_t squares; /* sum of accounts squared */
};

/*
 * Sum the jobs of this type that were not refused; with by_account, only those that had accounts.
 * 1, also where there are none; -1.
 */
int job_find_speed(struct database *db, const char *type, bool by_account, struct job_speed *speed,
    struct err *e) NODISCARD;

#endif
