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

/*
 * Make the JSON. `running` is the claim in the slot and `line` its status line; NULL if there is
 * none. The caller frees it.
 */
char *snapshot_json(struct app *app, const struct queue *queue, const struct claim *running,
    const char *line);

/* The state that is shown. */
struct snapshot {
	const struct queue *queue;
	const struct claim *running; /* NULL: no claim is running */
	const char *line;            /* its status line */
	bool last;     /* the process ends after this */
};

/*
 * Write status/status.json and, when it is time, the dashboard. If a file cannot be written that is
 * logged and forgotten: it must never stop a run.
 */
void snapshot_write(struct app *app, struct dashboard *dashboard, const struct snapshot *now);

#endif
