#include "spool_scratch.h"

#include "base/compiler.h"
#include "spool/disk.h"
#include "spool/scan.h"
#include "spool/seen.h"

#define NEVER_MS 3600000 /* a settle time that no test reaches */

static const char *const STATES[] = { "settled", "settling", "busy", "strange", "other" };

/* Scan, and find the one entry of this name; NULL if there is none. */
static const struct arrival *
scan_for(struct scan *scan, const char *name)
{
	const struct arrival *arrivals;
	struct err e = { 0 };
	size_t count, i;

	if (scan_run(scan, &arrivals, &count, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < count; i++)
		if (strcmp(arrivals[i].name, name) == 0)
			return (&arrivals[i]);
	return (NULL);
}

/* Scan, and compare the state of the entry of this name. */
static void
expect_state(struct scan *scan, const char *name, enum arrival_state want)
{
	const struct arrival *got = scan_for(scan, name);

	if (got == NULL)
		fail_msg("%s was not found", name);
	else if (got->state != want)
		fail_msg("%s: got %s, want %s", name, STATES[got->state], STATES[want]);
	else if ((got->why[0] != '\0') != (want == ARRIVAL_STRANGE || want == ARRIVAL_OTHER))
		fail_msg("%s: why is '%s'", name, got->why);
}

static void
only_the_doors_of_spec_2_are_read(void **state)
{
	static const struct {
		const char *path, *name, *folder, *door;
		enum arrival_kind kind;
		bool found;
	} rows[] = {
		{ "requests/top.req", "top.req", "requests", "", ARRIVAL_REQUEST, true },
		{ "requests/alice/a.req", "a.req", "requests/alice", "alice", ARRIVAL_REQUEST,
		    true },
		{ "requests/bob/b.csv", "b.csv", "requests/bob", "bob", ARRIVAL_REQUEST, true },
		{ "imports/meter-reads/m.csv", "m.csv", "imports/meter-reads", "meter-reads",
		    ARRIVAL_IMPORT, true },
		{ "requests/forms/blank.req", "blank.req", "", "", ARRIVAL_REQUEST, false },
		{ "requests/cafe0123/digits.req", "digits.req", "requests/cafe0123", "cafe0123",
		    ARRIVAL_REQUEST, true },
		{ "requests/.hidden/h.req", "h.req", "", "", ARRIVAL_REQUEST, false },
		{ "requests/alice/deep/d.req", "d.req", "", "", ARRIVAL_REQUEST, false },
		{ "imports/stray.csv", "stray.csv", "", "", ARRIVAL_IMPORT, false },
		{ "imports/unknown/u.csv", "u.csv", "", "", ARRIVAL_IMPORT, false },
		{ "error/e.req", "e.req", "", "", ARRIVAL_REQUEST, false },
	};
	static const char *const folders[] = { "requests/forms", "requests/cafe0123",
		"requests/.hidden", "requests/alice/deep", "imports/unknown" };
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	const struct arrival *a;
	size_t i;

	for (i = 0; i < LENGTH(folders); i++)
		assert_int_equal(mkdirat(s->spool.fds[FOLDER_ROOT], folders[i], 0700), 0);
	for (i = 0; i < LENGTH(rows); i++)
		scratch_put_text(s, rows[i].path, "x\n");
	for (i = 0; i < LENGTH(rows); i++) {
		a = scan_for(scan, rows[i].name);
		if ((a != NULL) != rows[i].found)
			fail_msg("%s: found %d, want %d", rows[i].path, a != NULL, rows[i].found);
		if (a != NULL &&
		    (strcmp(a->folder, rows[i].folder) != 0 || strcmp(a->door, rows[i].door) != 0 ||
			a->kind != rows[i].kind || a->state != ARRIVAL_SETTLED || a->size != 2))
			fail_msg("%s: got folder %s, door '%s', kind %d, %s", rows[i].path,
			    a->folder, a->door, (int)a->kind, STATES[a->state]);
	}
	scan_free(scan);
}

static void
every_strange_thing_is_named_and_none_is_opened(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	int alice = openat(s->spool.fds[FOLDER_REQUESTS], "alice", O_RDONLY | O_DIRECTORY);
	char longest[256];

	/* The FIFO comes first in the alphabet and would hang a scan that opens it. */
	memset(longest, 'n', 251);
	memcpy(longest + 251, ".req", 5);
	assert_int_equal(mkfifoat(alice, "a-fifo.req", 0666), 0);
	assert_int_equal(symlinkat("/etc/passwd", alice, "link.req"), 0);
	assert_int_equal(symlinkat("/nowhere", alice, "dangling.req"), 0);
	assert_int_equal(mkdirat(alice, "folder.req", 0700), 0);
	scratch_put_text(s, "requests/alice/line\nbreak.req", "x\n");
	scratch_put_text(s, "requests/alice/latin\xfb.req", "x\n");
	scratch_put_text(s, "requests/alice/two..dots.req", "x\n");
	scratch_put_text(s, "requests/alice/-rf", "x\n");
	scratch_put_text(s, "requests/alice/hard.req", "x\n");
	assert_int_equal(linkat(alice, "hard.req", s->spool.fds[FOLDER_ROOT], "elsewhere", 0), 0);
	{
		char path[512];

		(void)snprintf(path, sizeof(path), "requests/alice/%s", longest);
		scratch_put_text(s, path, "x\n");
	}

	expect_state(scan, "a-fifo.req", ARRIVAL_STRANGE);
	expect_state(scan, "link.req", ARRIVAL_STRANGE);
	expect_state(scan, "dangling.req", ARRIVAL_STRANGE);
	expect_state(scan, "folder.req", ARRIVAL_STRANGE);
	assert_true(scan_for(scan, "folder.req")->directory);
	assert_false(scan_for(scan, "link.req")->directory);
	expect_state(scan, "line\nbreak.req", ARRIVAL_STRANGE);
	expect_state(scan, "latin\xfb.req", ARRIVAL_STRANGE);
	expect_state(scan, "two..dots.req", ARRIVAL_STRANGE);
	expect_state(scan, longest, ARRIVAL_STRANGE);
	expect_state(scan, "hard.req", ARRIVAL_STRANGE);
	expect_state(scan, "-rf", ARRIVAL_OTHER);

	/* With its second name gone it is like any other. */
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_ROOT], "elsewhere", 0), 0);
	expect_state(scan, "hard.req", ARRIVAL_SETTLED);
	(void)close(alice);
	scan_free(scan);
}

