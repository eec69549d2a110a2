#ifndef SERVE_ESTIMATE_H
#define SERVE_ESTIMATE_H

#include <stdint.h>

#include "request/request.h"
#include "store/database.h"

/*
 * estimate: estimates how long a waiting input will take, from the last ten of its kind: a fixed
 * part, and a part for each account of the buildings. Times are for people to plan by; nothing
 * depends on them.
 */

#define ESTIMATE_UNKNOWN (-1) /* none of its kind was done yet, or it cannot be read */
#define ESTIMATE_TEXT_SIZE 24

/* The facts of a request that an estimate needs. */
struct estimate_job {
	bool known;
	enum request_type type;
	/* accounts in its buildings; 0 for types whose time does not depend on them */
	int64_t accounts;
};

/*
 * Count the accounts of a request that came through this door. If the database fails, the estimate
 * is unknown.
 */
struct estimate_job estimate_job_of(struct database *db, const char *door,
    const struct request *request);

/* The speed of each type. estimate_measure sets it; it is good until more jobs are done. */
struct estimate_speed {
	struct {
		bool known;
		int64_t fixed_ms;
		int64_t account_ns;
	} types[REQUEST_COUNT];
};
void estimate_measure(struct database *db, struct estimate_speed *speed);

/* Estimate a job: milliseconds, or ESTIMATE_UNKNOWN. */
int64_t estimate_ms(const struct estimate_speed *speed, const struct estimate_job *job);

/*
 * Write a time for people: "1 s", "25 s", "4 min", "3 h". Long times are rounded more, so that a
 * line does not change all the time.
 */
const char *estimate_text(int64_t ms, char text[static ESTIMATE_TEXT_SIZE]);

#endif
