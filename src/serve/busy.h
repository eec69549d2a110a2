#ifndef SERVE_BUSY_H
#define SERVE_BUSY_H

#include "config/app.h"
#include "spool/claim.h"

/*
 * busy: writes status lines while another process has the database. The watcher cannot do anything
 * then, but a person who drops a file should know that it was seen and why it waits: "Waiting: the
 * database is in use by sqlite3 (process 4711) since 14:03:21".
 */
struct busy;

/* From now on, write lines whenever the database keeps us waiting (database_on_wait). */
struct busy *busy_new(struct app *app);
void busy_free(struct busy *busy);

/* Set the claim in the slot; NULL: the slot is empty. */
void busy_claim(struct busy *busy, const struct claim *claim);

/*
 * Note that the database answers. True if a line that it is in use was written since the last call.
 */
bool busy_over(struct busy *busy);

#endif
