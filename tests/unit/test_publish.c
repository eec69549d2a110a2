#include "spool_scratch.h"

#include <pthread.h>
#include <sys/resource.h>

#include "base/compiler.h"
#include "spool/publish.h"

#define RUN "20261122-0001"

/* Fail with e's text unless rc is 0. */
static void
must(int rc, const struct err *e)
{
	if (rc != 0)
		fail_msg("%s", e->text);
}

/* Make a whole part with one file of this text. */
static void
make_part(const struct scratch *s, const char *text)
{
	struct publish_part part;
	struct err e = { 0 };

	must(publish_begin(&s->spool, FOLDER_INVOICES, RUN, &part, &e), &e);
	must(publish_part_folder(&part, "POSTAL/print", &e), &e);
	must(publish_part_file(&part, "POSTAL/print/a.pdf", text, strlen(text), &e), &e);
	must(publish_end(&part, &e), &e);
	publish_close(&part);
}

static void
a_file_is_replaced_whole_and_its_folders_are_made(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };
	struct stat st;

	must(publish_file(&s->spool, FOLDER_REPORTS, "r1/deep/x.csv", "first", 5, &e), &e);
	must(publish_file(&s->spool, FOLDER_REPORTS, "r1/deep/x.csv", "second one", 10, &e), &e);
	scratch_expect(s, "reports/r1/deep/x.csv", "second one");
	assert_false(scratch_has(s, "reports/r1/deep/.x.csv.tmp"));
	assert_int_equal(fstatat(s->spool.fds[FOLDER_REPORTS], "r1/deep/x.csv", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(fstatat(s->spool.fds[FOLDER_REPORTS], "r1/deep", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 02750);
	must(publish_quick(&s->spool, FOLDER_STATUS, "index.html", "", 0, &e), &e);
	scratch_expect(s, "status/index.html", "");
}

static void
modes_do_not_depend_on_the_umask(void **state)
{
	static const mode_t masks[] = { 0, 022, 077 };
	const struct scratch *s = *state;
	struct err e = { 0 };
	struct stat st;
	char path[64];
	size_t i;

	for (i = 0; i < LENGTH(masks); i++) {
		mode_t old = umask(masks[i]);

		(void)snprintf(path, sizeof(path), "m%zu/f", i);
		must(publish_file(&s->spool, FOLDER_REPORTS, path, "x", 1, &e), &e);
		make_part(s, "x");
		(void)umask(old);
		assert_int_equal(fstatat(s->spool.fds[FOLDER_REPORTS], path, &st, 0), 0);
		assert_int_equal(st.st_mode & 07777, 0640);
		assert_int_equal(fstatat(s->spool.fds[FOLDER_INVOICES],
				     "." RUN ".part/POSTAL/print/a.pdf", &st, 0),
		    0);
		assert_int_equal(st.st_mode & 07777, 0640);
	}
}

static void
a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(void **state)
{
	const struct scratch *s = *state;
	struct rlimit old, small;
	char bytes[10000] = { 0 };
	struct publish_part part;
	struct err e = { 0 };

	must(publish_file(&s->spool, FOLDER_REPORTS, "x.csv", "old", 3, &e), &e);
	must(publish_begin(&s->spool, FOLDER_INVOICES, RUN, &part, &e), &e);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 4096;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(publish_file(&s->spool, FOLDER_REPORTS, "x.csv", bytes, sizeof(bytes), &e),
	    -1);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_int_equal(publish_part_file(&part, "a.pdf", bytes, sizeof(bytes), &e), -1);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	publish_close(&part);
	scratch_expect(s, "reports/x.csv", "old");
	assert_false(scratch_has(s, "reports/.x.csv.tmp"));
	assert_false(scratch_has(s, "invoices/." RUN ".part/a.pdf"));
}

static void
a_leftover_temporary_file_is_never_written_through(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };

	/* A link left there would lead the bytes elsewhere. */
	scratch_put_text(s, "victim", "keep");
	assert_int_equal(symlinkat("../victim", s->spool.fds[FOLDER_REPORTS], ".x.csv.tmp"), 0);
	must(publish_file(&s->spool, FOLDER_REPORTS, "x.csv", "new", 3, &e), &e);
	scratch_expect(s, "victim", "keep");
	scratch_expect(s, "reports/x.csv", "new");

	/* Nor a folder that is a link. */
	assert_int_equal(symlinkat("..", s->spool.fds[FOLDER_REPORTS], "out"), 0);
	assert_int_equal(publish_file(&s->spool, FOLDER_REPORTS, "out/victim", "new", 3, &e), -1);
	assert_int_equal(publish_file(&s->spool, FOLDER_REPORTS, "../victim", "new", 3, &e), -1);
	scratch_expect(s, "victim", "keep");
}

static void
a_run_appears_by_its_commit_alone(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };
	struct stat st;

	make_part(s, "one");
	assert_false(publish_exists(&s->spool, FOLDER_INVOICES, RUN));
	assert_true(publish_part_exists(&s->spool, FOLDER_INVOICES, RUN));
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), &e);
	assert_true(publish_exists(&s->spool, FOLDER_INVOICES, RUN));
	assert_false(publish_part_exists(&s->spool, FOLDER_INVOICES, RUN));
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "one");
	assert_int_equal(fstatat(s->spool.fds[FOLDER_INVOICES], RUN, &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 02750);

	/* Again, as after a crash: nothing to do. And a run that nobody has made is no success. */
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), &e);
	assert_int_equal(publish_commit(&s->spool, FOLDER_INVOICES, "20261122-0002", false, &e),
	    -1);
	assert_int_equal(e.kind, ERR_RETRY);
}

