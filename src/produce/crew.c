#include "produce/crew.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

#define TICK_NS 100000000
#define MOST_CORES 64

int
crew_size(const struct settings *settings)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (settings->workers > 0)
		return (settings->workers);
	return (cores > 0 && cores <= MOST_CORES ? (int)cores : 1);
}

/* The function of a worker's thread. */
static void *
live(void *context)
{
	struct crew_worker *w = context;

	w->rc = w->crew->work(w, &w->e);
	if (w->rc != 0)
		atomic_store(&w->crew->failed, true);
	atomic_fetch_add(&w->crew->finished, 1);
	return (NULL);
}

/* Start one worker. */
static int
start(struct crew_worker *w, pthread_t *thread, struct err *e)
{
	const char *path = w->crew->db_path;

	if (path != NULL && database_open(path, DATABASE_READ, &w->db, e) != 0)
		return (-1);
	if (pthread_create(thread, NULL, live, w) != 0)
		return (err_retry(e, 0, "the machine has no thread to work with"));
	return (0);
}

/* Wait until so many workers have finished. */
static void
wait_for(struct crew *crew, const pthread_t *threads, int started)
{
	const struct timespec pause = { 0, TICK_NS };
	int i;

	while (crew->tick != NULL && atomic_load(&crew->finished) < started) {
		crew->tick(crew->job);
		(void)nanosleep(&pause, NULL);
	}
	for (i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
}

int
crew_run(struct crew *crew, struct err *e)
{
	const size_t count = (size_t)crew->workers;
	pthread_t *threads = memory_new(count, sizeof(*threads));
	struct crew_worker *workers = memory_new(count, sizeof(*workers));
	int started = 0, rc = 0, i;

	for (i = 0; i < crew->workers && rc == 0; i++) {
		workers[i] = (struct crew_worker){ .crew = crew, .number = i };
		rc = start(&workers[i], &threads[i], e);
		started += rc == 0;
	}
	if (rc != 0)
		atomic_store(&crew->failed, true);
	wait_for(crew, threads, started);
	for (i = 0; i < crew->workers; i++) {
		database_close(workers[i].db);
		if (rc == 0 && workers[i].rc != 0) {
			rc = workers[i].rc;
			*e = workers[i].e;
		}
	}
	free(threads);
	free(workers);
	return (rc);
}
