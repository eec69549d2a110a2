#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stdint.h>

#include "store/database.h"

/*
 * audit: every job that was finished, in order, and what each has done: a row for the job, with an
 * empty `what`, then one for each building, document, decision, email and posting.
 */
struct audit_row {
	int64_t finished_ns; /* when the job was finished: wall clock, as arrived_ns */
	const char *agent;
	const char *act;  /* "asked", "imported", "refused", "issued", "held", ... */
	const char *what; /* "invoice INV-0000001 of account 100234"; "" in the job's own row */
	const char *why;  /* the reason that somebody gave; "" if none */
	const char *type; /* type of the request, or "import customers"; "" if not read */
	const char *status_line;
	const char *run; /* the run that it made; "" if it made none */
	const char *file, *sha256; /* door and name that the input came as */
	int64_t arrived_ns;
	const char *kept; /* where the input is now */
};

/*
 * Begin the rows of the jobs that were finished from one moment on and before another. 0 or -1;
 * then audit_next: 1, 0 at the end, -1. Texts live until the next call.
 */
int audit_begin(struct database *db, int64_t from_ns, int64_t before_ns, struct err *e) NODISCARD;
int audit_next(struct database *db, struct audit_row *row, struct err *e) NODISCARD;

#endif
