#ifndef STORE_POST_H
#define STORE_POST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * post: the documents that the mail room prints and posts (table post, view posting): those of a
 * run that go by post, and those of a supplement, whose emails were withdrawn. `run` is the id of
 * either.
 */

struct post {
	int64_t id;
	const char *number; /* number of the document */
	bool posted;
	int64_t building;
	const char *building_code;
	bool letter; /* the document is a statement or a reminder */
};

/* Begin the documents of a run, in the order of the runs that issued them and of their sequence. */
int post_begin(struct database *db, const char *run, struct err *e) NODISCARD;

/* The next one: 1, 0 at the end, -1. Strings in arena. */
int post_next(struct database *db, struct arena *arena, struct post *post, struct err *e) NODISCARD;

/* A document that somebody has posted. */
struct post_done {
	int64_t id;
	const char *agent; /* code of the agent */
	const char *at; /* as clock_stamp writes it */
	const char *claim; /* claim of the request */
};
int post_mark_done(struct database *db, const struct post_done *done, struct err *e) NODISCARD;

/* Add the document of an email to the post, in a supplement. */
int post_add_email(struct database *db, const char *run, int64_t email, struct err *e) NODISCARD;

/* Where a document of a supplement lies in its print bundles. */
struct post_place {
	int64_t invoice, letter; /* its id; 0: it is the other one */
	int64_t bundle, sheet; /* from 1 */
};
int post_set_place(struct database *db, const struct post_place *place, struct err *e) NODISCARD;

/* A row of a supplement's manifest. */
struct post_manifest {
	const char *number, *account; /* number of the document, number of its account */
	int64_t pages, bytes;
	const char *sha256;
	int64_t bundle, sheet;
};
/* Begin these rows in the order of printing; strings of a row live until the next row. */
int post_manifest_begin(struct database *db, const char *run, struct err *e) NODISCARD;
int post_manifest_next(struct database *db, struct post_manifest *row, struct err *e) NODISCARD;

#endif
