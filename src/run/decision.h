#ifndef RUN_DECISION_H
#define RUN_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "store/agent.h"

/*
 * decision: who decides, and how many rows changed; shared by exceptions (exception_decision.h),
 * emails (email_decision.h) and posted mail (posted.h). The functions there are called inside a
 * database transaction and do all of their rows, or return -1, and then the caller rolls back: a
 * refused decision changes nothing.
 */

struct decision_order {
	const struct agent *agent;
	const char *claim_id;
	const char *at; /* time stamp of the decision, ISO 8601 */
	bool four_eyes; /* nobody may approve an exception that their own run raised */
	int minor_places; /* decimal places of amounts in lists */
};

struct decision_tally {
	int64_t changed;
	int64_t same;    /* rows that had that state already */
	/*
	 * emails of letters that wait for the same decision, and are left out because the request
	 * is about invoices
	 */
	int64_t passed;
	/* statements and reminders among the documents that were marked as posted */
	int64_t letters;
};

#endif
