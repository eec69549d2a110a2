#ifndef RUN_POSTED_H
#define RUN_POSTED_H

#include "request/request.h"
#include "run/decision.h"
#include "store/database.h"

/* posted: decisions that the mail room has printed and posted documents (run/decision.h). */

/* Mark a run's POSTAL documents as posted, or those of them that a request names. */
int posted_mark(struct database *db, const struct decision_order *order,
    const struct request *request, struct decision_tally *tally, struct err *e) NODISCARD;

#endif
