#ifndef RUN_DECIDE_H
#define RUN_DECIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "request/request.h"
#include "request/sheet.h"
#include "store/agent.h"
#include "store/database.h"

/*
 * decide: what people decide about exceptions, emails and posted mail. Each function is called
 * inside a database transaction and does all of its rows or, returning -1, makes the caller roll
 * back: a refused decision changes nothing.
 */

struct decide_order {
	const struct agent *agent;
	const char *claim_id;
	const char *at; /* time stamp, ISO 8601 */
	bool four_eyes; /* nobody approves what their own run raised */
	int minor_places; /* of amounts in sheets */
};

struct decide_tally {
	int64_t changed;
	int64_t same;    /* had that state already */
	int64_t passed;  /* emails of letters that wait for the same, where the request is about
	               invoices and does not say so */
	int64_t letters; /* of what was marked as posted: statements and reminders */
};

/*
 * Approve or hold the exceptions that a request names. ERR_REJECT if none fits, or one belongs to
 * another's building.
 */
int decide_exceptions(struct database *db, const struct decide_order *order,
    const struct request *request, struct decide_tally *tally, struct err *e) NODISCARD;

/* Send (release), hold or drop the emails that a request names. */
int decide_emails(struct database *db, const struct decide_order *order,
    const struct request *request, struct decide_tally *tally, struct err *e) NODISCARD;

/*
 * The decisions of a sheet of either kind. ERR_REJECT names the line; a row whose facts have
 * changed since is refused.
 */
int decide_sheet(struct database *db, const struct decide_order *order, const struct sheet *sheet,
    struct decide_tally *tally, struct err *e) NODISCARD;

/* Mark a run's POSTAL documents, or those of them that a request names, as printed and posted. */
int decide_posted(struct database *db, const struct decide_order *order,
    const struct request *request, struct decide_tally *tally, struct err *e) NODISCARD;

#endif
