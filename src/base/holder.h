#ifndef BASE_HOLDER_H
#define BASE_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* holder: which other process has locked a file, from /proc/locks. */

#define HOLDER_SIZE 64

/*
 * Name the process, not this one, that has a lock on the file: "sqlite3 (process 4711)". False if
 * none is known: there is none, it is in another container or on another machine. The file is not
 * opened: closing it would drop this process's own locks on it.
 */
bool holder_find(const char *path, char text[static HOLDER_SIZE]);

#endif
