#ifndef SERVE_BUSY_H
#define SERVE_BUSY_H

#include "config/app.h"
#include "spool/claim.h"

/*
 * busy: what people are told while another process has the database. The watcher cannot do anything
 * then, but whoever drops a file should know that it was seen and why it waits: "Waiting: the
 * database is in use by sqlite3 (process 4711) since 14:03:21".
 */
struct busy;

/* From now on the database calls it while it waits (database_on_wait). */
struct busy *busy_new(struct app *app);
void busy_free(struct busy *busy);

/* What the slot holds; NULL: nothing. */
void busy_claim(struct busy *busy, const struct claim *claim);

/* The database answers. True if somebody has been told since the last call that it did not. */
bool busy_over(struct busy *busy);

#endif
