#include "spool_scratch.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

#include "spool/spill.h"

#define PLACES 2000

/* A part of a run, and a spill beside its files. */
struct fixture {
	struct publish_part part;
	struct spill spill;
};

static struct fixture
begin(const struct scratch *s)
{
	struct fixture f = { .spill = SPILL_CLOSED };
	struct err e = { 0 };

	if (publish_begin(&s->spool, FOLDER_REPORTS, "run", &f.part, &e) != 0 ||
	    spill_open(&f.spill, &f.part, &e) != 0)
		fail_msg("%s", e.text);
	return (f);
}

static void
end(struct fixture *f)
{
	spill_close(&f->spill);
	spill_close(&f->spill);
	publish_close(&f->part);
}

static void
what_is_put_is_got_and_no_file_is_seen(void **state)
{
	struct fixture f = begin(*state);
	struct buf text = BUF_EMPTY;
	struct spill_text a, nothing, b;
	struct err e = { 0 };
	int64_t number = 4711, got = 0;

	assert_int_equal(spill_put(&f.spill, 800, &number, sizeof(number), &e), 0);
	assert_int_equal(spill_get(&f.spill, 800, &got, sizeof(got), &e), 0);
	assert_int_equal(got, 4711);
	assert_false(scratch_has(*state, "reports/.run.part/.spill"));
	spill_close(&f.spill);

	assert_int_equal(spill_open(&f.spill, &f.part, &e), 0);
	assert_int_equal(spill_put_text(&f.spill, "kWh\n1 2.5", &a, &e), 0);
	assert_int_equal(spill_put_text(&f.spill, "", &nothing, &e), 0);
	assert_int_equal(spill_put_text(&f.spill, "m3", &b, &e), 0);
	assert_int_equal(spill_get_text(&f.spill, b, &text, &e), 0);
	assert_string_equal(buf_text(&text), "m3");
	assert_int_equal(spill_get_text(&f.spill, a, &text, &e), 0);
	assert_string_equal(buf_text(&text), "kWh\n1 2.5");
	assert_int_equal(spill_get_text(&f.spill, nothing, &text, &e), 0);
	assert_string_equal(buf_text(&text), "");
	buf_release(&text);
	end(&f);
}

static void
what_was_not_put_cannot_be_got(void **state)
{
	struct fixture f = begin(*state);
	struct err e = { 0 };
	char bytes[8];

	assert_int_equal(spill_put(&f.spill, 0, "1234", 4, &e), 0);
	assert_int_equal(spill_get(&f.spill, 0, bytes, 8, &e), -1);
	assert_int_equal(e.kind, ERR_RETRY);
	end(&f);
}

/* Every second place, and a text for it. */
struct half {
	struct spill *records, *texts;
	int64_t first;
};

static void *
put_half(void *context)
{
	struct half *h = context;
	struct spill_text where;
	struct err e = { 0 };
	char text[32];
	int64_t place;

	for (place = h->first; place < PLACES; place += 2) {
		(void)snprintf(text, sizeof(text), "text of %lld", (long long)place);
		if (spill_put_text(h->texts, text, &where, &e) != 0 ||
		    spill_put(h->records, place * (int64_t)sizeof(where), &where, sizeof(where),
			&e) != 0)
			return (h);
	}
	return (NULL);
}

static void
threads_put_at_once(void **state)
{
	struct fixture f = begin(*state);
	struct spill texts = SPILL_CLOSED;
	struct half half[2] = { { &f.spill, &texts, 0 }, { &f.spill, &texts, 1 } };
	struct buf text = BUF_EMPTY;
	struct spill_text where;
	pthread_t threads[2];
	struct err e = { 0 };
	char expected[32];
	void *failed;
	int64_t i;

	assert_int_equal(spill_open(&texts, &f.part, &e), 0);
	for (i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, put_half, &half[i]), 0);
	for (i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(threads[i], &failed), 0);
		assert_null(failed);
	}
	for (i = 0; i < PLACES; i++) {
		(void)snprintf(expected, sizeof(expected), "text of %lld", (long long)i);
		assert_int_equal(spill_get(&f.spill, i * (int64_t)sizeof(where), &where,
				     sizeof(where), &e),
		    0);
		assert_int_equal(spill_get_text(&texts, where, &text, &e), 0);
		assert_string_equal(buf_text(&text), expected);
	}
	buf_release(&text);
	spill_close(&texts);
	end(&f);
}

static void
a_full_disk_is_a_reason_to_try_again(void **state)
{
	struct fixture f = begin(*state);
	const struct rlimit small = { 4096, RLIM_INFINITY };
	struct rlimit old;
	struct err e = { 0 };

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(spill_put(&f.spill, 4090, "0123456789", 10, &e), -1);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	end(&f);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(what_is_put_is_got_and_no_file_is_seen),
		SPOOL_TEST(what_was_not_put_cannot_be_got),
		SPOOL_TEST(threads_put_at_once),
		SPOOL_TEST(a_full_disk_is_a_reason_to_try_again),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