static void
a_run_is_not_replaced_by_accident_and_is_by_wish(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };

	make_part(s, "one");
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), &e);
	make_part(s, "two");
	assert_int_equal(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), -1);
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "one");
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, true, &e), &e);
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "two");
	assert_false(publish_part_exists(&s->spool, FOLDER_INVOICES, RUN));
}

static void
a_replacement_cut_after_the_exchange_does_not_bring_the_old_run_back(void **state)
{
	const struct scratch *s = *state;
	int invoices = s->spool.fds[FOLDER_INVOICES];
	struct err e = { 0 };

	/* The kernel has exchanged the two; the process died before it could remove the old one. */
	make_part(s, "one");
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), &e);
	make_part(s, "two");
	assert_int_equal(renameat2(invoices, "." RUN ".part", invoices, RUN, RENAME_EXCHANGE), 0);
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, true, &e), &e);
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "two");
	assert_false(publish_part_exists(&s->spool, FOLDER_INVOICES, RUN));

	/* And one cut after the first rename, then made anew, publishes the newest. */
	make_part(s, "three");
	assert_int_equal(renameat2(invoices, "." RUN ".part", invoices, RUN, RENAME_EXCHANGE), 0);
	make_part(s, "four");
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, true, &e), &e);
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "four");
}

static void
beginning_again_forgets_what_was_begun(void **state)
{
	const struct scratch *s = *state;
	struct publish_part part;
	struct err e = { 0 };

	make_part(s, "one");
	must(publish_begin(&s->spool, FOLDER_INVOICES, RUN, &part, &e), &e);
	assert_false(scratch_has(s, "invoices/." RUN ".part/POSTAL"));

	/* A file is written once. */
	must(publish_part_file(&part, "a.pdf", "x", 1, &e), &e);
	assert_int_equal(publish_part_file(&part, "a.pdf", "y", 1, &e), -1);
	scratch_expect(s, "invoices/." RUN ".part/a.pdf", "x");
	publish_close(&part);
	assert_int_equal(publish_begin(&s->spool, FOLDER_INVOICES, "../up", &part, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
}

static void
a_sweep_removes_parts_and_nothing_else(void **state)
{
	const struct scratch *s = *state;
	int invoices = s->spool.fds[FOLDER_INVOICES];
	struct err e = { 0 };

	make_part(s, "one");
	must(publish_commit(&s->spool, FOLDER_INVOICES, RUN, false, &e), &e);
	make_part(s, "two");
	assert_int_equal(mkdirat(invoices, ".other.part", 0700), 0);
	assert_int_equal(symlinkat("../requests", invoices, ".link.part"), 0);
	scratch_put_text(s, "invoices/keep.part", "");
	scratch_put_text(s, "requests/alice/oct.req", "x");

	/* One, then all; what a link points to stays. */
	must(publish_sweep(&s->spool, FOLDER_INVOICES, RUN, &e), &e);
	assert_false(publish_part_exists(&s->spool, FOLDER_INVOICES, RUN));
	assert_true(publish_part_exists(&s->spool, FOLDER_INVOICES, "other"));
	must(publish_sweep(&s->spool, FOLDER_INVOICES, NULL, &e), &e);
	assert_false(publish_part_exists(&s->spool, FOLDER_INVOICES, "other"));
	assert_false(scratch_has(s, "invoices/.link.part"));
	scratch_expect(s, "requests/alice/oct.req", "x");
	scratch_expect(s, "invoices/keep.part", "");
	scratch_expect(s, "invoices/" RUN "/POSTAL/print/a.pdf", "one");
	must(publish_sweep(&s->spool, FOLDER_INVOICES, "20990101-0001", &e), &e);
}

static void
a_read_takes_whole_files_up_to_its_limit(void **state)
{
	const struct scratch *s = *state;
	struct buf bytes = BUF_EMPTY;
	struct err e = { 0 };

	scratch_put_text(s, "reports/x", "12345");
	must(publish_read(&s->spool, FOLDER_REPORTS, "x", 5, &bytes, &e), &e);
	assert_string_equal(buf_text(&bytes), "12345");
	assert_int_equal(publish_read(&s->spool, FOLDER_REPORTS, "x", 4, &bytes, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_int_equal(publish_read(&s->spool, FOLDER_REPORTS, "missing", 4, &bytes, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_int_equal(publish_read(&s->spool, FOLDER_ROOT, "reports", 4, &bytes, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	scratch_put_text(s, "reports/empty", "");
	must(publish_read(&s->spool, FOLDER_REPORTS, "empty", 0, &bytes, &e), &e);
	assert_int_equal(bytes.length, 0);
	buf_release(&bytes);
}

static void
what_is_not_there_is_told_from_what_cannot_be_read(void **state)
{
	static const struct {
		const char *name, *path;
		int want;
		enum err_kind kind;
	} rows[] = {
		{ "a file", "x", 1, ERR_NONE },
		{ "no file", "missing", 0, ERR_NONE },
		{ "no folder", "nowhere/x", 0, ERR_NONE },
		{ "too large", "large", -1, ERR_REJECT },
		{ "a folder", "folder", -1, ERR_REJECT },
		{ "a file in the place of a folder", "x/y", -1, ERR_RETRY },
		{ "a link", "link", -1, ERR_RETRY },
		{ "a name that no file can have", NULL, -1, ERR_RETRY },
	};
	const struct scratch *s = *state;
	struct buf bytes = BUF_EMPTY;
	char longest[300] = "";
	size_t i;

	memset(longest, 'n', sizeof(longest) - 1);
	scratch_put_text(s, "reports/x", "12345");
	scratch_put_text(s, "reports/large", "123456");
	assert_int_equal(mkdirat(s->spool.fds[FOLDER_REPORTS], "folder", 0700), 0);
	assert_int_equal(symlinkat("x", s->spool.fds[FOLDER_REPORTS], "link"), 0);
	for (i = 0; i < LENGTH(rows); i++) {
		const char *path = rows[i].path != NULL ? rows[i].path : longest;
		struct err e = { 0 };
		int got = publish_find(&s->spool, FOLDER_REPORTS, path, 5, &bytes, &e);

		if (got != rows[i].want || e.kind != rows[i].kind)
			fail_msg("%s: got %d (kind %d: %s), want %d (kind %d)", rows[i].name, got,
			    (int)e.kind, e.text, rows[i].want, (int)rows[i].kind);
	}
	buf_release(&bytes);
}

/* One of several threads that write into one part. */
struct thread {
	pthread_t id;
	const struct publish_part *part;
	int number;
	int failures;
};

static void *
write_many(void *context)
{
	struct thread *t = context;
	struct err e = { 0 };
	char path[64];
	int i;

	for (i = 0; i < 200; i++) {
		(void)snprintf(path, sizeof(path), "EMAIL/%d-%d.pdf", t->number, i);
		if (publish_part_file(t->part, path, path, strlen(path), &e) != 0)
			t->failures++;
	}
	return (NULL);
}

static void
several_threads_write_into_one_part(void **state)
{
	const struct scratch *s = *state;
	struct thread threads[4];
	struct publish_part part;
	struct err e = { 0 };
	char path[128];
	int i;

	must(publish_begin(&s->spool, FOLDER_INVOICES, RUN, &part, &e), &e);
	must(publish_part_folder(&part, "EMAIL", &e), &e);
	for (i = 0; i < 4; i++) {
		threads[i] = (struct thread){ .part = &part, .number = i };
		assert_int_equal(pthread_create(&threads[i].id, NULL, write_many, &threads[i]), 0);
	}
	for (i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i].id, NULL), 0);
		assert_int_equal(threads[i].failures, 0);
	}
	for (i = 0; i < 800; i++) {
		(void)snprintf(path, sizeof(path), "invoices/." RUN ".part/EMAIL/%d-%d.pdf",
		    i / 200, i % 200);
		scratch_expect(s, path, strchr(path, 'E'));
	}
	publish_close(&part);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(a_file_is_replaced_whole_and_its_folders_are_made),
		SPOOL_TEST(modes_do_not_depend_on_the_umask),
		SPOOL_TEST(a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else),
		SPOOL_TEST(a_leftover_temporary_file_is_never_written_through),
		SPOOL_TEST(a_run_appears_by_its_commit_alone),
		SPOOL_TEST(a_run_is_not_replaced_by_accident_and_is_by_wish),
		SPOOL_TEST(a_replacement_cut_after_the_exchange_does_not_bring_the_old_run_back),
		SPOOL_TEST(beginning_again_forgets_what_was_begun),
		SPOOL_TEST(a_sweep_removes_parts_and_nothing_else),
		SPOOL_TEST(a_read_takes_whole_files_up_to_its_limit),
		SPOOL_TEST(what_is_not_there_is_told_from_what_cannot_be_read),
		SPOOL_TEST(several_threads_write_into_one_part),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
