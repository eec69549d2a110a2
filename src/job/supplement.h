#ifndef JOB_SUPPLEMENT_H
#define JOB_SUPPLEMENT_H

#include "job/work.h"

/*
 * supplement: makes a run of the invoices and letters whose emails this job has set to DO_NOT_SEND,
 * for the mail room: invoices/<run>/POSTAL has the very files that were issued. Within the job's
 * database transaction; the part is on disk when it returns. *run: its id, in arena.
 */
int supplement_make(struct work *work, const char **run, struct err *e) NODISCARD;

#endif
