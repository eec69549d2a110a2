#ifndef JOB_DEBT_H
#define JOB_DEBT_H

#include "job/work.h"

/*
 * debt: what is owed after a job's commit: its results shown, the lists and forms that it has
 * changed written anew, its sender answered, its input retired.
 */

/*
 * Pay the debts of a COMMITTED job. Returns 0, or -1 with ERR_RETRY. Durable: yes; each step is a
 * no-op when done already, so a crash in between is mended by calling it again.
 */
int debt_pay(struct work *work, struct err *e) NODISCARD;

#endif
