#ifndef JOB_CHANGE_H
#define JOB_CHANGE_H

#include "store/job.h"

/* change: which of the lists and forms about the present state a job makes out of date. */

/* A set of enum job_change, by the job's type in table job: the type of a request or an import. */
unsigned change_of(const char *type);

#endif
