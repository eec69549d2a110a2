#ifndef PRODUCE_LOOK_H
#define PRODUCE_LOOK_H

#include "document/document.h"
#include "document/layout.h"
#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * look: the layouts, logos and layouts' pictures of a run: files of the spool's folder templates/
 * (or, for layouts, what the program carries), kept in the database with the run that used them, so
 * that it can be made again when they have changed.
 */

/*
 * Keep the files that the run's senders name, and let the senders name these versions. Call in the
 * database transaction of the draft. Returns 0, or -1: ERR_REJECT for a file that is not there, a
 * layout that is wrong, or one without an element of the kind `needs`.
 */
int look_keep(const struct spool *spool, struct database *db, const char *run,
    enum layout_kind needs, struct err *e) NODISCARD;

/*
 * The way in which this program draws. Raise it when the same rows would give other bytes; what the
 * runs drawn before need goes into a room for them alone. Runs from before version 3 of the
 * database have 1.
 */
#define LOOK_RENDERER 1

/*
 * Keep what else its documents depend on: the accent, and, to be able to name what has changed,
 * fonts, settings, renderer and libraries. In the same database transaction as look_keep.
 */
int look_keep_style(struct database *db, const struct settings *settings, const char *run,
    struct err *e) NODISCARD;

/* A document of an issued run that is made again. */
struct look_again {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
	const char *run;    /* that issued it */
	const char *file;   /* in the run's folder */
	const char *sha256; /* of what was issued */
	const struct buf *pdf; /* as it comes out now */
};

/*
 * Is it what was issued? 0: the same bytes. 1: the run was drawn with other versions of the
 * libraries, or it is not known with which, and the pages of the published file are the same. -1:
 * neither; ERR_REJECT names the font, setting, program or library that has changed since.
 */
int look_compare(const struct look_again *again, struct err *e) NODISCARD;

/* What was kept for a run, as its documents need it. Strings in arena. */
int look_load(struct database *db, const char *run, struct arena *arena,
    struct document_style *style, struct err *e) NODISCARD;

/*
 * The text of a layout by its name, from templates/ or as the program carries it. text is reset
 * first.
 */
int look_layout(const struct spool *spool, const char *name, struct buf *text,
    struct err *e) NODISCARD;

#endif
