#ifndef JOB_CHANGE_H
#define JOB_CHANGE_H

#include "store/job.h"

/* change: which of the lists and forms that show how things are a job has made out of date. */

/* By the job's type as in table job, of a request or of an import: a set of enum job_change. */
unsigned change_of(const char *type);

#endif
