#ifndef RUN_EXCEPTION_DECISION_H
#define RUN_EXCEPTION_DECISION_H

#include "request/decision_list.h"
#include "request/request.h"
#include "run/decision.h"
#include "store/database.h"

/* exception_decision: decisions that exceptions are approved or held (run/decision.h). */

/*
 * Approve or hold the exceptions that a request names. ERR_REJECT if none fits, or one belongs to
 * another's building.
 */
int exception_decision_request(struct database *db, const struct decision_order *order,
    const struct request *request, struct decision_tally *tally, struct err *e) NODISCARD;

/*
 * Decide by an exceptions.csv in which `decision` is filled in. ERR_REJECT names the line; it
 * refuses a row whose facts have changed since.
 */
int exception_decision_list(struct database *db, const struct decision_order *order,
    const struct decision_list *list, struct decision_tally *tally, struct err *e) NODISCARD;

#endif
