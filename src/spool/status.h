#ifndef SPOOL_STATUS_H
#define SPOOL_STATUS_H

#include "base/err.h"
#include "spool/spool.h"

/*
 * status: one line a request, in status/<agent>/<request>.txt, rewritten as it moves (the words:
 * manual/spec.md, "Requests"). For the operator's door the folder is status/operator/, for imports
 * status/imports/.
 */

/*
 * Write the line (no newline needed) if it differs from the one in the file. Durable: no. For lines
 * that another one follows: one that cannot be written is logged and forgotten, because it must
 * never stop a run.
 */
void status_write(const struct spool *spool, const char *door, const char *name, const char *line);

/*
 * The same for a request's last line, which people and `submit --wait` rely on. ERR_RETRY if the
 * disk is in the way (full, or an I/O error): then it is owed still. Anything else, such as a
 * folder in its place, is logged and forgotten.
 */
int status_finish(const struct spool *spool, const char *door, const char *name, const char *line,
    struct err *e) NODISCARD;

/* Remove status files older than `days`, so that the folder stays readable. */
void status_sweep(const struct spool *spool, int days);

#endif