static void
a_new_file_is_settling_and_scan_next_ms_says_for_how_long(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, NEVER_MS);
	int next_ms;

	assert_null(scan_for(scan, "oct.req"));
	assert_int_equal(scan_next_ms(scan), -1);
	scratch_put_text(s, "requests/alice/oct.req", "x\n");
	expect_state(scan, "oct.req", ARRIVAL_SETTLING);
	next_ms = scan_next_ms(scan);
	if (next_ms <= NEVER_MS - WAIT_MS || next_ms > NEVER_MS)
		fail_msg("got %d, want about %d", next_ms, NEVER_MS);
	scan_free(scan);
}

static void
a_file_left_alone_settles_and_stays_settled_until_it_changes(void **state)
{
	const struct scratch *s = *state;
	const int settle_ms = 40;
	struct scan *scan = scan_new(&s->spool, settle_ms);
	int64_t started = clock_monotonic_ms();
	const struct arrival *a;

	scratch_put_text(s, "requests/alice/oct.req", "x\n");
	while ((a = scan_for(scan, "oct.req")) != NULL && a->state == ARRIVAL_SETTLING &&
	    clock_monotonic_ms() < started + WAIT_MS)
		(void)poll(NULL, 0, scan_next_ms(scan));
	if (clock_monotonic_ms() - started < settle_ms)
		fail_msg("settled after %lld ms, want at least %d",
		    (long long)(clock_monotonic_ms() - started), settle_ms);
	expect_state(scan, "oct.req", ARRIVAL_SETTLED);

	/* The same size, but written anew: it begins again. A machine that is busy may look too
	 * late. */
	do {
		started = clock_monotonic_ms();
		scratch_put_text(s, "requests/alice/oct.req", "y\n");
		a = scan_for(scan, "oct.req");
		assert_non_null(a);
	} while (a->state == ARRIVAL_SETTLED && clock_monotonic_ms() - started >= settle_ms);
	assert_int_equal(a->state, ARRIVAL_SETTLING);
	scan_free(scan);
}

