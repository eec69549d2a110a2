#ifndef SPOOL_REPLACEMENT_H
#define SPOOL_REPLACEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/*
 * replacement: a file in the making that will take the place of another of its name, so that
 * readers see the old one or the new one. It grows under the name `.<name>.tmp` in the same folder;
 * one writer a name at a time, so that the file of a dead one is found and written over.
 *
 * Functions return 0, or -1 with errno, and then the temporary file is gone and the replacement
 * over: nothing more is to be done with it. A failed fsync ends the process
 * (manual/libraries.md, "Durable files").
 */
struct replacement {
	int at; /* the folder; not the replacement's to close */
	int fd; /* -1 once it is over */
	const char *name; /* must live as long */
};

int replacement_begin(int at, const char *name, struct replacement *r) NODISCARD;
int replacement_append(struct replacement *r, const void *bytes, size_t length) NODISCARD;

/*
 * Make it the file of its name. sync: before this returns it survives power failure; without it
 * only readers see it whole.
 */
int replacement_commit(struct replacement *r, bool sync) NODISCARD;

/* Remove it, unless it is over: the old file stays. errno stays, too. */
void replacement_abandon(struct replacement *r);

#endif
