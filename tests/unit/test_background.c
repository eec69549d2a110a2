#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/background.h"

#define JOBS 1000

/* What the jobs of a test write down: no lock, for they are said to run one at a time. */
struct diary {
	int entries[JOBS];
	int count;
};

struct entry {
	struct background_job job;
	struct diary *diary;
	int number;
};

static void
write_down(void *context)
{
	struct entry *entry = context;

	entry->diary->entries[entry->diary->count++] = entry->number;
}

static void
jobs_are_done_once_and_in_order(void **state)
{
	struct background *background = background_start();
	static struct entry entries[JOBS];
	static struct diary diary;
	int i;

	(void)state;
	for (i = 0; i < JOBS; i++) {
		entries[i] = (struct entry){ .diary = &diary, .number = i };
		entries[i].job =
		    (struct background_job){ .run = write_down, .context = &entries[i] };
		background_post(background, &entries[i].job);
	}
	background_wait(background, &entries[JOBS - 1].job);
	assert_int_equal(diary.count, JOBS);
	for (i = 0; i < JOBS; i++)
		assert_int_equal(diary.entries[i], i);
	background_stop(background);
}

static void
what_was_posted_is_done_before_the_end(void **state)
{
	struct background *background = background_start();
	struct diary diary = { .count = 0 };
	struct entry entry = { .diary = &diary, .number = 7 };

	(void)state;
	entry.job = (struct background_job){ .run = write_down, .context = &entry };
	background_post(background, &entry.job);
	background_stop(background);
	assert_int_equal(diary.count, 1);
	assert_int_equal(diary.entries[0], 7);
}

static void
a_job_that_was_waited_for_can_be_posted_again(void **state)
{
	struct background *background = background_start();
	struct diary diary = { .count = 0 };
	struct entry entry = { .diary = &diary };
	int i;

	(void)state;
	entry.job = (struct background_job){ .run = write_down, .context = &entry };
	for (i = 0; i < JOBS; i++) {
		entry.number = 2 * i;
		background_post(background, &entry.job);
		background_wait(background, &entry.job);
		assert_int_equal(diary.count, i + 1);
		assert_int_equal(diary.entries[i], 2 * i);
	}
	background_stop(background);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_are_done_once_and_in_order),
		cmocka_unit_test(what_was_posted_is_done_before_the_end),
		cmocka_unit_test(a_job_that_was_waited_for_can_be_posted_again),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
