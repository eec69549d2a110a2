#ifndef SERVE_BUSY_H
#define SERVE_BUSY_H

#include "config/app.h"
#include "spool/claim.h"

/*
 * busy: the status lines while another process has the database. The watcher cannot do anything
 * then, but whoever drops a file should know that it was seen and why it waits: "Waiting: the
 * database is in use by sqlite3 (process 4711) since 14:03:21".
 */
struct busy;

/* From now on the database calls it while it waits (database_on_wait). */
struct busy *busy_new(struct app *app);
void busy_free(struct busy *busy);

/* The claim in the slot; NULL: the slot is empty. */
void busy_claim(struct busy *busy, const struct claim *claim);

/* The database answers. True if a line has been written since the last call that it did not. */
bool busy_over(struct busy *busy);

#endif
