#include "store/migration.h"

#include "base/memory.h"
#include "store/backup.h"
#include "store/database_inside.h"

/*
 * The user_version while an upgrade is under way: the version where it began, and the one that it
 * has reached.
 */
#define UNDER_WAY(from, at) ((from) << 16 | (at))
#define UNDER_WAY_FROM(version) ((version) >> 16)
#define UNDER_WAY_AT(version) ((version) & 0xffff)

#define FIRST_VERSION 1

/* The files of src/store/migrations, in order, each with the version that it leads to. */
static const struct migration {
	int version;
	const char *sql;
} MIGRATIONS[] = {
#include "migrations.inc"
};

/*
 * The functions of migrations that need more than SQL, by version: called after the SQL, in the
 * same transaction.
 */
static int (*const ACTS[LENGTH(MIGRATIONS) + FIRST_VERSION + 1])(struct database *db,
    struct err *e) = { NULL };

int
migration_newest(void)
{
	return (FIRST_VERSION + (int)LENGTH(MIGRATIONS));
}

int
migration_is_empty(struct database *db, bool *empty, struct err *e)
{
	int id = 0, version = 0, tables = 0;

	if (database_ask(db, "PRAGMA application_id", &id, e) != 0 ||
	    database_ask(db, "PRAGMA user_version", &version, e) != 0 ||
	    database_ask(db, "SELECT count(*) FROM sqlite_schema", &tables, e) != 0)
		return (-1);
	*empty = id == 0 && version == 0 && tables == 0;
	return (0);
}

/* Set user_version. */
static int
set_version(struct database *db, int version, struct err *e)
{
	char sql[64];

	(void)snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", version);
	return (database_execute(db, sql, e));
}

int
migration_sign(struct database *db, struct err *e)
{
	char sql[64];

	(void)snprintf(sql, sizeof(sql), "PRAGMA application_id = %d", DATABASE_APPLICATION_ID);
	return (database_execute(db, sql, e) == 0 ? set_version(db, migration_newest(), e) : -1);
}

int
migration_find(struct database *db, struct migration_plan *plan, struct err *e)
{
	int id = 0, version = 0, at;
	bool empty = false;

	if (migration_is_empty(db, &empty, e) != 0 ||
	    database_ask(db, "PRAGMA application_id", &id, e) != 0 ||
	    database_ask(db, "PRAGMA user_version", &version, e) != 0)
		return (-1);
	if (empty)
		return (err_reject(e,
		    "the database is empty. If its disk is not mounted, mount it; else put the "
		    "last "
		    "backup there. Only `billspool init` makes a new one, for a new spool"));
	if (id != DATABASE_APPLICATION_ID || version < FIRST_VERSION)
		return (err_reject(e, "this file is a database, but not one of billspool's"));
	*plan = (struct migration_plan){ .from = version, .to = migration_newest() };
	at = version;
	if (UNDER_WAY_FROM(version) > 0) {
		plan->interrupted = true;
		plan->from = UNDER_WAY_FROM(version);
		at = UNDER_WAY_AT(version);
	}
	plan->steps = plan->to - at;
	if (plan->steps < 0 || (plan->interrupted && plan->steps == 0))
		return (err_reject(e,
		    "the database has version %d%s and this program works with version %d: use the "
		    "program that fits, or go back to the copy that its upgrade has made",
		    at, plan->interrupted ? ", in the middle of an upgrade," : "", plan->to));
	return (0);
}

int
migration_refuse(const struct migration_plan *plan, struct err *e)
{
	return (err_reject(e,
	    "%s version %d and this program works with version %d: start the watcher, which "
	    "upgrades it, or run: billspool -s DIR upgrade",
	    plan->interrupted ? "the database was being upgraded from" : "the database has",
	    plan->from, plan->to));
}

void
migration_copy_path(const struct migration_plan *plan, const char *path, struct buf *copy)
{
	buf_printf(copy, "%s.version-%d", path, plan->from);
}

/* Refuse a migration that leaves rows which refer to a removed row. */
static int
check_references(struct database *db, int version, struct err *e)
{
	int wrong = 0;

	if (database_ask(db, "SELECT count(*) FROM pragma_foreign_key_check", &wrong, e) != 0)
		return (-1);
	return (wrong == 0 ? 0
			   : err_reject(e, "migration %d would leave %d rows that refer to nothing",
				 version, wrong));
}

/* Do the next migration, in the transaction that is open. */
static int
apply(struct database *db, const struct migration_plan *plan, struct err *e)
{
	const int version = plan->to - plan->steps + 1;
	const struct migration *m = &MIGRATIONS[version - FIRST_VERSION - 1];

	if (database_execute(db, m->sql, e) != 0 ||
	    (ACTS[version] != NULL && ACTS[version](db, e) != 0))
		return (err_context(e, "migration %d", version));
	if (check_references(db, version, e) != 0)
		return (-1);
	return (set_version(db, version == plan->to ? version : UNDER_WAY(plan->from, version), e));
}

/*
 * Do one migration in one transaction; before the first one, copy the database. 1: done; 0: there
 * is none left; -1.
 */
static int
step(struct database *db, const char *path, struct migration_plan *plan, struct buf *copy,
    struct err *e)
{
	struct buf name = BUF_EMPTY;
	int rc;

	if (database_begin(db, e) != 0)
		return (-1);
	rc = migration_find(db, plan, e);
	if (rc == 0 && plan->steps == 0) {
		database_rollback(db);
		return (0);
	}

	/* Nobody can change the database between the copy and the migration: it is locked. */
	if (rc == 0 && !plan->interrupted) {
		migration_copy_path(plan, path, &name);
		rc = backup_keep(db, buf_text(&name), copy, e);
		buf_release(&name);
	}
	if (rc == 0)
		rc = apply(db, plan, e);
	if (rc == 0)
		rc = database_commit(db, e);
	database_rollback(db);
	return (rc == 0 ? 1 : -1);
}

int
migration_run(struct database *db, const char *path, struct migration_plan *plan, struct buf *copy,
    struct err *e)
{
	struct migration_plan next;
	struct err other = { 0 };
	int rc;

	if (migration_find(db, plan, e) != 0)
		return (-1);
	if (plan->steps == 0)
		return (0);

	/*
	 * When a table is made anew, the rows that refer to it must stay. SQLite takes this outside
	 * of transactions only.
	 */
	if (database_execute(db, "PRAGMA foreign_keys = OFF", e) != 0)
		return (-1);
	do {
		rc = step(db, path, &next, copy, e);
	} while (rc == 1);
	if (database_execute(db, "PRAGMA foreign_keys = ON", &other) != 0 && rc == 0) {
		*e = other;
		rc = -1;
	}
	return (rc);
}