static void
a_file_that_a_program_has_open_is_busy(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	struct writer w = writer_start(s, "requests/alice/slow.req");

	writer_do(&w, 'o');
	expect_state(scan, "slow.req", ARRIVAL_BUSY);

	/* As an SMB client does it: the size first, the bytes later. */
	writer_do(&w, 'e');
	expect_state(scan, "slow.req", ARRIVAL_BUSY);
	assert_int_equal(scan_for(scan, "slow.req")->size, 3000000);
	writer_do(&w, 'w');
	expect_state(scan, "slow.req", ARRIVAL_BUSY);
	writer_do(&w, 'c');
	expect_state(scan, "slow.req", ARRIVAL_SETTLED);
	writer_stop(&w);
	scan_free(scan);
}

static void
a_writer_that_opens_while_we_look_does_not_end_us(void **state)
{
	const struct scratch *s = *state;
	struct writer w = writer_start(s, "requests/alice/hot.req");
	int fd, i;

	/* The lease is broken by some of these opens; its signal must be one that is ignored. */
	scratch_put_text(s, "requests/alice/hot.req", "x\n");
	fd = openat(s->spool.fds[FOLDER_REQUESTS], "alice/hot.req", O_RDONLY);
	writer_begin(&w, 'l');
	for (i = 0; i < 3000; i++)
		(void)disk_is_written(fd);
	writer_finish(&w);
	assert_false(disk_is_written(fd));
	(void)close(fd);
	writer_stop(&w);
}

static void
a_lock_file_beside_it_makes_it_busy(void **state)
{
	static const char *const locks[] = { "requests/alice/~$x.csv",
		"requests/alice/.~lock.x.csv#" };
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	size_t i;

	scratch_put_text(s, "requests/alice/x.csv", "x\n");
	scratch_put_text(s, "requests/alice/y.csv", "x\n");
	expect_state(scan, "x.csv", ARRIVAL_SETTLED);
	for (i = 0; i < LENGTH(locks); i++) {
		scratch_put_text(s, locks[i], "");
		expect_state(scan, "x.csv", ARRIVAL_BUSY);
		expect_state(scan, "y.csv", ARRIVAL_SETTLED);
		assert_int_equal(unlinkat(s->spool.fds[FOLDER_ROOT], locks[i], 0), 0);
		expect_state(scan, "x.csv", ARRIVAL_SETTLED);
	}
	scan_free(scan);
}

static void
files_copied_moved_or_linked_in_are_found(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	int root = s->spool.fds[FOLDER_ROOT];
	char command[256];

	(void)snprintf(command, sizeof(command), "cp -p /etc/hostname %s/requests/alice/copied.req",
	    s->dir);
	assert_int_equal(system(command), 0);
	scratch_put_text(s, "moved.tmp", "x\n");
	assert_int_equal(renameat(root, "moved.tmp", root, "requests/alice/moved.req"), 0);
	scratch_put_text(s, "linked.tmp", "x\n");
	assert_int_equal(linkat(root, "linked.tmp", root, "requests/alice/linked.req", 0), 0);
	expect_state(scan, "linked.req", ARRIVAL_STRANGE);
	assert_int_equal(unlinkat(root, "linked.tmp", 0), 0);

	expect_state(scan, "copied.req", ARRIVAL_SETTLED);
	expect_state(scan, "moved.req", ARRIVAL_SETTLED);
	expect_state(scan, "linked.req", ARRIVAL_SETTLED);
	scan_free(scan);
}

static void
a_file_with_two_names_is_settling_first_because_delivery_by_link_looks_so(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, NEVER_MS);
	int root = s->spool.fds[FOLDER_ROOT];

	scratch_put_text(s, "linked.tmp", "x\n");
	assert_int_equal(linkat(root, "linked.tmp", root, "requests/alice/linked.req", 0), 0);
	expect_state(scan, "linked.req", ARRIVAL_SETTLING);
	scan_free(scan);
}

