#ifndef SPOOL_SHARE_H
#define SPOOL_SHARE_H

#include <sys/types.h>

#include "base/err.h"
#include "spool/spool.h"

/*
 * share: which group may do what in a spool that others reach through a file server.
 *
 * Every folder that people read or drop into becomes the readers' group's, with all that is in it;
 * folders made there later keep that group, because they carry the set-group-id bit. Modes are
 * those that the program makes them with (spool/disk.h): doors may be written to by the group, all
 * else only read. imports/ becomes the loaders' group's, because an import is not asked for rights.
 * db/ and work/ stay private; files that are made in work/ get the readers' group, because they
 * move to archive/ or error/.
 */

/*
 * Give the folders to these groups. Needs root, or membership in both; ERR_RETRY names the folder
 * that could not be given. Doing it again changes nothing. Durable: no; it can be done again.
 */
int share_give(const struct spool *spool, gid_t readers, gid_t loaders, struct err *e) NODISCARD;

#endif
