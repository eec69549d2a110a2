#ifndef PRODUCE_DRAW_H
#define PRODUCE_DRAW_H

#include "document/document.h"
#include "run/made.h"
#include "run/progress.h"
#include "config/settings.h"
#include "spool/publish.h"
#include "store/database.h"

/*
 * draw: step 2 of an invoice run: every PDF of its draft, on all cores; and the letters of a run.
 * Each worker has a press and a database connection of its own and takes every n-th invoice, so
 * that the files are the same however many there are.
 */

struct drawing {
	const char *db_path;
	struct database *db; /* used when there is one worker; idle otherwise */
	const struct settings *settings;
	const char *run;
	const struct publish_part *part; /* with folders EMAIL and POSTAL */
	const struct document_stock *stock;
	struct progress progress;
	bool alone; /* by this thread and db: the rows are not committed */
};

/*
 * Draw all, read back and check each against its account, number and total. made is MADE_CLOSED,
 * and the caller's to close in any case. Returns 0, or -1 as document_draw and publish_part_file.
 */
int draw_run(const struct drawing *drawing, struct made *made, struct err *e) NODISCARD;

/* What a run cannot draw: called for each such invoice, or letter. */
typedef int draw_refused_fn(void *context, int64_t invoice, const char *why, struct err *e);

/* A run whose documents are to be drawn. */
struct draw_preparation {
	struct database *db;
	const struct settings *settings;
	const char *run;
	draw_refused_fn *refused; /* NULL: the run is issued, and nothing can be refused any more */
	void *context; /* of refused */
};

/*
 * Try the run's layouts, unless it is issued; look through its documents: gather their characters,
 * tell `refused` of those that cannot be drawn, and prepare the stock for the rest. Free it with
 * document_stock_free. ERR_REJECT for a layout that is no good, and for what cannot be drawn of a
 * run that is issued.
 */
int draw_prepare(const struct draw_preparation *preparation, struct document_stock **stock,
    struct err *e) NODISCARD;

#endif
