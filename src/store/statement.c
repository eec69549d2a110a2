#include "store/statement.h"

#include "base/date.h"
#include "base/die.h"
#include "base/log.h"
#include "base/memory.h"
#include "rating/code.h"
#include "store/database_inside.h"
#include "store/invoice_columns.h"
#include "store/stored.h"

/* A statement: its name and text, and the records of its parameters and columns. */
struct statement_text {
	const char *name;
	const char *sql;
	const struct record *takes;
	const struct record *gives;
};

/* Declare every record; the files of store define them. */
#define SQL(name, takes, gives, text) extern const struct record record_##takes, record_##gives;
#include "store/statements.def"
#undef SQL

static const struct statement_text STATEMENTS[SQL_COUNT] = {
#define SQL(name, takes, gives, text) \
	[SQL_##name] = { #name, text, &record_##takes, &record_##gives },
#include "store/statements.def"
#undef SQL
};

/* Which fields parameters 1, 2 ... and columns 0, 1 ... are, in this order. */
struct statement_fit {
	int parameters;
	int columns;
	const struct record_field *fields[];
};

RECORD(by_id, id);
RECORD(by_account, account);
RECORD(by_building, building);
RECORD(by_run, run);
RECORD(by_claim, claim);
RECORD(by_code, code);
RECORD(by_number, number);
RECORD(by_day, day);
RECORD(by_most, most);
RECORD(by_moment, now_ns);
RECORD(by_building_run, building, run);
RECORD(by_account_run, account, run);
RECORD(account_day, account, day);
RECORD(no_key, none);
RECORD(one_number, number);
RECORD(one_text, text);
const struct record record_no_row = { "no_row", 0, NULL };

/* ---- do rows fit the statement? -------------------------------------------------------------- */

static NORETURN void
misfit(const struct statement_text *text, const char *what, const char *name)
{
	log_event("statement-misfit", "statement", text->name, what, name, NULL);
	die("a statement does not fit its rows");
}

static const struct record_field *
find_field(const struct record *row, const char *name)
{
	size_t i;

	for (i = 0; i < row->count; i++)
		if (strcmp(row->fields[i].name, name) == 0)
			return (&row->fields[i]);
	return (NULL);
}

/* Find the member for each parameter `:name`. */
static void
fit_parameters(const struct statement_text *text, sqlite3_stmt *stmt,
    const struct record_field **fields, int count)
{
	const char *name;
	int i;

	for (i = 0; i < count; i++) {
		name = sqlite3_bind_parameter_name(stmt, i + 1);
		if (name == NULL || name[0] != ':')
			misfit(text, "parameter", "one without a name");
		fields[i] = find_field(text->takes, name + 1);
		if (fields[i] == NULL)
			misfit(text, "parameter", name);
	}
}

/* Find the member for each column, and check that each member has one. */
static void
fit_columns(const struct statement_text *text, sqlite3_stmt *stmt,
    const struct record_field **fields, int count)
{
	size_t found, j;
	int i;

	for (i = 0; i < count; i++) {
		fields[i] = find_field(text->gives, sqlite3_column_name(stmt, i));
		if (fields[i] == NULL)
			misfit(text, "column", sqlite3_column_name(stmt, i));
	}
	for (j = 0; j < text->gives->count; j++) {
		for (found = 0, i = 0; i < count; i++)
			found += fields[i] == &text->gives->fields[j];
		if (found != 1)
			misfit(text, "member", text->gives->fields[j].name);
	}
}

static struct statement_fit *
fit_new(const struct statement_text *text, sqlite3_stmt *stmt)
{
	int parameters = sqlite3_bind_parameter_count(stmt), columns = sqlite3_column_count(stmt);
	struct statement_fit *fit =
	    memory_new(1, sizeof(*fit) + (size_t)(parameters + columns) * sizeof(fit->fields[0]));

	fit->parameters = parameters;
	fit->columns = columns;
	fit_parameters(text, stmt, fit->fields, parameters);
	fit_columns(text, stmt, fit->fields + parameters, columns);
	return (fit);
}

/* The prepared statement; it is prepared on first use. */
static int
prepared(struct database *db, enum statement id, sqlite3_stmt **stmt, struct err *e)
{
	const struct statement_text *text = &STATEMENTS[id];
	int rc;

	if (db->statements[id] == NULL) {
		rc = sqlite3_prepare_v3(db->handle, text->sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &db->statements[id], NULL);
		if (rc != SQLITE_OK)
			return (database_fail(db, rc, text->name, e));
	}
	if (db->fits[id] == NULL)
		db->fits[id] = fit_new(text, db->statements[id]);
	*stmt = db->statements[id];
	if (sqlite3_stmt_busy(*stmt))
		die("a statement is used while it is in use");
	return (0);
}

int
statement_prepare_all(struct database *db, struct err *e)
{
	sqlite3_stmt *stmt;
	int i;

	for (i = 0; i < SQL_COUNT; i++)
		if (prepared(db, (enum statement)i, &stmt, e) != 0)
			return (-1);
	return (0);
}

/* ---- members to parameters ------------------------------------------------------------------- */

static int
bind_decimal(sqlite3_stmt *stmt, int i, struct decimal value)
{
	char text[DECIMAL_SIZE];

	return (sqlite3_bind_text(stmt, i, decimal_format(value, text), -1, SQLITE_TRANSIENT));
}

static int
bind_day(sqlite3_stmt *stmt, int i, int32_t day)
{
	return (day == DATE_NONE ? sqlite3_bind_null(stmt, i) : sqlite3_bind_int(stmt, i, day));
}

static int
bind_maybe(sqlite3_stmt *stmt, int i, struct record_maybe value)
{
	return (value.known ? sqlite3_bind_int64(stmt, i, value.number)
			    : sqlite3_bind_null(stmt, i));
}

static int
bind_field(sqlite3_stmt *stmt, int i, const struct record_field *field, const void *row)
{
	const void *member = (const char *)row + field->offset;
	const struct record_bytes *bytes = member;

	switch (field->type) {
	case RECORD_INTEGER:
		return (sqlite3_bind_int64(stmt, i, *(const int64_t *)member));
	case RECORD_MAYBE:
		return (bind_maybe(stmt, i, *(const struct record_maybe *)member));
	case RECORD_DAY:
		return (bind_day(stmt, i, *(const int32_t *)member));
	case RECORD_BOOL:
		return (sqlite3_bind_int(stmt, i, *(const bool *)member));
	case RECORD_TEXT:
	case RECORD_MAYBE_TEXT:
		return (sqlite3_bind_text(stmt, i, *(const char *const *)member, -1,
		    SQLITE_STATIC));
	case RECORD_DECIMAL:
		return (bind_decimal(stmt, i, *(const struct decimal *)member));
	case RECORD_BYTES:
		return (sqlite3_bind_blob64(stmt, i, bytes->data, bytes->length, SQLITE_STATIC));
	}
	return (SQLITE_MISUSE);
}

int
statement_query_(struct database *db, enum statement id, const void *in, struct err *e)
{
	const struct statement_fit *fit;
	sqlite3_stmt *stmt = NULL;
	int i, rc;

	if (prepared(db, id, &stmt, e) != 0)
		return (-1);
	fit = db->fits[id];
	for (i = 0; i < fit->parameters; i++) {
		rc = bind_field(stmt, i + 1, fit->fields[i], in);
		if (rc != SQLITE_OK)
			return (database_fail(db, rc, "bind a value", e));
	}
	return (0);
}

/* ---- columns to members ---------------------------------------------------------------------- */

static const char *
read_column_text(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	if (text == NULL || text[0] == '\0')
		return ("");
	return (arena != NULL ? arena_string(arena, text) : text);
}

static struct record_bytes
read_bytes(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	const char *data = sqlite3_column_blob(stmt, column);
	size_t length = (size_t)sqlite3_column_bytes(stmt, column);

	if (data == NULL)
		return ((struct record_bytes){ "", 0 });
	return ((struct record_bytes){
	    arena != NULL ? arena_bytes(arena, data, length) : data, length });
}

static int32_t
read_day(sqlite3_stmt *stmt, int column)
{
	return (sqlite3_column_type(stmt, column) == SQLITE_NULL
		? DATE_NONE
		: sqlite3_column_int(stmt, column));
}

static struct record_maybe
read_maybe(sqlite3_stmt *stmt, int column)
{
	return ((struct record_maybe){
	    sqlite3_column_type(stmt, column) != SQLITE_NULL, sqlite3_column_int64(stmt, column) });
}

static void
read_field(sqlite3_stmt *stmt, int column, const struct record_field *field, struct arena *arena,
    void *row)
{
	void *member = (char *)row + field->offset;

	switch (field->type) {
	case RECORD_INTEGER:
		*(int64_t *)member = sqlite3_column_int64(stmt, column);
		break;
	case RECORD_MAYBE:
		*(struct record_maybe *)member = read_maybe(stmt, column);
		break;
	case RECORD_DAY:
		*(int32_t *)member = read_day(stmt, column);
		break;
	case RECORD_BOOL:
		*(bool *)member = sqlite3_column_int(stmt, column) != 0;
		break;
	case RECORD_TEXT:
		*(const char **)member = read_column_text(stmt, column, arena);
		break;
	case RECORD_MAYBE_TEXT:
		((struct record_text *)member)->text =
		    sqlite3_column_type(stmt, column) == SQLITE_NULL
		    ? NULL
		    : read_column_text(stmt, column, arena);
		break;
	case RECORD_DECIMAL:
		*(struct decimal *)member =
		    stored_decimal(read_column_text(stmt, column, NULL), DECIMAL_ZERO);
		break;
	case RECORD_BYTES:
		*(struct record_bytes *)member = read_bytes(stmt, column, arena);
		break;
	}
}

/* Step to the next row: 1; 0 after the last one; -1. */
static int
step(struct database *db, enum statement id, struct err *e)
{
	sqlite3_stmt *stmt = db->statements[id];
	int rc = sqlite3_step(stmt);

	if (rc == SQLITE_ROW)
		return (1);
	if (rc != SQLITE_DONE)
		(void)database_fail(db, rc, STATEMENTS[id].name, e);
	(void)sqlite3_reset(stmt);
	return (rc == SQLITE_DONE ? 0 : -1);
}

void
statement_done_(struct database *db, enum statement id)
{
	(void)sqlite3_reset(db->statements[id]);
}

int
statement_next_(struct database *db, enum statement id, struct arena *arena, void *out,
    struct err *e)
{
	const struct statement_fit *fit = db->fits[id];
	int rc = step(db, id, e);
	int i;

	for (i = 0; rc == 1 && i < fit->columns; i++)
		read_field(db->statements[id], i, fit->fields[fit->parameters + i], arena, out);
	return (rc);
}

int
statement_run_(struct database *db, enum statement id, const void *in, struct err *e)
{
	int rc;

	if (statement_query_(db, id, in, e) != 0)
		return (-1);
	rc = step(db, id, e);
	if (rc == 1)
		die("a statement gave a row that nobody asked for");
	return (rc);
}

/*
 * End the program where texts of a row would not live longer than the statement and no arena is
 * given.
 */
static void
need_arena(const struct statement_fit *fit, const struct arena *arena)
{
	int i;

	for (i = 0; arena == NULL && i < fit->columns; i++)
		if (fit->fields[fit->parameters + i]->type == RECORD_TEXT ||
		    fit->fields[fit->parameters + i]->type == RECORD_MAYBE_TEXT ||
		    fit->fields[fit->parameters + i]->type == RECORD_BYTES)
			die("a row with texts was asked for without an arena");
}

int
statement_find_(struct database *db, enum statement id, const void *in, struct arena *arena,
    void *out, struct err *e)
{
	int rc;

	if (statement_query_(db, id, in, e) != 0)
		return (-1);
	need_arena(db->fits[id], arena);
	rc = statement_next_(db, id, arena, out, e);
	if (rc == 1)
		statement_done_(db, id);
	return (rc);
}

int
statement_number_(struct database *db, enum statement id, const void *in, int64_t *out,
    struct err *e)
{
	int rc;

	if (statement_query_(db, id, in, e) != 0)
		return (-1);
	rc = step(db, id, e);
	if (rc != 1)
		return (rc);
	if (db->fits[id]->columns != 1)
		die("a statement of more than one column was asked for a number");
	*out = sqlite3_column_int64(db->statements[id], 0);
	rc = sqlite3_column_type(db->statements[id], 0) != SQLITE_NULL;
	statement_done_(db, id);
	return (rc);
}
