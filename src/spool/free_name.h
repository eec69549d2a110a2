#ifndef SPOOL_FREE_NAME_H
#define SPOOL_FREE_NAME_H

#include "base/err.h"
#include "spool/spool.h"

/* free_name: a name for a file that no other file has, and that nobody was promised. */

/* Was this name promised to another file? 1, 0, or -1 with e. */
typedef int free_name_taken(void *context, const char *name, struct err *e);

/*
 * The first of "oct.req", "oct (2).req", "oct (3).req" ... that no file in folder (relative to the
 * spool; it may be missing) has, and that is not taken(context, name), if taken is not NULL. Freed
 * by the caller. NULL with e if the folder cannot be looked into, or if taken fails.
 */
char *free_name(const struct spool *spool, const char *folder, const char *name,
    free_name_taken *taken, void *context, struct err *e) NODISCARD;

#endif
