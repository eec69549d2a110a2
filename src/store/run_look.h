#ifndef STORE_RUN_LOOK_H
#define STORE_RUN_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * run_look: the versions of layouts and pictures that a run's documents use, and what else they
 * depend on (tables layout, picture, run_picture, run_look, and those columns of run_sender). Which
 * files those are, and where they come from: produce/look.h.
 *
 * Results: 0, or -1 where the database failed; a function that looks for a row returns 1, or 0 if
 * there is none. All that writes is called in the database transaction of the run's draft.
 */

/* The names of files, as senders have them while their run is drafted. */
struct run_look_names {
	const char **items;
	size_t count;
};

/* The layouts, and the logos, that a run's senders name; in arena. */
int run_look_layout_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e) NODISCARD;
int run_look_logo_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e) NODISCARD;

/* A version of a file. */
struct run_look_file {
	const char *hash; /* of name and bytes; not of a file that was read */
	const char *name;
	const void *bytes;
	size_t length;
};

/* Keep a version of a layout, and let the senders that call it `given` name it. */
int run_look_keep_layout(struct database *db, const char *run, const char *given,
    const struct run_look_file *layout, struct err *e) NODISCARD;

/* Keep a version of a picture for a run. */
int run_look_keep_picture(struct database *db, const char *run, const struct run_look_file *picture,
    struct err *e) NODISCARD;

/* Let the senders whose logo is called `given` name this version, which was kept. */
int run_look_set_logo(struct database *db, const char *run, const char *given, const char *hash,
    struct err *e) NODISCARD;

/* The layouts of a run, and its pictures, by name; with a NUL after each, in arena. */
int run_look_layouts(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e) NODISCARD;
int run_look_pictures(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e) NODISCARD;

/* What else its documents depend on. */
struct run_look_style {
	const char *accent;   /* as billspool.conf has it */
	const char *currency; /* the same */
	bool tax_per_line;
	const char *fonts; /* a digest a line, "-" for a file that could not be read */
	int64_t renderer;  /* the way of drawing: LOOK_RENDERER of produce/look.h */
	const char *libraries; /* "zlib 1.2.13, harfbuzz 6.0.0, ..."; "" where it is not known */
};
int run_look_keep_style(struct database *db, const char *run, const struct run_look_style *style,
    struct err *e) NODISCARD;
int run_look_find_style(struct database *db, const char *run, struct arena *arena,
    struct run_look_style *style, struct err *e) NODISCARD;

/* Forget the pictures and the style of a run; versions of files stay. */
int run_look_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
