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
 * Keep what else its documents depend on: the accent, and, to be able to say what has changed,
 * fonts and settings. In the same database transaction as look_keep.
 */
int look_keep_style(struct database *db, const struct settings *settings, const char *run,
    struct err *e) NODISCARD;

/*
 * Refuse a document of a run that comes out different from what was issued, and say which font or
 * setting has changed since. Always -1.
 */
int look_refuse(struct database *db, const struct settings *settings, const char *run,
    const char *file, struct err *e) NODISCARD;

/* What was kept for a run, as its documents need it. Strings in arena. */
int look_load(struct database *db, const char *run, struct arena *arena,
    struct document_style *style, struct err *e) NODISCARD;

#endif
