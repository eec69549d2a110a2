#ifndef PRODUCE_LOOK_H
#define PRODUCE_LOOK_H

#include "document/document.h"
#include "layout/layout.h"
#include "config/settings.h"
#include "report/ar_format.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * look: the layouts, logos and layouts' pictures of a run: files of the spool's folder templates/
 * (layouts may also be those that the program carries). They are kept in the database with the run
 * that used them, so that its documents can be made again when the files have changed.
 */

/*
 * Keep the files that the run's senders name, and let the senders name these versions. Call in the
 * database transaction of the draft. Returns 0, or -1: ERR_REJECT for a file that is not there, a
 * layout that is wrong, or one without an element of the kind `needs`.
 */
int look_keep(const struct spool *spool, struct database *db, const char *run,
    enum layout_kind needs, struct err *e) NODISCARD;

/*
 * The way in which this program draws. Raise it when the same rows would give other bytes; the code
 * that earlier runs need goes into a place of its own. Runs from before version 3 of the database
 * have 1.
 */
#define LOOK_RENDERER 1

/*
 * Keep the other facts that its documents depend on: the accent; and fonts, settings, renderer and
 * libraries, so that a later change can be named. In the same database transaction as look_keep.
 */
int look_keep_style(struct database *db, const struct settings *settings, const char *run,
    struct err *e) NODISCARD;

/* A document of an issued run that is made again. */
struct look_again {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
	const char *run;    /* the run that issued it */
	const char *file;   /* its path in the run's folder */
	const char *sha256; /* hash of the issued file */
	const struct buf *pdf; /* the bytes that are drawn now */
};

/*
 * Keep the formats of the run's AR files: those that the setting ar_formats names, from
 * templates/ar/ of the spool, else those that the program carries. In the same database transaction
 * as look_keep. ERR_REJECT for one that is not there, or is wrong.
 */
int look_keep_ar(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, struct err *e) NODISCARD;

/*
 * Read the formats that were kept for a run, in arena. A run for which none was kept has ar-import.
 */
int look_load_ar(struct database *db, const char *run, struct arena *arena,
    const struct ar_format *const **formats, size_t *count, struct err *e) NODISCARD;

/*
 * Compare a document with the issued one. 0: it has the same bytes. 1: the run was drawn with other
 * versions of the libraries, or it is not known with which, and the pages of the published file are
 * the same. -1: neither; ERR_REJECT names the font, setting, program or library that has changed
 * since.
 */
int look_compare(const struct look_again *again, struct err *e) NODISCARD;

/* Read the layouts, pictures and style that were kept for a run. Strings in arena. */
int look_load(struct database *db, const char *run, struct arena *arena,
    struct document_style *style, struct err *e) NODISCARD;

#endif
