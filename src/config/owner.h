#ifndef CONFIG_OWNER_H
#define CONFIG_OWNER_H

#include "config/app.h"

/*
 * owner: what the process that has the slot's lock owes a spool before any other work: a database
 * of this program's version, and the file spool.id.
 */

#define OWNER_ID_FILE "spool.id" /* in the root of the spool, which no agent can write to */

/*
 * Upgrade the database if it is older, and log that, once, or, where `told` is not NULL, append a
 * sentence about it there; write spool.id if it is missing. Call with the lock. ERR_REJECT if the
 * database cannot be upgraded, or another process has upgraded it beyond this program; ERR_RETRY if
 * the machine is in the way. Durable: yes; after a crash the same call goes on.
 */
int owner_begin(struct app *app, struct buf *told, struct err *e) NODISCARD;

#endif
