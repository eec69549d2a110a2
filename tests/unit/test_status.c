#include "spool_scratch.h"

#include "base/compiler.h"
#include "spool/status.h"

static void
a_status_is_one_line_in_its_agents_folder(void **state)
{
	static const struct {
		const char *door, *name, *line, *path, *want;
	} rows[] = {
		{ "alice", "oct.req", "Queued", "status/alice/oct.req.txt", "Queued\n" },
		{ "alice", "oct.req", "Running 43%", "status/alice/oct.req.txt", "Running 43%\n" },
		{ "", "oct.req", "Finished", "status/operator/oct.req.txt", "Finished\n" },
		{ "imports", "c.csv", "Finished", "status/imports/c.csv.txt", "Finished\n" },
		{ "carol", "new.req", "Rejected: a\nb\r\nc", "status/carol/new.req.txt",
		    "Rejected: a b  c\n" },
		{ "alice", "a\nb.req", "Rejected", "status/alice/a_b.req.txt", "Rejected\n" },
		{ "alice", "../x", "Rejected", "status/alice/_.__x.txt", NULL },
	};
	const struct scratch *s = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		status_write(&s->spool, rows[i].door, rows[i].name, rows[i].line);
		if (rows[i].want != NULL)
			scratch_expect(s, rows[i].path, rows[i].want);
	}
	assert_false(scratch_has(s, "status/x.txt"));
}

static void
the_same_line_is_not_written_twice(void **state)
{
	const struct scratch *s = *state;
	struct stat first, same, other;

	status_write(&s->spool, "alice", "oct.req", "Running 1%");
	assert_int_equal(fstatat(s->spool.fds[FOLDER_STATUS], "alice/oct.req.txt", &first, 0), 0);
	status_write(&s->spool, "alice", "oct.req", "Running 1%");
	assert_int_equal(fstatat(s->spool.fds[FOLDER_STATUS], "alice/oct.req.txt", &same, 0), 0);
	assert_int_equal(same.st_ino, first.st_ino);
	assert_int_equal(same.st_ctim.tv_nsec, first.st_ctim.tv_nsec);
	status_write(&s->spool, "alice", "oct.req", "Running 2%");
	assert_int_equal(fstatat(s->spool.fds[FOLDER_STATUS], "alice/oct.req.txt", &other, 0), 0);
	assert_int_not_equal(other.st_ino, first.st_ino);
}

static void
a_status_that_cannot_be_written_stops_nothing(void **state)
{
	const struct scratch *s = *state;

	/* A file where the agent's folder should be. */
	scratch_put_text(s, "status/dave", "");
	status_write(&s->spool, "dave", "oct.req", "Queued");
	scratch_expect(s, "status/dave", "");
}

static void
a_sweep_removes_old_statuses_and_nothing_else(void **state)
{
	const struct scratch *s = *state;
	struct timespec old[2], younger[2];
	int status = s->spool.fds[FOLDER_STATUS];

	status_write(&s->spool, "alice", "old.req", "Finished");
	status_write(&s->spool, "alice", "young.req", "Finished");
	scratch_put_text(s, "status/index.html", "dashboard");
	assert_int_equal(clock_gettime(CLOCK_REALTIME, &old[0]), 0);
	old[0].tv_sec -= 10 * 86400 + 60;
	old[1] = old[0];
	younger[0] = old[0];
	younger[0].tv_sec += 120;
	younger[1] = younger[0];
	assert_int_equal(utimensat(status, "alice/old.req.txt", old, 0), 0);
	assert_int_equal(utimensat(status, "alice/young.req.txt", younger, 0), 0);
	assert_int_equal(utimensat(status, "index.html", old, 0), 0);

	status_sweep(&s->spool, 10);
	assert_false(scratch_has(s, "status/alice/old.req.txt"));
	scratch_expect(s, "status/alice/young.req.txt", "Finished\n");
	scratch_expect(s, "status/index.html", "dashboard");
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(a_status_is_one_line_in_its_agents_folder),
		SPOOL_TEST(the_same_line_is_not_written_twice),
		SPOOL_TEST(a_status_that_cannot_be_written_stops_nothing),
		SPOOL_TEST(a_sweep_removes_old_statuses_and_nothing_else),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
