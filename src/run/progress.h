#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

#include <stdint.h>

/*
 * progress: how a long step reports to its caller how far it is. The step reports often; the caller
 * limits what it does.
 */
struct progress {
	void (*tick)(void *context, int64_t done, int64_t total); /* NULL: nobody wants to know */
	void *context;
};

/* Report. */
static inline void
progress_tick(const struct progress *progress, int64_t done, int64_t total)
{
	if (progress->tick != NULL)
		progress->tick(progress->context, done, total);
}

#endif
