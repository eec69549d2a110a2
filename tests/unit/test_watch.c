#include "spool_scratch.h"

#include <sys/resource.h>

#include "base/compiler.h"
#include "spool/watch.h"

static const char *const EVENTS[] = { "timeout", "changed", "signal", "rebuild" };

/* The next event is this one. */
static void
expect_event(struct watch *watch, enum watch_event want)
{
	enum watch_event got = watch_wait(watch, want == WATCH_TIMEOUT ? 0 : WAIT_MS);

	if (got != want)
		fail_msg("got %s, want %s", EVENTS[got], EVENTS[want]);
}

/* How many descriptors are inotify's, and are any of them inherited by children? */
static int
count_inotify(bool *inherited)
{
	char path[64], target[64];
	ssize_t length;
	int fd, count = 0;

	*inherited = false;
	for (fd = 0; fd < 256; fd++) {
		(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		length = readlink(path, target, sizeof(target) - 1);
		if (length < 0)
			continue;
		target[length] = '\0';
		if (strcmp(target, "anon_inode:inotify") != 0)
			continue;
		count++;
		*inherited = *inherited || (fcntl(fd, F_GETFD) & FD_CLOEXEC) == 0;
	}
	return (count);
}

static void
what_arrives_in_a_door_wakes_us(void **state)
{
	static const char *const doors[] = { "requests", "requests/alice", "requests/bob",
		"imports/customers", "imports/adjustments" };
	const struct scratch *s = *state;
	struct watch *watch = watch_open(&s->spool);
	int root = s->spool.fds[FOLDER_ROOT];
	char path[128];
	size_t i;

	assert_false(watch_is_mute(watch));
	expect_event(watch, WATCH_TIMEOUT);
	for (i = 0; i < LENGTH(doors); i++) {
		/* Written, moved in, and a lock file that goes. */
		(void)snprintf(path, sizeof(path), "%s/a.req", doors[i]);
		scratch_put_text(s, path, "x");
		expect_event(watch, WATCH_CHANGED);
		expect_event(watch, WATCH_TIMEOUT);

		scratch_put_text(s, "outside", "x");
		expect_event(watch, WATCH_TIMEOUT);
		(void)snprintf(path, sizeof(path), "%s/b.req", doors[i]);
		assert_int_equal(renameat(root, "outside", root, path), 0);
		expect_event(watch, WATCH_CHANGED);
		assert_int_equal(unlinkat(root, path, 0), 0);
		expect_event(watch, WATCH_CHANGED);
	}
	watch_close(watch);
}

static void
our_own_claims_and_looks_do_not_wake_us(void **state)
{
	const struct scratch *s = *state;
	int root = s->spool.fds[FOLDER_ROOT];
	struct watch *watch;
	int fd;

	scratch_put_text(s, "requests/alice/a.req", "x");
	watch = watch_open(&s->spool);
	fd = openat(root, "requests/alice/a.req", O_RDONLY);
	(void)close(fd);
	assert_int_equal(renameat(root, "requests/alice/a.req", root, "work/current.req"), 0);
	expect_event(watch, WATCH_TIMEOUT);
	watch_close(watch);
}

static void
a_folder_that_comes_or_goes_asks_for_a_new_watch(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };
	struct watch *watch = watch_open(&s->spool);
	bool inherited;
	int life;

	assert_int_equal(spool_add_agent(&s->spool, "carol", &e), 0);
	expect_event(watch, WATCH_REBUILD);
	watch_close(watch);
	watch = watch_open(&s->spool);
	scratch_put_text(s, "requests/carol/a.req", "x");
	expect_event(watch, WATCH_CHANGED);

	assert_int_equal(unlinkat(s->spool.fds[FOLDER_REQUESTS], "bob", AT_REMOVEDIR), 0);
	expect_event(watch, WATCH_REBUILD);
	watch_close(watch);

	/*
	 * However often: no descriptor is left behind or inherited, and old events are not reported
	 * to a new watch.
	 */
	for (life = 0; life < 20; life++) {
		watch = watch_open(&s->spool);
		assert_int_equal(count_inotify(&inherited), 1);
		assert_false(inherited);
		scratch_put_text(s, "requests/carol/b.req", "x");
		watch_close(watch);
		watch = watch_open(&s->spool);
		expect_event(watch, WATCH_TIMEOUT);
		watch_close(watch);
		assert_int_equal(count_inotify(&inherited), 0);
	}
}

