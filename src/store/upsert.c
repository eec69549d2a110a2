#include "store/upsert.h"

#include "base/buf.h"
#include "base/die.h"
#include "base/log.h"
#include "base/memory.h"
#include "store/database_inside.h"

struct upsert {
	struct database *db;
	sqlite3_stmt *stmt;
	size_t count;
};

/* Write the value of a new row: the one that is given, else the column's initial. */
static void
add_new(struct buf *sql, const struct upsert_column *c, size_t parameter)
{
	if (c->initial == NULL)
		buf_printf(sql, "nullif(?%zu, '')", parameter);
	else
		buf_printf(sql, "coalesce(?%zu, '%s')", parameter, c->initial);
}

/* Write the value of a stored row: the one that is given, else the one that it has. */
static void
add_kept(struct buf *sql, const struct upsert_column *c, size_t parameter)
{
	if (c->initial == NULL)
		buf_printf(sql, "CASE WHEN ?%zu IS NULL THEN %s ELSE nullif(?%zu, '') END",
		    parameter, c->name, parameter);
	else
		buf_printf(sql, "coalesce(?%zu, %s)", parameter, c->name);
}

static void
add_column_name(struct buf *sql, const struct upsert_column *c, size_t parameter)
{
	(void)parameter;
	buf_add_string(sql, c->name);
}

static void
add_set(struct buf *sql, const struct upsert_column *c, size_t parameter)
{
	buf_printf(sql, "%s = ", c->name);
	add_kept(sql, c, parameter);
}

enum which { KEYS = 1, OTHERS = 2, ALL = KEYS | OTHERS };

/* Write `add` for each column of this kind, with commas between them. */
static void
add_list(struct buf *sql, const struct upsert_column *columns, size_t count, enum which which,
    void (*add)(struct buf *sql, const struct upsert_column *c, size_t parameter))
{
	const char *comma = "";
	size_t i;

	for (i = 0; i < count; i++) {
		if ((columns[i].key ? KEYS : OTHERS) & ~(unsigned)which)
			continue;
		buf_add_string(sql, comma);
		add(sql, &columns[i], i + 1);
		comma = ", ";
	}
}

/*
 * INSERT INTO t (k, a) VALUES (...) ON CONFLICT (k) DO UPDATE SET a = ... WHERE (a) IS NOT (...):
 * by the WHERE a row that would not change is not written.
 */
static void
write_sql(struct buf *sql, const char *table, const struct upsert_column *columns, size_t count)
{
	buf_printf(sql, "INSERT INTO %s (", table);
	add_list(sql, columns, count, ALL, add_column_name);
	buf_add_string(sql, ") VALUES (");
	add_list(sql, columns, count, ALL, add_new);
	buf_add_string(sql, ") ON CONFLICT (");
	add_list(sql, columns, count, KEYS, add_column_name);
	buf_add_string(sql, ") DO UPDATE SET ");
	add_list(sql, columns, count, OTHERS, add_set);
	buf_add_string(sql, " WHERE (");
	add_list(sql, columns, count, OTHERS, add_column_name);
	buf_add_string(sql, ") IS NOT (");
	add_list(sql, columns, count, OTHERS, add_kept);
	buf_add_string(sql, ")");
}

int
upsert_new(struct database *db, const char *table, const struct upsert_column *columns,
    size_t count, struct upsert **upsert, struct err *e)
{
	struct buf sql = BUF_EMPTY;
	struct upsert *u = memory_new(1, sizeof(*u));
	int rc;

	*u = (struct upsert){ .db = db, .count = count };
	write_sql(&sql, table, columns, count);
	rc = sqlite3_prepare_v3(db->handle, buf_text(&sql), -1, SQLITE_PREPARE_PERSISTENT, &u->stmt,
	    NULL);
	if (rc == SQLITE_ERROR) {
		log_event("upsert-misfit", "table", table, "why", sqlite3_errmsg(db->handle), NULL);
		die("the columns of an import do not fit their table");
	}
	buf_release(&sql);
	*upsert = u;
	if (rc == SQLITE_OK)
		return (0);
	upsert_free(u);
	*upsert = NULL;
	return (database_fail(db, rc, table, e));
}

void
upsert_free(struct upsert *upsert)
{
	if (upsert == NULL)
		return;
	(void)sqlite3_finalize(upsert->stmt);
	free(upsert);
}

static int
bind_value(sqlite3_stmt *stmt, int parameter, const struct upsert_value *value)
{
	switch (value->kind) {
	case UPSERT_ABSENT:
		return (sqlite3_bind_null(stmt, parameter));
	case UPSERT_NONE:
		return (sqlite3_bind_text(stmt, parameter, "", 0, SQLITE_STATIC));
	case UPSERT_TEXT:
		return (sqlite3_bind_text(stmt, parameter, value->text, -1, SQLITE_STATIC));
	case UPSERT_NUMBER:
		return (sqlite3_bind_int64(stmt, parameter, value->number));
	}
	return (SQLITE_MISUSE);
}

int
upsert_store(struct upsert *upsert, const struct upsert_value *values, struct err *e)
{
	int rc = SQLITE_OK;
	size_t i;

	for (i = 0; rc == SQLITE_OK && i < upsert->count; i++)
		rc = bind_value(upsert->stmt, (int)i + 1, &values[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(upsert->stmt);
	if (rc == SQLITE_DONE)
		rc = SQLITE_OK;
	else
		(void)database_fail(upsert->db, rc, "store a row", e);
	(void)sqlite3_reset(upsert->stmt);
	return (rc != SQLITE_OK ? -1 : database_changes(upsert->db) > 0);
}
