#include "base/background.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/memory.h"

struct background {
	pthread_t thread;
	bool threaded;
	pthread_mutex_t lock; /* of all that follows, and of the jobs posted */
	pthread_cond_t posted;
	pthread_cond_t done;
	struct background_job *first, *last; /* not begun yet, in order */
	bool stopping;
};

/* None of these can fail on objects that are ours and sound. */
static void
must(int rc)
{
	if (rc != 0)
		die("a lock of a background thread cannot be used");
}

/* Wait for the next job and take it; NULL when there will be no more. The lock is held. */
static struct background_job *
take(struct background *b)
{
	struct background_job *job;

	while (b->first == NULL && !b->stopping)
		must(pthread_cond_wait(&b->posted, &b->lock));
	job = b->first;
	if (job != NULL)
		b->first = job->next;
	return (job);
}

/* The thread's life: every job is run without the lock. */
static void *
live(void *context)
{
	struct background *b = context;
	struct background_job *job;

	must(pthread_mutex_lock(&b->lock));
	while ((job = take(b)) != NULL) {
		must(pthread_mutex_unlock(&b->lock));
		job->run(job->context);
		must(pthread_mutex_lock(&b->lock));
		job->done = true;
		must(pthread_cond_signal(&b->done));
	}
	must(pthread_mutex_unlock(&b->lock));
	return (NULL);
}

struct background *
background_start(void)
{
	struct background *b = memory_new(1, sizeof(*b));

	must(pthread_mutex_init(&b->lock, NULL));
	must(pthread_cond_init(&b->posted, NULL));
	must(pthread_cond_init(&b->done, NULL));
	b->threaded = pthread_create(&b->thread, NULL, live, b) == 0;
	return (b);
}

void
background_post(struct background *b, struct background_job *job)
{
	job->next = NULL;
	job->done = !b->threaded;
	if (!b->threaded) {
		job->run(job->context);
		return;
	}
	must(pthread_mutex_lock(&b->lock));
	if (b->first == NULL)
		b->first = job;
	else
		b->last->next = job;
	b->last = job;
	must(pthread_cond_signal(&b->posted));
	must(pthread_mutex_unlock(&b->lock));
}

void
background_wait(struct background *b, struct background_job *job)
{
	must(pthread_mutex_lock(&b->lock));
	while (!job->done)
		must(pthread_cond_wait(&b->done, &b->lock));
	must(pthread_mutex_unlock(&b->lock));
}

void
background_stop(struct background *b)
{
	if (b->threaded) {
		must(pthread_mutex_lock(&b->lock));
		b->stopping = true;
		must(pthread_cond_signal(&b->posted));
		must(pthread_mutex_unlock(&b->lock));
		must(pthread_join(b->thread, NULL));
	}
	must(pthread_cond_destroy(&b->done));
	must(pthread_cond_destroy(&b->posted));
	must(pthread_mutex_destroy(&b->lock));
	free(b);
}
