#ifndef SPOOL_SCRATCH_H
#define SPOOL_SCRATCH_H

#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "spool/spool.h"

/*
 * spool_scratch: a spool of its own for each test, with the agents alice and bob, and what tests do
 * in it.
 */

#define WAIT_MS 120000 /* for a condition; a test that gets here has failed */

struct scratch {
	struct spool spool;
	char dir[64];
};

static inline int
scratch_unlink(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return (remove(path));
}

static inline int
scratch_open(void **state)
{
	struct scratch *scratch = calloc(1, sizeof(*scratch));
	struct err e = { 0 };

	assert_non_null(scratch);
	(void)snprintf(scratch->dir, sizeof(scratch->dir), "/tmp/billspool-test.XXXXXX");
	assert_non_null(mkdtemp(scratch->dir));
	if (spool_init(scratch->dir, "[spool]\n", &e) != 0 ||
	    spool_open(&scratch->spool, scratch->dir, &e) != 0 ||
	    spool_add_agent(&scratch->spool, "alice", &e) != 0 ||
	    spool_add_agent(&scratch->spool, "bob", &e) != 0)
		fail_msg("%s", e.text);
	*state = scratch;
	return (0);
}

static inline int
scratch_close(void **state)
{
	struct scratch *scratch = *state;

	spool_close(&scratch->spool);
	(void)nftw(scratch->dir, scratch_unlink, 16, FTW_DEPTH | FTW_PHYS);
	free(scratch);
	return (0);
}

/* Write a file; path is relative to the spool. */
static inline void
scratch_put(const struct scratch *scratch, const char *path, const void *bytes, size_t length)
{
	int fd = openat(scratch->spool.fds[FOLDER_ROOT], path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		fail_msg("cannot make %s", path);
	assert_int_equal(write(fd, bytes, length), (ssize_t)length);
	assert_int_equal(close(fd), 0);
}

static inline void
scratch_put_text(const struct scratch *scratch, const char *path, const char *text)
{
	scratch_put(scratch, path, text, strlen(text));
}

static inline bool
scratch_has(const struct scratch *scratch, const char *path)
{
	struct stat st;

	return (fstatat(scratch->spool.fds[FOLDER_ROOT], path, &st, AT_SYMLINK_NOFOLLOW) == 0);
}

/* A file's text is exactly this; with NULL, there is no such file. */
static inline void
scratch_expect(const struct scratch *scratch, const char *path, const char *text)
{
	char got[4096] = "";
	ssize_t length = 0;
	int fd = openat(scratch->spool.fds[FOLDER_ROOT], path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		length = read(fd, got, sizeof(got) - 1);
		(void)close(fd);
	}
	if (text == NULL && fd >= 0)
		fail_msg("%s is there: '%s'", path, got);
	if (text != NULL && fd < 0)
		fail_msg("%s is not there", path);
	if (text != NULL && (length < 0 || strcmp(got, text) != 0))
		fail_msg("%s: got '%s', want '%s'", path, got, text);
}

/* A child that has a file open for writing, and does what the parent says: one byte, one step. */
struct writer {
	pid_t pid;
	int orders; /* to it */
	int done; /* from it */
};

static inline void
writer_run(int dir, const char *path, int orders, int done)
{
	int fd = -1;
	char order;
	int i;

	while (read(orders, &order, 1) == 1) {
		if (order == 'o')
			fd = openat(dir, path, O_WRONLY | O_CREAT, 0644);
		else if (order == 'e' && ftruncate(fd, 3000000) != 0)
			_exit(1);
		else if (order == 'w' && write(fd, "more\n", 5) != 5)
			_exit(1);
		else if (order == 'c')
			(void)close(fd);
		/* Open and close it, again and again, so that a lease is broken by one of them. */
		for (i = 0; order == 'l' && i < 3000; i++)
			(void)close(openat(dir, path, O_WRONLY));
		if (write(done, &order, 1) != 1)
			_exit(1);
	}
	_exit(0);
}

static inline struct writer
writer_start(const struct scratch *scratch, const char *path)
{
	struct writer w;
	int orders[2], done[2];

	assert_int_equal(pipe2(orders, O_CLOEXEC), 0);
	assert_int_equal(pipe2(done, O_CLOEXEC), 0);
	w.pid = fork();
	assert_true(w.pid >= 0);
	if (w.pid == 0) {
		(void)close(orders[1]);
		(void)close(done[0]);
		writer_run(scratch->spool.fds[FOLDER_ROOT], path, orders[0], done[1]);
	}
	(void)close(orders[0]);
	(void)close(done[1]);
	w.orders = orders[1];
	w.done = done[0];
	return (w);
}

/* Give an order without waiting for it; wait for it. */
static inline void
writer_begin(const struct writer *w, char order)
{
	assert_int_equal(write(w->orders, &order, 1), 1);
}

static inline void
writer_finish(const struct writer *w)
{
	char answer;

	assert_int_equal(read(w->done, &answer, 1), 1);
}

static inline void
writer_do(const struct writer *w, char order)
{
	writer_begin(w, order);
	writer_finish(w);
}

static inline void
writer_stop(struct writer *w)
{
	int status;

	(void)close(w->orders);
	(void)close(w->done);
	assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
	assert_int_equal(status, 0);
}

#endif
