#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/memory.h"

static void
new_memory_is_zeroed_and_nothing_is_something(void **state)
{
	unsigned char *bytes = memory_new(1000, 3);
	char *copy = memory_string("caf\xc3\xa9");
	void *none = memory_new(0, 0);
	size_t i;

	for (i = 0; i < 3000; i++)
		assert_int_equal(bytes[i], 0);
	assert_string_equal(copy, "caf\xc3\xa9");
	assert_non_null(none);
	bytes = memory_resize(bytes, 0, 4);
	assert_non_null(bytes);
	free(bytes);
	free(copy);
	free(none);
}

/* Sizes around the arena's block of 64 KiB; ASan sees a byte too far. */
static void
an_arena_gives_zeroed_aligned_memory_of_any_size(void **state)
{
	static const size_t sizes[] = { 1, 3, 16, 17, 65519, 65536, 65537, 1, 200000, 8 };
	struct arena arena = ARENA_EMPTY;
	unsigned char *pieces[LENGTH(sizes)];
	size_t i, n;

	for (i = 0; i < LENGTH(sizes); i++) {
		pieces[i] = arena_new(&arena, 1, sizes[i]);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (n = 0; n < sizes[i]; n++)
			assert_int_equal(pieces[i][n], 0);
		memset(pieces[i], (int)i + 1, sizes[i]);
	}

	/* Nobody has written into another's piece. */
	for (i = 0; i < LENGTH(sizes); i++)
		for (n = 0; n < sizes[i]; n++)
			if (pieces[i][n] != i + 1)
				fail_msg("piece %zu of %zu bytes: byte %zu is %d", i, sizes[i], n,
				    pieces[i][n]);
	arena_release(&arena);
	assert_null(arena.blocks);
	arena_release(&arena);
}

static void
an_arena_that_was_reset_gives_zeroed_memory_again(void **state)
{
	struct arena arena = ARENA_EMPTY;
	unsigned char *bytes;
	size_t i, round;

	arena_reset(&arena);
	for (round = 0; round < 3; round++) {
		bytes = arena_new(&arena, 300, 300);
		for (i = 0; i < 90000; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xff, 90000);
		bytes = arena_new(&arena, 1, 100);
		for (i = 0; i < 100; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xff, 100);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

static void
an_arena_copies_and_formats(void **state)
{
	struct arena arena = ARENA_EMPTY;
	char source[] = "first";
	char *copy = arena_string(&arena, source);
	char *cut = arena_bytes(&arena, "abc\0def", 5);
	char *made = arena_printf(&arena, "%s-%03d-%0*d", "run", 7, 5000, 1);

	source[0] = 'X';
	assert_string_equal(copy, "first");
	assert_memory_equal(cut, "abc\0d", 6);
	assert_int_equal(strlen(made), 8 + 5000);
	assert_memory_equal(made, "run-007-0000", 12);
	assert_string_equal(arena_bytes(&arena, NULL, 0), "");
	arena_release(&arena);
}

static void
a_buffer_grows_and_always_ends_in_nul(void **state)
{
	struct buf b = BUF_EMPTY;
	size_t i;

	assert_string_equal(buf_text(&b), "");
	buf_add(&b, NULL, 0);
	assert_string_equal(buf_text(&b), "");
	for (i = 0; i < 10000; i++) {
		buf_add_char(&b, (char)('a' + i % 26));
		assert_int_equal(b.data[b.length], '\0');
	}
	buf_add_string(&b, "end");
	buf_printf(&b, "%d%s", 42, "");
	assert_int_equal(b.length, 10005);
	assert_string_equal(b.data + 9999, "pend42");
	for (i = 0; i < 10000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buf_release(&b);
	assert_null(b.data);
	assert_int_equal(b.length + b.room, 0);
}

static void
a_buffer_holds_any_bytes_and_can_be_written_into(void **state)
{
	struct buf b = BUF_EMPTY;

	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.length, 3);
	assert_memory_equal(b.data, "a\0b", 4);
	memcpy(buf_reserve(&b, 5), "cdefg", 6);
	assert_int_equal(b.length, 3);
	b.length += 5;
	assert_memory_equal(b.data, "a\0bcdefg", 9);
	buf_reset(&b);
	assert_int_equal(b.length, 0);
	assert_string_equal(buf_text(&b), "");
	assert_true(b.room > 0);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_memory_is_zeroed_and_nothing_is_something),
		cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_of_any_size),
		cmocka_unit_test(an_arena_that_was_reset_gives_zeroed_memory_again),
		cmocka_unit_test(an_arena_copies_and_formats),
		cmocka_unit_test(a_buffer_grows_and_always_ends_in_nul),
		cmocka_unit_test(a_buffer_holds_any_bytes_and_can_be_written_into),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
