#include "spool_scratch.h"

#include <errno.h>
#include <sys/resource.h>

#include "base/compiler.h"
#include "spool/replacement.h"

/* Begin to replace x.csv, which says "old". */
static void
begin(const struct scratch *s, struct replacement *r)
{
	scratch_put_text(s, "reports/x.csv", "old");
	assert_int_equal(replacement_begin(s->spool.fds[FOLDER_REPORTS], "x.csv", r), 0);
}

/* x.csv says this, and nothing else is there. */
static void
expect_alone(const struct scratch *s, const char *text)
{
	scratch_expect(s, "reports/x.csv", text);
	assert_false(scratch_has(s, "reports/.x.csv.tmp"));
}

static void
readers_see_the_old_file_until_the_commit(void **state)
{
	const struct scratch *s = *state;
	struct replacement r;

	begin(s, &r);
	assert_int_equal(replacement_append(&r, "new ", 4), 0);
	scratch_expect(s, "reports/x.csv", "old");
	assert_int_equal(replacement_append(&r, "text", 4), 0);
	scratch_expect(s, "reports/x.csv", "old");
	assert_int_equal(replacement_commit(&r, true), 0);
	expect_alone(s, "new text");

	/* It is over: this is nothing. */
	replacement_abandon(&r);
	expect_alone(s, "new text");
}

static void
what_is_abandoned_leaves_the_old_file(void **state)
{
	const struct scratch *s = *state;
	struct replacement r;

	begin(s, &r);
	assert_int_equal(replacement_append(&r, "new", 3), 0);
	errno = ENOSPC;
	replacement_abandon(&r);
	assert_int_equal(errno, ENOSPC);
	expect_alone(s, "old");
	replacement_abandon(&r);
	expect_alone(s, "old");
}

static void
what_cannot_be_written_leaves_the_old_file(void **state)
{
	const struct scratch *s = *state;
	const struct rlimit small = { 4096, RLIM_INFINITY };
	struct rlimit old;
	struct replacement r;
	char bytes[3000] = { 0 };

	begin(s, &r);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(replacement_append(&r, bytes, sizeof(bytes)), 0);
	assert_int_equal(replacement_append(&r, bytes, sizeof(bytes)), -1);
	assert_int_equal(errno, EFBIG);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	expect_alone(s, "old");
}

static void
a_name_that_is_too_long_is_an_error(void **state)
{
	const struct scratch *s = *state;
	char name[256];
	struct replacement r;

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(replacement_begin(s->spool.fds[FOLDER_REPORTS], name, &r), -1);
	assert_int_equal(errno, ENAMETOOLONG);
	replacement_abandon(&r);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(readers_see_the_old_file_until_the_commit),
		SPOOL_TEST(what_is_abandoned_leaves_the_old_file),
		SPOOL_TEST(what_cannot_be_written_leaves_the_old_file),
		SPOOL_TEST(a_name_that_is_too_long_is_an_error),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
