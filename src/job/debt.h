#ifndef JOB_DEBT_H
#define JOB_DEBT_H

#include "job/work.h"

/*
 * debt: the steps that follow a job's commit: publish its results, write the lists and forms anew
 * that it made out of date, answer its sender, retire its input.
 */

/*
 * Pay the debts of a COMMITTED job. Returns 0, or -1 with ERR_RETRY. Durable: yes; each step does
 * nothing if it was done already, so that after a crash in between the caller calls it again.
 */
int debt_pay(struct work *work, struct err *e) NODISCARD;

#endif
