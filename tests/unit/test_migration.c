/* The versions of the database, its copies, and who is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <dlfcn.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/backup.h"
#include "store/migration.h"
#include "store/spool_id.h"

#define FIRST_SCHEMA "tests/upgrade/schema-1.sql" /* as the first release had it */
#define MARK "PRAGMA application_id = 0x62737031;"

/* A folder of its own, with a database of the first version in it. */
struct place {
	char dir[40];
	char path[64];
	char copy[64];   /* of version 1 */
	char second[64]; /* another one */
};

/* SQLite's own, but for the test in which a copy cannot begin. */
static bool cannot_begin;

sqlite3_backup *
sqlite3_backup_init(sqlite3 *to, const char *to_name, sqlite3 *from, const char *from_name)
{
	sqlite3_backup *(*init)(sqlite3 *, const char *, sqlite3 *, const char *);

	*(void **)&init = dlsym(RTLD_NEXT, "sqlite3_backup_init");
	return (cannot_begin ? NULL : init(to, to_name, from, from_name));
}

/* Run SQL on a file, without billspool. */
static void
run_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The first value of a query, as text. */
static void
ask_sql(const char *path, const char *sql, char *answer, size_t size)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	(void)snprintf(answer, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
	(void)sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
expect(const char *path, const char *sql, const char *want)
{
	char got[256];

	ask_sql(path, sql, got, sizeof(got));
	assert_string_equal(got, want);
}

/* A whole file, with a NUL after it. */
static char *
read_file(const char *path)
{
	char *text = memory_new(1, 1 << 20);
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	(void)fread(text, 1, (1 << 20) - 1, file);
	(void)fclose(file);
	return (text);
}

static int
begin(void **state)
{
	struct place *p = memory_new(1, sizeof(*p));
	char *schema = read_file(FIRST_SCHEMA);

	(void)snprintf(p->dir, sizeof(p->dir), "/tmp/billspool-migration.XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	(void)snprintf(p->path, sizeof(p->path), "%s/db", p->dir);
	(void)snprintf(p->copy, sizeof(p->copy), "%s/db.version-1", p->dir);
	(void)snprintf(p->second, sizeof(p->second), "%s/db.version-1-2", p->dir);
	run_sql(p->path, schema);
	run_sql(p->path, MARK "PRAGMA user_version = 1;");
	free(schema);
	*state = p;
	return (0);
}

static int
end(void **state)
{
	struct place *p = *state;
	char command[80];

	cannot_begin = false;
	(void)snprintf(command, sizeof(command), "rm -rf %s", p->dir);
	assert_int_equal(system(command), 0);
	free(p);
	return (0);
}

/* Upgrade the database of the place: 0 or -1, with e. */
static int
upgrade(const struct place *p, struct migration_plan *plan, struct buf *copy, struct err *e)
{
	struct database *db = NULL;
	int rc = database_open(p->path, DATABASE_OWNER, &db, e);

	if (rc == 0)
		rc = migration_run(db, p->path, plan, copy, e);
	if (rc == 0)
		rc = database_prepare(db, e);
	database_close(db);
	return (rc);
}

/* Upgrade, and end the test if that fails. Returns the path of the copy, "" if none was made. */
static const char *
upgraded(const struct place *p)
{
	static char path[64];
	struct migration_plan plan;
	struct buf copy = BUF_EMPTY;
	struct err e = { 0 };

	if (upgrade(p, &plan, &copy, &e) != 0)
		fail_msg("%s", e.text);
	(void)snprintf(path, sizeof(path), "%s", buf_text(&copy));
	buf_release(&copy);
	return (path);
}

/* Opening the database so is refused, in a sentence with these words. */
static void
expect_refused(const char *path, enum database_mode mode, const char *words)
{
	struct database *db = NULL;
	struct err e = { 0 };

	if (database_open(path, mode, &db, &e) == 0)
		fail_msg("%s was opened", path);
	assert_int_equal(e.kind, ERR_REJECT);
	if (strstr(e.text, words) == NULL)
		fail_msg("got <%s> want <%s>", e.text, words);
}

/* ---- schemas --------------------------------------------------------------------------------- */

/* Without comments and quotes, and with blanks only where words meet. */
static void
add_normalised(struct buf *out, const char *sql)
{
	const char *c;

	for (c = sql; *c != '\0'; c++) {
		if (c[0] == '-' && c[1] == '-') {
			while (c[1] != '\0' && c[1] != '\n')
				c++;
		} else if (strchr(" \t\n", *c) != NULL) {
			char before = out->length > 0 ? buf_text(out)[out->length - 1] : ' ';
			const char *next = c + strspn(c, " \t\n");

			if (strchr(" (,|", before) == NULL && strchr("(),|", *next) == NULL &&
			    strncmp(next, "--", 2) != 0)
				buf_add_char(out, ' ');
		} else if (*c != '"') {
			buf_add_char(out, *c);
		}
	}
}

/* All objects of a database, a line each. */
static void
add_schema(struct buf *out, const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
			     "SELECT type || ' ' || name || ': ', coalesce(sql, '') FROM "
			     "sqlite_schema ORDER BY 1",
			     -1, &stmt, NULL),
	    SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		buf_add_string(out, (const char *)sqlite3_column_text(stmt, 0));
		add_normalised(out, (const char *)sqlite3_column_text(stmt, 1));
		buf_add_char(out, '\n');
	}
	(void)sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
the_first_schema_and_all_migrations_are_the_newest_schema(void **state)
{
	const struct place *p = *state;
	struct buf got = BUF_EMPTY, want = BUF_EMPTY;
	char fresh[64];
	char *line, *rest, *other, *others;
	struct database *db = NULL;
	struct err e = { 0 };

	(void)snprintf(fresh, sizeof(fresh), "%s/fresh", p->dir);
	assert_int_equal(database_open(fresh, DATABASE_CREATE, &db, &e), 0);
	database_close(db);
	(void)upgraded(p);
	add_schema(&got, p->path);
	add_schema(&want, fresh);
	rest = got.data;
	others = want.data;
	while ((line = strsep(&rest, "\n")) != NULL && (other = strsep(&others, "\n")) != NULL)
		assert_string_equal(line, other);
	assert_null(others != NULL && *others != '\0' ? others : NULL);
	expect(p->path, "SELECT count(*) > 100 FROM sqlite_schema", "1");
	buf_release(&got);
	buf_release(&want);
}

static void
migrations_are_numbered_without_a_gap(void **state)
{
	char path[64];
	int version;

	(void)state;
	for (version = 2; version <= migration_newest(); version++) {
		(void)snprintf(path, sizeof(path), "src/store/migrations/%03d.sql", version);
		if (access(path, R_OK) != 0)
			fail_msg("%s is missing", path);
	}
	(void)snprintf(path, sizeof(path), "src/store/migrations/%03d.sql", version);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_true(migration_newest() >= 3);
}

static void
an_upgraded_database_has_an_id_that_is_its_own(void **state)
{
	const struct place *p = *state;
	char id[SPOOL_ID_SIZE];
	struct database *db = NULL;
	struct err e = { 0 };

	(void)upgraded(p);
	assert_int_equal(database_open(p->path, DATABASE_READ, &db, &e), 0);
	assert_int_equal(spool_id_read(db, id, &e), 0);
	database_close(db);
	assert_int_equal(strspn(id, "0123456789abcdef"), 32);
	expect(p->copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'identity'", "0");
}

static void
old_runs_have_the_first_renderer_and_unknown_libraries(void **state)
{
	const struct place *p = *state;

	run_sql(p->path,
	    "INSERT INTO job (claim_id, folder, door, name, sha256, arrived_ns, agent, type, state)"
	    " VALUES ('c', '', '', 'n', '', 0, '', '', 'COMMITTED');"
	    "INSERT INTO run (id, claim_id, kind, agent, run_day, state)"
	    " VALUES ('r', 'c', 'invoices', 'a', 0, 'ISSUED');"
	    "INSERT INTO run_look VALUES ('r', '', 'EUR', 0, '')");
	(void)upgraded(p);
	expect(p->path, "SELECT renderer || '/' || libraries FROM run_look", "1/");
}

/* ---- who is refused -------------------------------------------------------------------------- */

static void
an_older_database_is_refused_by_all_but_the_owner(void **state)
{
	const struct place *p = *state;

	char words[80];

	(void)snprintf(words, sizeof(words),
	    "has version 1 and this program works with version %d:", migration_newest());
	expect_refused(p->path, DATABASE_READ, words);
	expect_refused(p->path, DATABASE_WRITE, "billspool -s DIR upgrade");
	(void)upgraded(p);
	assert_string_equal(upgraded(p), "");
}

static void
a_newer_database_is_refused_by_everybody(void **state)
{
	const struct place *p = *state;
	static const char words[] = "has version 999 and this program works with version";

	run_sql(p->path, "PRAGMA user_version = 999");
	expect_refused(p->path, DATABASE_READ, words);
	expect_refused(p->path, DATABASE_WRITE, words);
	expect_refused(p->path, DATABASE_OWNER, words);
	assert_int_not_equal(access(p->copy, F_OK), 0);
}

static void
a_database_of_another_program_is_refused_by_everybody(void **state)
{
	const struct place *p = *state;
	static const char words[] = "not one of billspool's";

	run_sql(p->path, "PRAGMA application_id = 77");
	expect_refused(p->path, DATABASE_READ, words);
	expect_refused(p->path, DATABASE_WRITE, words);
	expect_refused(p->path, DATABASE_OWNER, words);
}

static void
a_file_that_is_no_database_is_refused_by_everybody(void **state)
{
	const struct place *p = *state;
	FILE *file = fopen(p->path, "w");
	int i;

	assert_non_null(file);
	for (i = 0; i < 1000; i++)
		fputs("Dear Sir or Madam, ", file);
	(void)fclose(file);
	expect_refused(p->path, DATABASE_READ, "no database");
	expect_refused(p->path, DATABASE_WRITE, "no database");
	expect_refused(p->path, DATABASE_OWNER, "no database");
}

static void
an_empty_database_is_filled_by_init_alone(void **state)
{
	const struct place *p = *state;
	struct database *db = NULL;
	struct err e = { 0 };

	assert_int_equal(truncate(p->path, 0), 0);
	expect_refused(p->path, DATABASE_READ, "the database is empty");
	expect_refused(p->path, DATABASE_WRITE, "the database is empty");
	expect_refused(p->path, DATABASE_OWNER, "the database is empty");
	assert_int_equal(database_open(p->path, DATABASE_CREATE, &db, &e), 0);
	database_close(db);
	assert_int_equal(database_open(p->path, DATABASE_READ, &db, &e), 0);
	database_close(db);
}

static void
a_missing_database_is_made_by_init_alone(void **state)
{
	const struct place *p = *state;

	assert_int_equal(unlink(p->path), 0);
	expect_refused(p->path, DATABASE_READ, "there is no database");
	expect_refused(p->path, DATABASE_WRITE, "there is no database");
	expect_refused(p->path, DATABASE_OWNER, "Only `billspool init` makes a new one");
}

static void
a_database_that_lacks_a_table_is_refused_before_any_work(void **state)
{
	const struct place *p = *state;

	(void)upgraded(p);
	run_sql(p->path, "DROP TABLE schedule_drop");
	expect_refused(p->path, DATABASE_WRITE, "no such table: schedule_drop");
	expect_refused(p->path, DATABASE_OWNER, "no such table: schedule_drop");
}

/* ---- accidents ------------------------------------------------------------------------------- */

/* The second version, on the way from the first: what a death between two migrations leaves. */
static void
stop_after_the_first(const struct place *p)
{
	char *sql = read_file("src/store/migrations/002.sql");

	run_sql(p->path, sql);
	run_sql(p->path, "PRAGMA user_version = 0x10002");
	free(sql);
}

static void
an_interrupted_upgrade_goes_on_without_another_copy(void **state)
{
	const struct place *p = *state;
	char before[64], after[64];

	stop_after_the_first(p);
	ask_sql(p->path, "SELECT spool FROM identity", before, sizeof(before));
	expect_refused(p->path, DATABASE_READ, "was being upgraded from version 1");
	assert_string_equal(upgraded(p), "");
	(void)snprintf(after, sizeof(after), "%d", migration_newest());
	expect(p->path, "PRAGMA user_version", after);
	ask_sql(p->path, "SELECT spool FROM identity", after, sizeof(after));
	assert_string_equal(before, after);
	assert_int_not_equal(access(p->copy, F_OK), 0);
}

static void
an_upgrade_that_a_newer_program_has_begun_is_not_ended_by_this_one(void **state)
{
	const struct place *p = *state;
	char sql[64];

	stop_after_the_first(p);
	(void)snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", 1 << 16 | migration_newest());
	run_sql(p->path, sql);
	expect_refused(p->path, DATABASE_OWNER, "in the middle of an upgrade");
}

static void
a_database_whose_rows_refer_to_nothing_is_not_upgraded(void **state)
{
	const struct place *p = *state;
	struct migration_plan plan;
	struct buf copy = BUF_EMPTY;
	struct err e = { 0 };

	run_sql(p->path, "INSERT INTO agent_building VALUES (5, 6)");
	assert_int_equal(upgrade(p, &plan, &copy, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_non_null(strstr(e.text, "would leave 2 rows that refer to nothing"));
	expect(p->path, "PRAGMA user_version", "1");
	expect(p->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'identity'", "0");
	buf_release(&copy);
}

/* Spoil a page in the middle of the database. */
static void
damage(const struct place *p)
{
	FILE *file = fopen(p->path, "r+b");
	int i;

	assert_non_null(file);
	assert_int_equal(fseek(file, 4096 * 2, SEEK_SET), 0);
	for (i = 0; i < 4096; i++)
		fputc(0xa5, file);
	(void)fclose(file);
}

static void
a_damaged_database_is_not_upgraded_and_not_copied(void **state)
{
	const struct place *p = *state;
	struct migration_plan plan;
	struct buf copy = BUF_EMPTY;
	struct database *db = NULL;
	struct err e = { 0 };
	char part[80];

	damage(p);
	assert_int_equal(upgrade(p, &plan, &copy, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_non_null(strstr(e.text, "damaged"));
	expect(p->path, "PRAGMA user_version", "1");
	assert_int_not_equal(access(p->copy, F_OK), 0);
	(void)snprintf(part, sizeof(part), "%s/.db.version-1.part", p->dir);
	assert_int_not_equal(access(part, F_OK), 0);

	assert_int_equal(database_open(p->path, DATABASE_OWNER, &db, &e), 0);
	assert_int_equal(backup_make(db, p->second, &e), -1);
	database_close(db);
	assert_non_null(strstr(e.text, "damaged"));
	assert_int_not_equal(access(p->second, F_OK), 0);
	buf_release(&copy);
}

/* ---- copies ---------------------------------------------------------------------------------- */

static void
the_copy_is_what_was_and_its_owner_alone_may_read_it(void **state)
{
	const struct place *p = *state;
	struct stat st;

	run_sql(p->path, "INSERT INTO agent VALUES (1, 'ann', 'Ann', '', 'AGENT', 0)");
	assert_string_equal(upgraded(p), p->copy);
	assert_int_equal(stat(p->copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	expect(p->copy, "PRAGMA user_version", "1");
	expect(p->copy, "SELECT name FROM agent", "Ann");
	expect(p->copy, "PRAGMA integrity_check", "ok");
}

static void
a_copy_that_an_earlier_try_has_made_will_do(void **state)
{
	const struct place *p = *state;
	struct database *db = NULL;
	struct buf kept = BUF_EMPTY;
	struct stat first, then;
	struct err e = { 0 };

	assert_int_equal(database_open(p->path, DATABASE_OWNER, &db, &e), 0);
	assert_int_equal(database_begin(db, &e), 0);
	assert_int_equal(backup_keep(db, p->copy, &kept, &e), 0);
	database_close(db);
	buf_release(&kept);
	assert_int_equal(stat(p->copy, &first), 0);
	assert_string_equal(upgraded(p), p->copy);
	assert_int_equal(stat(p->copy, &then), 0);
	assert_int_equal(first.st_ino, then.st_ino);
	assert_int_not_equal(access(p->second, F_OK), 0);
}

static void
a_copy_of_another_state_is_never_written_over(void **state)
{
	const struct place *p = *state;
	struct database *db = NULL;
	struct buf kept = BUF_EMPTY;
	struct err e = { 0 };

	assert_int_equal(database_open(p->path, DATABASE_OWNER, &db, &e), 0);
	assert_int_equal(database_begin(db, &e), 0);
	assert_int_equal(backup_keep(db, p->copy, &kept, &e), 0);
	database_close(db);
	buf_release(&kept);
	run_sql(p->path, "UPDATE building SET name = 'Later'");
	assert_string_equal(upgraded(p), p->second);
	expect(p->copy, "SELECT name FROM building", "Suspense");
	expect(p->second, "SELECT name FROM building", "Later");
}

/* A backup of the place's database, as `billspool backup` makes one: 0 or -1. */
static int
back_up(const struct place *p, const char *to, struct err *e)
{
	struct database *db = NULL;
	int rc = database_open(p->path, DATABASE_READ, &db, e);

	if (rc == 0)
		rc = backup_make(db, to, e);
	database_close(db);
	return (rc);
}

static void
a_backup_that_cannot_begin_is_no_success(void **state)
{
	const struct place *p = *state;
	struct err e = { 0 };

	(void)upgraded(p);
	cannot_begin = true;
	assert_int_equal(back_up(p, p->second, &e), -1);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_int_not_equal(access(p->second, F_OK), 0);
}

static void
a_backup_replaces_an_older_one_and_nothing_else(void **state)
{
	const struct place *p = *state;
	struct err e = { 0 };
	struct stat st;
	char other[64];
	FILE *file;

	(void)upgraded(p);
	assert_int_equal(back_up(p, p->second, &e), 0);
	assert_int_equal(stat(p->second, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	run_sql(p->path, "UPDATE building SET name = 'Later'");
	assert_int_equal(back_up(p, p->second, &e), 0);
	expect(p->second, "SELECT name FROM building", "Later");

	assert_int_equal(back_up(p, p->path, &e), -1);
	assert_non_null(strstr(e.text, "is the database itself"));
	expect(p->path, "PRAGMA integrity_check", "ok");

	(void)snprintf(other, sizeof(other), "%s/letter", p->dir);
	file = fopen(other, "w");
	assert_non_null(file);
	fputs("Dear Sir or Madam", file);
	(void)fclose(file);
	assert_int_equal(back_up(p, other, &e), -1);
	assert_non_null(strstr(e.text, "is no copy of a database"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(the_first_schema_and_all_migrations_are_the_newest_schema),
		TEST(migrations_are_numbered_without_a_gap),
		TEST(an_upgraded_database_has_an_id_that_is_its_own),
		TEST(old_runs_have_the_first_renderer_and_unknown_libraries),
		TEST(an_older_database_is_refused_by_all_but_the_owner),
		TEST(a_newer_database_is_refused_by_everybody),
		TEST(a_database_of_another_program_is_refused_by_everybody),
		TEST(a_file_that_is_no_database_is_refused_by_everybody),
		TEST(an_empty_database_is_filled_by_init_alone),
		TEST(a_missing_database_is_made_by_init_alone),
		TEST(a_database_that_lacks_a_table_is_refused_before_any_work),
		TEST(an_interrupted_upgrade_goes_on_without_another_copy),
		TEST(an_upgrade_that_a_newer_program_has_begun_is_not_ended_by_this_one),
		TEST(a_database_whose_rows_refer_to_nothing_is_not_upgraded),
		TEST(a_damaged_database_is_not_upgraded_and_not_copied),
		TEST(the_copy_is_what_was_and_its_owner_alone_may_read_it),
		TEST(a_copy_that_an_earlier_try_has_made_will_do),
		TEST(a_copy_of_another_state_is_never_written_over),
		TEST(a_backup_that_cannot_begin_is_no_success),
		TEST(a_backup_replaces_an_older_one_and_nothing_else),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
