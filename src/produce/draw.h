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
 * that the files do not depend on the number of workers.
 */

struct drawing {
	const char *db_path;
	struct database *db; /* used where there is one worker; idle otherwise */
	const struct settings *settings;
	const char *run;
	const struct publish_part *part; /* its folders EMAIL and POSTAL are there */
	const struct document_stock *stock;
	struct progress progress;
	bool alone; /* this thread draws with db alone: the rows are not committed */
};

/*
 * Draw all documents; read each back and compare it with its account, number and total. made is
 * MADE_CLOSED at first; the caller closes it in any case. Returns 0, or -1 as document_draw and
 * publish_part_file.
 */
int draw_run(const struct drawing *drawing, struct made *made, struct err *e) NODISCARD;

/* Called for each invoice, or letter, of a run that cannot be drawn. */
typedef int draw_refused_fn(void *context, int64_t invoice, const char *why, struct err *e);

/* A run whose documents are to be drawn. */
struct draw_preparation {
	struct database *db;
	const struct settings *settings;
	const char *run;
	draw_refused_fn
	    *refused; /* NULL: the run is issued, so that nothing can be refused any more */
	void *context; /* context of `refused` */
};

/*
 * Try the run's layouts, unless it is issued; look through its documents: gather their characters,
 * call `refused` for those that cannot be drawn, and prepare the stock for the others. Free it with
 * document_stock_free. ERR_REJECT for a layout with a fault, and for a document of an issued run
 * that cannot be drawn.
 */
int draw_prepare(const struct draw_preparation *preparation, struct document_stock **stock,
    struct err *e) NODISCARD;

#endif
