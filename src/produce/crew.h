#ifndef PRODUCE_CREW_H
#define PRODUCE_CREW_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/err.h"
#include "config/settings.h"
#include "store/database.h"

/* crew: threads that share one piece of work, each with a connection of its own to read by. */

struct crew;

struct crew_worker {
	struct crew *crew;
	int number;          /* from 0 */
	struct database *db; /* NULL where the crew has no db_path */
	struct err e;
	int rc;
};

struct crew {
	void *job; /* what the workers share */
	int workers;
	const char *db_path; /* of the database that each opens to read; NULL: they need none */

	/* A worker's whole share. 0 or -1. */
	int (*work)(struct crew_worker *worker, struct err *e);

	/* Called ten times a second by the thread that waits for the others; NULL: nothing. */
	void (*tick)(void *job);

	/* the caller sets these to zero */
	atomic_bool failed; /* one has failed: the others stop as soon as they can */
	atomic_int finished;
};

/* How many workers: as configured, else one a core. */
int crew_size(const struct settings *settings);

/*
 * Run all workers, each in a thread of its own, and wait for them. 0, or -1 with the error of the
 * first that failed; ERR_RETRY if the machine has no thread for one.
 */
int crew_run(struct crew *crew, struct err *e) NODISCARD;

#endif
