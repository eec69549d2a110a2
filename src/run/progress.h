#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include <stdint.h>

/* progress: a long step reports to its caller how far it is; the caller paces itself. */
struct progress {
	void (*tick)(void *context, int64_t done, int64_t total); /* NULL: nobody asks */
	void *context;
};

/* Tell. */
static inline void
progress_tick(const struct progress *progress, int64_t done, int64_t total)
{
	if (progress->tick != NULL)
		progress->tick(progress->context, done, total);
}

#endif
