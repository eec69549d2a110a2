#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/buf.h"
#include "store/database.h"

/*
 * backup: whole copies of the database as it is at one moment, made while others work with it. A
 * copy is checked before it gets its name, and its owner alone may read it.
 */

/*
 * Copy the database to path. An older copy there is replaced, in one step; any other file, and the
 * database itself, is ERR_REJECT. A database that is damaged is ERR_REJECT, too. Durable: yes.
 */
int backup_make(struct database *db, const char *path, struct err *e) NODISCARD;

/*
 * Keep a copy under `path`, or, if a copy of another state has that name, under `path`-2, `path`-3
 * and so on. A copy that an earlier try has made of this very state will do. Its path is appended
 * to `kept`. Call it in a write transaction that has changed nothing yet: the copy is compared with
 * the database byte by byte. Durable: yes.
 */
int backup_keep(struct database *db, const char *path, struct buf *kept, struct err *e) NODISCARD;

#endif
