#ifndef SERVE_BUSY_H
#define SERVE_BUSY_H

#include "config/app.h"
#include "spool/claim.h"

/*
 * busy: the lines that people read while another process has the database. The watcher cannot do
 * anything then, but the sender of a file should know that it was seen and why it waits: "Waiting:
 * the database is in use by sqlite3 (process 4711) since 14:03:21".
 */
struct busy;

/* From now on the database calls it while it waits (database_on_wait). */
struct busy *busy_new(struct app *app);
void busy_free(struct busy *busy);

/* The input in the slot; NULL: none. */
void busy_claim(struct busy *busy, const struct claim *claim);

/* The database answers. True if a line since the last call has been that it did not. */
bool busy_over(struct busy *busy);

#endif
