#ifndef RUN_EMAIL_DECISION_H
#define RUN_EMAIL_DECISION_H

#include "request/decision_list.h"
#include "request/request.h"
#include "run/decision.h"
#include "store/database.h"

/* email_decision: decisions that emails are sent (released), held or dropped (run/decision.h). */

/* Decide about the emails that a request names. ERR_REJECT if none waits for that decision. */
int email_decision_request(struct database *db, const struct decision_order *order,
    const struct request *request, struct decision_tally *tally, struct err *e) NODISCARD;

/*
 * Decide by an email-queue.csv in which `decision` is filled in. ERR_REJECT names the line; it
 * refuses a row whose facts have changed since.
 */
int email_decision_list(struct database *db, const struct decision_order *order,
    const struct decision_list *list, struct decision_tally *tally, struct err *e) NODISCARD;

#endif
