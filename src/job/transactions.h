#ifndef JOB_TRANSACTIONS_H
#define JOB_TRANSACTIONS_H

#include "run/unbilled.h"
#include "job/work.h"

/*
 * Generate the transactions of work->buildings up to end_day and write the reports into
 * reports/.<run>.part, in the database transaction that is open. `transactions` and `daily` use it.
 * ERR_REJECT where end_day lies before the last billed day. Durable: the part, which is garbage
 * until the commit.
 */
int transactions_step(struct work *work, const char *run, int32_t end_day,
    struct unbilled_tally *tally, struct err *e) NODISCARD;

#endif
