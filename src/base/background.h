#ifndef BASE_BACKGROUND_H
#define BASE_BACKGROUND_H

#include <stdbool.h>

#include "base/compiler.h"

/*
 * background: one more thread, which does jobs one at a time in the order in which they were
 * posted, so that pure work goes on while this thread waits for a disk or a database. The memory
 * that a job touches belongs to it from background_post to background_wait.
 *
 * A job has no result: it leaves its findings where its context points. Where no thread can
 * be had, a job is done while it is posted: slower, and otherwise the same.
 */
struct background;

struct background_job {
	void (*run)(void *context);
	void *context;
	/*
	 * The rest is background's own; but set done, and background_wait takes a job that was
	 * never posted for one that is done.
	 */
	struct background_job *next;
	bool done;
};

/* A new one, for this process; end it with background_stop. Never NULL. */
struct background *background_start(void) NODISCARD;

/*
 * Have a job done. The job itself must live, and not be posted again, until background_wait has
 * returned for it.
 */
void background_post(struct background *background, struct background_job *job);

/* Wait until a posted job is done. */
void background_wait(struct background *background, struct background_job *job);

/* Do all jobs that were posted, then end the thread and give back its memory. */
void background_stop(struct background *background);

#endif
