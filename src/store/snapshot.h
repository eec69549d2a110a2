#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <stdint.h>

#include "store/database.h"

/*
 * snapshot: the part of the spool's status that the database has. Loops begin with 0 or -1, and
 * _next returns 1, 0 at the end, -1. Texts live until the next call.
 */

/* The inputs that were finished last, at most `most`, the newest first. */
struct snapshot_input {
	const char *folder, *name; /* folder and name that it came as */
	const char *type;
	const char *status_line;
	int64_t finished_ns; /* wall clock */
	const char *run;     /* "" if it made none */
};
int snapshot_recent_begin(struct database *db, int64_t most, struct err *e) NODISCARD;
int snapshot_recent_next(struct database *db, struct snapshot_input *input,
    struct err *e) NODISCARD;

/* Counts for people, under the names that they have in status.json. */
struct snapshot_count {
	const char *name;
	int64_t count;
};
int snapshot_counts_begin(struct database *db, struct err *e) NODISCARD;
int snapshot_counts_next(struct database *db, struct snapshot_count *count,
    struct err *e) NODISCARD;

#endif
