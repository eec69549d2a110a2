#ifndef CONFIG_OWNER_H
#define CONFIG_OWNER_H

#include "config/app.h"

/*
 * owner: what the process that has the slot's lock owes a spool before any other work: a database
 * of this program's version, and the file spool.id.
 */

#define OWNER_ID_FILE "spool.id" /* in the root of the spool, which no agent can write to */

/*
 * Is the database this spool's own, by the id that both keep? 1; 0 if the spool has no spool.id;
 * -1, ERR_REJECT if it is another's, in words that help.
 */
int owner_check_id(const struct app *app, struct err *e) NODISCARD;

/*
 * Upgrade the database if it is older, and log that, once, or, where `told` is not NULL, append a
 * sentence about it there; write spool.id if it is missing, or compare it. Call with the lock.
 * ERR_REJECT if the database is another spool's, cannot be upgraded, or another process has
 * upgraded it beyond this program; ERR_RETRY if the machine is in the way. Durable: yes; after a
 * crash the same call goes on.
 */
int owner_begin(struct app *app, struct buf *told, struct err *e) NODISCARD;

/*
 * Open a spool that was just made, with a new database if it has had none: a spool.id, or runs in
 * invoices/, are of one that is lost, which only a backup brings back. If nobody has the lock, what
 * its owner owes is done. 0, or -1 with nothing open; errors as those of app_open and owner_begin.
 */
int owner_open_new(struct app *app, const char *dir, struct err *e) NODISCARD;

#endif
