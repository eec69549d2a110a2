#ifndef STORE_SPOOL_ID_H
#define STORE_SPOOL_ID_H

#include "store/database.h"

/*
 * spool_id: the id of a database. Its spool has the same id in the file spool.id. It is never
 * changed.
 */

#define SPOOL_ID_SIZE 33 /* 32 hexadecimal digits and a NUL */

int spool_id_read(struct database *db, char id[static SPOOL_ID_SIZE], struct err *e) NODISCARD;

#endif