static void
a_watch_holds_wherever_the_process_is(void **state)
{
	const struct scratch *s = *state;
	struct watch *watch = watch_open(&s->spool);

	assert_int_equal(chdir("/"), 0);
	scratch_put_text(s, "requests/alice/a.req", "x");
	expect_event(watch, WATCH_CHANGED);
	watch_close(watch);
}

static void
lost_events_ask_for_a_new_watch(void **state)
{
	const struct scratch *s = *state;
	struct watch *watch = watch_open(&s->spool);
	int alice = openat(s->spool.fds[FOLDER_REQUESTS], "alice", O_RDONLY | O_DIRECTORY);
	int queue = 16384;
	FILE *proc = fopen("/proc/sys/fs/inotify/max_queued_events", "re");
	int i;

	if (proc != NULL && fscanf(proc, "%d", &queue) != 1)
		queue = 16384;
	if (proc != NULL)
		(void)fclose(proc);

	/* Two files in turn, because the kernel joins equal events. */
	scratch_put_text(s, "requests/alice/a.req", "x");
	scratch_put_text(s, "requests/alice/b.req", "x");
	for (i = 0; i < queue + 100; i++)
		(void)close(openat(alice, i % 2 ? "a.req" : "b.req", O_WRONLY));
	expect_event(watch, WATCH_REBUILD);
	(void)close(alice);
	watch_close(watch);
}

static void
on_signal(int number)
{
	(void)number;
}

static void
a_signal_ends_the_wait(void **state)
{
	const struct scratch *s = *state;
	struct watch *watch = watch_open(&s->spool);
	struct sigaction action = { .sa_handler = on_signal };
	sigset_t block, old;
	pid_t child;
	int status;

	/* The child signals again and again, because one that comes before the wait is lost to it.
	 */
	assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
	(void)sigemptyset(&block);
	(void)sigaddset(&block, SIGUSR1);
	(void)sigprocmask(SIG_BLOCK, &block, &old);
	child = fork();
	if (child == 0) {
		for (;;) {
			(void)kill(getppid(), SIGUSR1);
			(void)poll(NULL, 0, 1);
		}
	}
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	expect_event(watch, WATCH_SIGNAL);
	assert_int_equal(kill(child, SIGKILL), 0);
	while (waitpid(child, &status, 0) != child)
		;
	watch_close(watch);
}

static void
without_inotify_a_watch_is_mute_and_still_waits(void **state)
{
	const struct scratch *s = *state;
	struct rlimit old, none;
	struct watch *watch;

	/* No descriptor is free. */
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = old;
	none.rlim_cur = 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	watch = watch_open(&s->spool);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_true(watch_is_mute(watch));
	scratch_put_text(s, "requests/alice/a.req", "x");
	expect_event(watch, WATCH_TIMEOUT);
	watch_close(watch);
	watch_close(NULL);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(what_arrives_in_a_door_wakes_us),
		SPOOL_TEST(our_own_claims_and_looks_do_not_wake_us),
		SPOOL_TEST(a_folder_that_comes_or_goes_asks_for_a_new_watch),
		SPOOL_TEST(a_watch_holds_wherever_the_process_is),
		SPOOL_TEST(lost_events_ask_for_a_new_watch),
		SPOOL_TEST(a_signal_ends_the_wait),
		SPOOL_TEST(without_inotify_a_watch_is_mute_and_still_waits),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
