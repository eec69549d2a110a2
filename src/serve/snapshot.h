#ifndef SERVE_SNAPSHOT_H
#define SERVE_SNAPSHOT_H

#include "config/app.h"
#include "serve/queue.h"
#include "report/dashboard.h"
#include "spool/claim.h"

/*
 * snapshot: the state of the spool as JSON, for status/status.json, `status --json` and the
 * dashboard.
 */

/* running is the claim under way with its status line, NULL if there is none. Freed by the caller.
 */
char *snapshot_json(struct app *app, const struct queue *queue, const struct claim *running,
    const char *line);

/* The moment that is shown. */
struct snapshot {
	const struct queue *queue;
	const struct claim *running; /* NULL: nothing */
	const char *line;            /* its status line */
	bool last;     /* the process ends after this */
};

/*
 * Write status/status.json and, when it is time, the dashboard. A file that cannot be written is
 * logged and forgotten: it must never stop a run.
 */
void snapshot_write(struct app *app, struct dashboard *dashboard, const struct snapshot *now);

#endif
