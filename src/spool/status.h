#ifndef SPOOL_STATUS_H
#define SPOOL_STATUS_H

#include "base/err.h"
#include "spool/spool.h"

/*
 * status: one line a request, in status/<agent>/<request>.txt, rewritten as it moves (SPEC 3, status words). For the
 * operator's door the folder is status/operator/, for imports status/imports/.
 */

/*
 * Write the line (no newline needed) if it differs from what the file says. Durable: no; a status is derived, and
 * start-up writes it again. A status that cannot be written is logged and forgotten: it must never stop a run.
 */
void status_write(const struct spool *spool, const char *door, const char *name, const char *line);

/* Remove a status file, if it is there. */
void status_remove(const struct spool *spool, const char *door, const char *name);

/* Remove status files older than `days`, so that the folder stays readable. */
void status_sweep(const struct spool *spool, int days);

#endif
