#ifndef JOB_RESULT_H
#define JOB_RESULT_H

#include "base/err.h"
#include "spool/spool.h"

/* result: the folder of a run's files, in whichever of reports, previews and invoices it is made.
 */

/*
 * Publish the folder of a committed run, if it is not published yet, and remove its mark. Durable:
 * yes. Does nothing if that was done already.
 */
int result_publish(const struct spool *spool, const char *run, struct err *e) NODISCARD;

/* Remove the hidden parts that a process left which died. Call with the slot's lock held. */
int result_sweep(const struct spool *spool, struct err *e) NODISCARD;

#endif
