#ifndef JOB_RESULT_H
#define JOB_RESULT_H

#include "base/err.h"
#include "spool/spool.h"

/* result: the folder of a run's files, in whichever of reports, previews and invoices it is made.
 */

/*
 * Show what a committed run has made and not yet shown, or shown and not yet cleared of its mark.
 * Durable: yes; a no-op when done already.
 */
int result_publish(const struct spool *spool, const char *run, struct err *e) NODISCARD;

/* Remove the hidden parts that a dead life has left. Call with the slot's lock held. */
int result_sweep(const struct spool *spool, struct err *e) NODISCARD;

#endif