/* Write path, with a ctime that is after that of the file before. */
static void
put_after(const struct scratch *s, const char *path, struct timespec *last)
{
	struct stat st;

	do {
		scratch_put_text(s, path, "x\n");
		assert_int_equal(fstatat(s->spool.fds[FOLDER_ROOT], path, &st, 0), 0);
	} while (st.st_ctim.tv_sec == last->tv_sec && st.st_ctim.tv_nsec == last->tv_nsec);
	*last = st.st_ctim;
}

static void
arrivals_come_in_the_order_they_arrived_in_whatever_their_door(void **state)
{
	static const char *const paths[] = { "requests/bob/z.req", "imports/receipts/y.csv",
		"requests/alice/x.req", "requests/w.req", "requests/bob/a.req" };
	static const char *const want[] = { "z.req", "y.csv", "x.req", "w.req", "a.req" };
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	struct timespec last = { 0, 0 };
	const struct arrival *arrivals;
	struct err e = { 0 };
	size_t count, i;

	for (i = 0; i < LENGTH(paths); i++)
		put_after(s, paths[i], &last);
	assert_int_equal(scan_run(scan, &arrivals, &count, &e), 0);
	assert_int_equal(count, LENGTH(want));
	for (i = 0; i < LENGTH(want); i++)
		if (strcmp(arrivals[i].name, want[i]) != 0)
			fail_msg("place %zu: got %s, want %s", i, arrivals[i].name, want[i]);
	scan_free(scan);
}

static void
a_door_that_is_a_link_is_shown_and_not_entered(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);

	scratch_put_text(s, "requests/alice/oct.req", "x\n");
	assert_int_equal(symlinkat("alice", s->spool.fds[FOLDER_REQUESTS], "mallory"), 0);
	expect_state(scan, "mallory", ARRIVAL_STRANGE);
	assert_string_equal(scan_for(scan, "oct.req")->door, "alice");
	scan_free(scan);
}

/* Become nobody, or skip the test, with a line for tests/run-all.sh. */
static void
drop_rights(const char *test)
{
	if (geteuid() == 0 && seteuid(65534) == 0)
		return;
	print_message("skipped: test_scan: %s: only root can become somebody else\n", test);
	skip();
}

static void
where_rights_are_missing_others_do_not_wait(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	struct writer w = writer_start(s, "requests/alice/open.req");

	/*
	 * Bob's door is closed to us; in Alice's we may read one file, not another, and have no
	 * right to a lease.
	 */
	assert_int_equal(chmod(s->dir, 0755), 0);
	assert_int_equal(fchmodat(s->spool.fds[FOLDER_REQUESTS], ".", 0777, 0), 0);
	assert_int_equal(fchmodat(s->spool.fds[FOLDER_REQUESTS], "alice", 0777, 0), 0);
	assert_int_equal(fchmodat(s->spool.fds[FOLDER_REQUESTS], "bob", 0700, 0), 0);
	scratch_put_text(s, "requests/alice/private.req", "x\n");
	assert_int_equal(fchmodat(s->spool.fds[FOLDER_REQUESTS], "alice/private.req", 0600, 0), 0);
	writer_do(&w, 'o');
	writer_do(&w, 'w');

	drop_rights(__func__);
	expect_state(scan, "private.req", ARRIVAL_STRANGE);
	expect_state(scan, "open.req", ARRIVAL_SETTLED);
	expect_state(scan, "bob", ARRIVAL_STRANGE);
	assert_true(scan_for(scan, "bob")->directory);
	assert_int_equal(seteuid(0), 0);
	expect_state(scan, "open.req", ARRIVAL_SETTLED);
	writer_do(&w, 'w');
	expect_state(scan, "open.req", ARRIVAL_BUSY);
	writer_stop(&w);
	scan_free(scan);
}

