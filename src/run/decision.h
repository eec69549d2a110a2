#ifndef RUN_DECISION_H
#define RUN_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "store/agent.h"

/*
 * decision: who decides, and what came of it; the same for exceptions (exception_decision.h),
 * emails (email_decision.h) and posted mail (posted.h). The functions there are called inside a
 * database transaction and do all of their rows or, returning -1, make the caller roll back: a
 * refused decision changes nothing.
 */

struct decision_order {
	const struct agent *agent;
	const char *claim_id;
	const char *at; /* time stamp, ISO 8601 */
	bool four_eyes; /* nobody approves what their own run raised */
	int minor_places; /* of amounts in lists */
};

struct decision_tally {
	int64_t changed;
	int64_t same;    /* had that state already */
	int64_t passed;  /* emails of letters that wait for the same, where the request is about
	            invoices and does not say so */
	int64_t letters; /* of what was marked as posted: statements and reminders */
};

#endif
