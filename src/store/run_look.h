#ifndef STORE_RUN_LOOK_H
#define STORE_RUN_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * run_look: the versions of layouts, pictures and formats of AR files that a run uses, and what
 * else its documents depend on (tables layout, picture, run_picture, ar_format, run_ar_format,
 * run_look, and those columns of run_sender). produce/look.h chooses these files.
 *
 * Results: 0, or -1 where the database failed; a function that looks for a row returns 1, or 0 if
 * there is none. Those that write are called in the database transaction of the run's draft.
 */

/* The names of files, as the senders have them while their run is drafted. */
struct run_look_names {
	const char **items;
	size_t count;
};

/* Find the layouts, and the logos, that a run's senders name; in arena. */
int run_look_layout_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e) NODISCARD;
int run_look_logo_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e) NODISCARD;

/* A version of a file: its name and bytes. */
struct run_look_file {
	const char *hash; /* hash of name and bytes; not set when the file is read back */
	const char *name;
	const void *bytes;
	size_t length;
};

/* Store a version of a layout, and let the senders that name `given` refer to it. */
int run_look_keep_layout(struct database *db, const char *run, const char *given,
    const struct run_look_file *layout, struct err *e) NODISCARD;

/* Store a version of a picture for a run. */
int run_look_keep_picture(struct database *db, const char *run, const struct run_look_file *picture,
    struct err *e) NODISCARD;

/* Let the senders whose logo is `given` refer to this version, which is stored. */
int run_look_set_logo(struct database *db, const char *run, const char *given, const char *hash,
    struct err *e) NODISCARD;

/* Read the layouts of a run, or its pictures, by name; in arena, a NUL after the bytes of each. */
int run_look_layouts(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e) NODISCARD;
int run_look_pictures(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e) NODISCARD;

/* Store a version of the format of an AR file, at its position among those of a run, from 0. */
int run_look_keep_ar(struct database *db, const char *run, int64_t position,
    const struct run_look_file *format, struct err *e) NODISCARD;

/* Read the formats of a run, by position; in arena, a NUL after the bytes of each. */
int run_look_ar(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e) NODISCARD;

/* The other settings and versions that the documents of a run depend on. */
struct run_look_style {
	const char *accent;   /* as billspool.conf has it */
	const char *currency; /* as billspool.conf has it */
	bool tax_per_line;
	/* the digest of each font, a line each; "-" for one that could not be read */
	const char *fonts;
	int64_t renderer;  /* the way of drawing: LOOK_RENDERER of produce/look.h */
	const char *libraries; /* "zlib 1.2.13, harfbuzz 6.0.0, ..."; "" where it is not known */
};
int run_look_keep_style(struct database *db, const char *run, const struct run_look_style *style,
    struct err *e) NODISCARD;
int run_look_find_style(struct database *db, const char *run, struct arena *arena,
    struct run_look_style *style, struct err *e) NODISCARD;

/* Forget which pictures, formats and style a run uses; the versions of files stay. */
int run_look_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
