#ifndef PRODUCE_CREW_H
#define PRODUCE_CREW_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/err.h"
#include "config/settings.h"
#include "store/database.h"

/* crew: threads that share one piece of work, each with its own connection to read the database. */

struct crew;

struct crew_worker {
	struct crew *crew;
	int number; /* number of the worker, from 0 */
	struct database *db; /* NULL where the crew has no db_path */
	struct err e;
	int rc;
};

struct crew {
	void *job; /* the data that the workers share */
	int workers;
	/* path of the database that each worker opens to read; NULL: they need none */
	const char *db_path;

	/* All that one worker has to do. 0 or -1. */
	int (*work)(struct crew_worker *worker, struct err *e);

	/* Called ten times a second by the thread that waits for the others; NULL: nothing. */
	void (*tick)(void *job);

	/* the caller sets these to zero */
	atomic_bool failed; /* one worker has failed: the others stop as soon as they can */
	atomic_int finished;
};

/* The number of workers: as configured, else one for each core. */
int crew_size(const struct settings *settings);

/*
 * Run all workers, each in a thread of its own, and wait for them. 0, or -1 with the error of the
 * first that failed; ERR_RETRY if the machine has no thread for one.
 */
int crew_run(struct crew *crew, struct err *e) NODISCARD;

#endif