static void
a_scan_remembers_what_it_saw_and_forgets_what_is_gone(void **state)
{
	struct seen seen = { 0 };
	struct seen_file file = { .dev = 1, .ino = 7, .size = 10, .blocks = 8, .ctime_ns = 1000 };
	uint64_t i;

	(void)state;
	/* First sight, among many others. */
	seen_begin(&seen);
	for (i = 1; i <= 5000; i++) {
		file.ino = i;
		seen_note(&seen, &file, 100)->settled = true;
	}

	/* All are known again, but the one that has changed. */
	seen_begin(&seen);
	for (i = 1; i <= 5000; i++) {
		const struct seen_file *got;

		file.ino = i;
		file.ctime_ns = i == 7 ? 1001 : 1000;
		got = seen_note(&seen, &file, 200);
		if (got->since_ms != (i == 7 ? 200 : 100) || got->settled != (i != 7))
			fail_msg("inode %llu: since %lld, settled %d", (unsigned long long)i,
			    (long long)got->since_ms, got->settled);
	}

	/* Gone for one scan is gone. */
	seen_begin(&seen);
	seen_begin(&seen);
	file.ino = 8;
	assert_int_equal(seen_note(&seen, &file, 300)->since_ms, 300);
	seen_release(&seen);
}

static void
where_hundreds_wait_one_that_was_settled_is_asked_about_when_in_doubt(void **state)
{
	const struct scratch *s = *state;
	struct scan *scan = scan_new(&s->spool, 0);
	char path[64];
	int i;

	for (i = 0; i < 400; i++) {
		(void)snprintf(path, sizeof(path), "requests/alice/r%03d.req", i);
		scratch_put_text(s, path, "x\n");
	}
	expect_state(scan, "r007.req", ARRIVAL_SETTLED);

	/*
	 * In place: the claim would find out, and doubt. Gone, and another in its place: seen at
	 * once.
	 */
	scratch_put_text(s, "requests/alice/r007.req", "longer\n");
	scratch_put_text(s, "requests/alice/new.tmp", "another\n");
	assert_int_equal(renameat(s->spool.fds[FOLDER_REQUESTS], "alice/new.tmp",
			     s->spool.fds[FOLDER_REQUESTS], "alice/r008.req"),
	    0);
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_REQUESTS], "alice/r009.req", 0), 0);
	assert_int_equal(scan_for(scan, "r007.req")->size, 2);
	assert_int_equal(scan_for(scan, "r008.req")->size, 8);
	assert_null(scan_for(scan, "r009.req"));
	assert_string_equal(scan_for(scan, "r010.req")->door, "alice");
	scan_doubt(scan);
	assert_int_equal(scan_for(scan, "r007.req")->size, 7);

	/* A lock beside it, and a second name, count at once and when in doubt. */
	scratch_put_text(s, "requests/alice/.~lock.r011.req#", "x\n");
	expect_state(scan, "r011.req", ARRIVAL_BUSY);
	assert_int_equal(linkat(s->spool.fds[FOLDER_REQUESTS], "alice/r012.req",
			     s->spool.fds[FOLDER_WORK], "second", 0),
	    0);
	scan_doubt(scan);
	expect_state(scan, "r012.req", ARRIVAL_STRANGE);
	expect_state(scan, "r012.req", ARRIVAL_STRANGE);
	scan_free(scan);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(only_the_doors_of_spec_2_are_read),
		SPOOL_TEST(every_strange_thing_is_named_and_none_is_opened),
		SPOOL_TEST(where_hundreds_wait_one_that_was_settled_is_asked_about_when_in_doubt),
		SPOOL_TEST(a_new_file_is_settling_and_scan_next_ms_says_for_how_long),
		SPOOL_TEST(a_file_left_alone_settles_and_stays_settled_until_it_changes),
		SPOOL_TEST(a_file_that_a_program_has_open_is_busy),
		SPOOL_TEST(a_writer_that_opens_while_we_look_does_not_end_us),
		SPOOL_TEST(a_lock_file_beside_it_makes_it_busy),
		SPOOL_TEST(files_copied_moved_or_linked_in_are_found),
		SPOOL_TEST(
		    a_file_with_two_names_is_settling_first_because_delivery_by_link_looks_so),
		SPOOL_TEST(arrivals_come_in_the_order_they_arrived_in_whatever_their_door),
		SPOOL_TEST(a_door_that_is_a_link_is_shown_and_not_entered),
		SPOOL_TEST(where_rights_are_missing_others_do_not_wait),
		cmocka_unit_test(a_scan_remembers_what_it_saw_and_forgets_what_is_gone),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
