#ifndef WORK_DRAW_H
#define WORK_DRAW_H

#include "document/document.h"
#include "run/made.h"
#include "run/progress.h"
#include "run/settings.h"
#include "spool/publish.h"
#include "store/database.h"

/*
 * draw: step 2 of an invoice run: every PDF of its draft, on all cores; and the letters of a run. Each worker has a press
 * and a database connection of its own and takes every n-th invoice, so that the files are the same however many there are.
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
 * Draw all, read back and check each against its account, number and total. made is MADE_CLOSED, and the caller's to close in any
 * case. Returns 0, or -1 as document_draw and publish_part_file.
 */
int draw_run(const struct drawing *drawing, struct made *made, struct err *e) NODISCARD;

/* What a run cannot draw: called for each such invoice. */
typedef int draw_refused_fn(void *context, int64_t invoice, const char *why, struct err *e);

/*
 * Look through a run's invoices: gather their characters, tell `refused` of those that cannot be drawn, and prepare the stock for
 * the rest. Free it with document_stock_free.
 */
int draw_prepare(struct database *db, const struct settings *settings, const char *run, draw_refused_fn *refused,
    void *context, struct document_stock **stock, struct err *e) NODISCARD;

/* The same of a run that is issued, in which nothing can be refused any more: ERR_REJECT if something would have to be. */
int draw_prepare_again(struct database *db, const struct settings *settings, const char *run, struct document_stock **stock,
    struct err *e) NODISCARD;

#endif
