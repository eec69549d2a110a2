#include "serve/estimate.h"

#include "base/arena.h"
#include "store/agent.h"
#include "store/job.h"

/* Count the accounts of all buildings of the agent whose door this is. */
static int
count_all(struct database *db, const char *door, int64_t *accounts, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct agent agent = agent_operator();
	int rc = door[0] == '\0' ? 1 : agent_find(db, door, &arena, &agent, e);

	if (rc == 1)
		rc = agent_account_count(db, &agent, accounts, e);
	arena_release(&arena);
	return (rc);
}

struct estimate_job
estimate_job_of(struct database *db, const char *door, const struct request *request)
{
	struct estimate_job job = { .known = true, .type = request->type };
	struct err e = { 0 };
	int64_t accounts;
	size_t i;

	if (!REQUEST_TYPES[request->type].by_account)
		return (job);
	/* A request that names accounts is about these alone. */
	if (request->accounts.count > 0) {
		job.accounts = (int64_t)request->accounts.count;
		return (job);
	}
	if (request->buildings.all && count_all(db, door, &job.accounts, &e) != 1)
		job.known = false;
	for (i = 0; i < request->buildings.count && job.known; i++) {
		job.known =
		    building_account_count(db, request->buildings.items[i], &accounts, &e) == 1;
		job.accounts += job.known ? accounts : 0;
	}
	return (job);
}

/*
 * Fit a straight line through (accounts, ms) of the last jobs, by least squares; if all have the
 * same number of accounts, let all of the time depend on the accounts.
 */
static void
fit_line(struct estimate_speed *speed, size_t type, const struct job_speed *last)
{
	const int64_t n = last->jobs, ms = last->ms, accounts = last->accounts;
	const int64_t spread = n * last->squares - accounts * accounts;
	int64_t per_account_ns = 0, fixed_ms;

	if (spread > 0)
		per_account_ns =
		    (int64_t)((double)(n * last->products - accounts * ms) * 1e6 / (double)spread);
	else if (accounts > 0)
		per_account_ns = (int64_t)((double)ms * 1e6 / (double)accounts);
	if (per_account_ns < 0)
		per_account_ns = 0;
	fixed_ms = (ms - (int64_t)((double)accounts * (double)per_account_ns / 1e6)) / n;
	speed->types[type].known = true;
	speed->types[type].fixed_ms = fixed_ms > 0 ? fixed_ms : 0;
	speed->types[type].account_ns = per_account_ns;
}

void
estimate_measure(struct database *db, struct estimate_speed *speed)
{
	struct err e = { 0 };
	struct job_speed last;
	size_t type;

	*speed = (struct estimate_speed){ 0 };
	for (type = 0; type < REQUEST_COUNT; type++) {
		if (job_find_speed(db, REQUEST_TYPES[type].word, REQUEST_TYPES[type].by_account,
			&last, &e) != 1)
			return;
		if (last.jobs > 0)
			fit_line(speed, type, &last);
	}
}

int64_t
estimate_ms(const struct estimate_speed *speed, const struct estimate_job *job)
{
	if (!job->known || !speed->types[job->type].known)
		return (ESTIMATE_UNKNOWN);
	return (speed->types[job->type].fixed_ms +
	    job->accounts * speed->types[job->type].account_ns / 1000000);
}

const char *
estimate_text(int64_t ms, char text[static ESTIMATE_TEXT_SIZE])
{
	static const struct {
		int64_t below, step;
		const char *unit;
		int64_t unit_s;
	} STEPS[] = {
		{ 10, 1, "s", 1 },
		{ 60, 5, "s", 1 },
		{ 600, 60, "min", 60 },
		{ 7200, 600, "min", 60 },
		{ INT64_MAX, 3600, "h", 3600 },
	};
	int64_t seconds = (ms + 999) / 1000;
	size_t i = 0;

	seconds = seconds > 0 ? seconds : 1;
	while (seconds >= STEPS[i].below)
		i++;
	seconds = (seconds + STEPS[i].step - 1) / STEPS[i].step * STEPS[i].step;
	(void)snprintf(text, ESTIMATE_TEXT_SIZE, "%lld %s", (long long)(seconds / STEPS[i].unit_s),
	    STEPS[i].unit);
	return (text);
}
