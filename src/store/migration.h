#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include <stdbool.h>

#include "base/buf.h"
#include "store/database.h"

/*
 * migration: the versions of the database, and the way from an older one to the newest.
 *
 * PRAGMA user_version holds the version: 1 is the schema of the first release, and
 * src/store/migrations/NNN.sql leads from version NNN - 1 to NNN. schema.sql is always the newest.
 * While an upgrade of several migrations is under way, user_version names both where it began and
 * how far it is, so that no program takes the database for one of an old version: after an accident
 * the upgrade goes on.
 */

/* The migrations that a database needs for this program. */
struct migration_plan {
	int from, to;   /* versions; from: where an interrupted upgrade began */
	int steps;      /* migrations left to do; 0: the database is of this program's version */
	bool interrupted;
};

/* The version of schema.sql. */
int migration_newest(void);

/* Does the database have no tables, and no mark of any program? */
int migration_is_empty(struct database *db, bool *empty, struct err *e) NODISCARD;

/*
 * Mark a database as billspool's, of the newest version. Call it in the transaction that makes its
 * tables.
 */
int migration_sign(struct database *db, struct err *e) NODISCARD;

/*
 * Find out which migrations are to be done. ERR_REJECT if the database is not billspool's, empty,
 * or newer than the program.
 */
int migration_find(struct database *db, struct migration_plan *plan, struct err *e) NODISCARD;

/* Refuse an older database, in a sentence that names the command to upgrade it. Always -1. */
int migration_refuse(const struct migration_plan *plan, struct err *e);

/*
 * Upgrade the database, whose file is path, to the newest version. For the owner of the slot only.
 * Before the first migration a copy is put beside it, whose name, or "", is appended to `copy`;
 * each migration is one transaction. *plan is what there was to do. ERR_REJECT for a database that
 * is damaged, or that a migration does not fit: then nothing of that migration has been done.
 * Durable: yes; after a crash the same call goes on.
 */
int migration_run(struct database *db, const char *path, struct migration_plan *plan,
    struct buf *copy, struct err *e) NODISCARD;

/* Append the path of that copy: `<path>.version-<from>`. */
void migration_copy_path(const struct migration_plan *plan, const char *path, struct buf *copy);

#endif
