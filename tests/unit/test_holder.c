#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/holder.h"

/* A file of its own, a process that has locked it, and a pipe that ends that one when it is closed.
 */
struct scene {
	char path[40];
	pid_t child;
	int leash;
};

/* Lock the file as SQLite does: a part of it that need not be there. */
static bool
lock(const char *path)
{
	struct flock whole = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1073741825, .l_len = 1
	};
	int fd = open(path, O_RDWR | O_CLOEXEC);

	return (fd >= 0 && fcntl(fd, F_SETLK, &whole) == 0);
}

static struct scene
make_scene(bool locked)
{
	struct scene scene = { .path = "/tmp/billspool-holder.XXXXXX" };
	int leash[2], ready[2], fd = mkstemp(scene.path);
	char byte = 0;

	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(pipe(leash), 0);
	assert_int_equal(pipe(ready), 0);
	scene.child = fork();
	if (scene.child == 0) {
		(void)close(leash[1]);
		byte = !locked || lock(scene.path) ? 'y' : 'n';
		_exit(write(ready[1], &byte, 1) == 1 && read(leash[0], &byte, 1) == 0 ? 0 : 1);
	}
	(void)close(leash[0]);
	(void)close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	(void)close(ready[0]);
	scene.leash = leash[1];
	return (scene);
}

static void
end_scene(struct scene *scene)
{
	int status;

	(void)close(scene->leash);
	assert_int_equal(waitpid(scene->child, &status, 0), scene->child);
	(void)unlink(scene->path);
}

static void
who_has_locked_a_file_is_named_with_its_program(void **state)
{
	struct scene scene = make_scene(true);
	char text[HOLDER_SIZE], want[HOLDER_SIZE];

	(void)state;
	assert_true(holder_find(scene.path, text));
	(void)snprintf(want, sizeof(want), "test_holder (process %d)", (int)scene.child);
	assert_string_equal(text, want);
	end_scene(&scene);
}

static void
a_file_that_nobody_has_locked_has_no_holder(void **state)
{
	struct scene scene = make_scene(false);
	char text[HOLDER_SIZE];

	(void)state;
	assert_false(holder_find(scene.path, text));
	end_scene(&scene);
}

static void
a_lock_of_our_own_is_no_other_s(void **state)
{
	struct scene scene = make_scene(false);
	char text[HOLDER_SIZE];

	(void)state;
	assert_true(lock(scene.path));
	assert_false(holder_find(scene.path, text));
	end_scene(&scene);
}

static void
a_file_that_is_not_there_has_no_holder(void **state)
{
	char text[HOLDER_SIZE];

	(void)state;
	assert_false(holder_find("/tmp/billspool-holder/none", text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_has_locked_a_file_is_named_with_its_program),
		cmocka_unit_test(a_file_that_nobody_has_locked_has_no_holder),
		cmocka_unit_test(a_lock_of_our_own_is_no_other_s),
		cmocka_unit_test(a_file_that_is_not_there_has_no_holder),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
