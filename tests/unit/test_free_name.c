#include "spool_scratch.h"

#include "spool/free_name.h"

/* Is this name reserved? context is the one that is. */
static int
is_reserved(void *context, const char *name, struct err *e)
{
	(void)e;
	return (strcmp(context, name) == 0);
}

static void
it_is_neither_on_disk_nor_reserved(void **state)
{
	static const struct {
		const char *name, *want;
	} rows[] = { { "free.req", "free.req" }, { "oct.req", "oct (3).req" },
		{ "noend", "noend (2)" }, { "a.b.csv", "a.b (2).csv" },
		{ "dangling.req", "dangling (2).req" } };
	const struct scratch *s = *state;
	char reserved[] = "oct (2).req";
	struct err e = { 0 };
	size_t i;
	char *got;

	scratch_put_text(s, "error/oct.req", "");
	scratch_put_text(s, "error/noend", "");
	scratch_put_text(s, "error/a.b.csv", "");
	assert_int_equal(symlinkat("/nowhere", s->spool.fds[FOLDER_ERROR], "dangling.req"), 0);
	for (i = 0; i < LENGTH(rows); i++) {
		got = free_name(&s->spool, "error", rows[i].name, is_reserved, reserved, &e);
		assert_string_equal(got, rows[i].want);
		free(got);
	}
	got = free_name(&s->spool, "archive/1999-01", "oct.req", NULL, NULL, &e);
	assert_string_equal(got, "oct.req");
	free(got);
}

/* A database in trouble. context counts the questions to it. */
static int
fails(void *context, const char *name, struct err *e)
{
	int *asked = context;

	(void)name;
	++*asked;
	return (err_retry(e, 0, "the database is busy"));
}

static void
it_ends_when_the_database_cannot_answer(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };
	int asked = 0;

	assert_null(free_name(&s->spool, "error", "oct.req", fails, &asked, &e));
	assert_int_equal(asked, 1);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_string_equal(e.text, "the database is busy");
}

static void
it_ends_when_the_folder_cannot_be_looked_into(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };

	/* A file in the place of the folder. */
	scratch_put_text(s, "archive/2026-11", "");
	assert_null(free_name(&s->spool, "archive/2026-11", "oct.req", NULL, NULL, &e));
	assert_int_equal(e.kind, ERR_RETRY);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(it_is_neither_on_disk_nor_reserved),
		SPOOL_TEST(it_ends_when_the_database_cannot_answer),
		SPOOL_TEST(it_ends_when_the_folder_cannot_be_looked_into),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
