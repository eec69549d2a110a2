#ifndef SPOOL_PRIVATE_FILE_H
#define SPOOL_PRIVATE_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * private_file: a file anywhere, for its owner's eyes alone (mode 0600), that a library writes by
 * its path: it is made as `.<name>.part` in its folder, and gets its name when it is whole.
 */
struct private_file {
	struct buf path; /* where to write it, until it has its name */
	int at;          /* its folder; -1 once it is over */
	const char *name;
};

/*
 * Begin a file that will be called `path`, which must live as long. A file that a dead process has
 * left under its hidden name is removed. Returns 0, or -1 with ERR_RETRY, and then it is over.
 */
int private_file_begin(const char *path, struct private_file *file, struct err *e) NODISCARD;

/*
 * Sync it and give it its name; nobody may have it open any more. replace: in the place of what has
 * that name; else a name that is taken is ERR_RETRY. It is over in any case. Durable: yes; a failed
 * fsync ends the process.
 */
int private_file_finish(struct private_file *file, bool replace, struct err *e) NODISCARD;

/*
 * Sync the folder of path: what was renamed or removed there, by this life or by one that died
 * before it could sync, survives power failure. Returns 0, or -1 with ERR_RETRY.
 */
int private_file_settle(const char *path, struct err *e) NODISCARD;

/* Remove it, unless it is over. */
void private_file_abandon(struct private_file *file);

#endif
