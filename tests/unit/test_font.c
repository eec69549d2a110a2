#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "page/flate.h"
#include "page/font.h"
#include "page/script.h"

#define LIBERATION "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
#define MONO "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"

static struct font *
open_liberation(void)
{
	struct font *font;
	struct err e;

	assert_int_equal(font_open(LIBERATION, &font, &e), 0);
	return (font);
}

/*
 * Widths of Arial, which Liberation Sans shares by design: Adobe's metrics for Helvetica (AFM) have
 * the same.
 */
static void
widths_are_those_of_the_published_metrics(void **state)
{
	static const struct {
		uint32_t point;
		int want;
	} ROWS[] = { { ' ', 278 }, { '0', 556 }, { '9', 556 }, { 'A', 667 }, { 'W', 944 },
		{ 'i', 222 }, { 'm', 833 }, { '.', 278 }, { 0xdf, 611 }, { 0x20ac, 556 },
		{ 0x5d0, 0 } };
	struct font *font = open_liberation();
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++)
		if (font_width(font, ROWS[i].point) != ROWS[i].want && ROWS[i].want != 0)
			fail_msg("U+%04X: got %d, want %d", ROWS[i].point,
			    font_width(font, ROWS[i].point), ROWS[i].want);
	font_close(font);
}

static void
coverage_is_that_of_the_file(void **state)
{
	struct font *font = open_liberation();

	assert_true(font_has(font, 'A'));
	assert_true(font_has(font, 0x141)); /* L with stroke */
	assert_true(font_has(font, 0x3a9)); /* Omega */
	assert_true(font_has(font, 0x416)); /* Zhe */
	assert_false(font_has(font, 0x645)); /* Arabic meem */
	assert_false(font_has(font, 0x4e2d)); /* Chinese */
	assert_false(font_has(font, 0x1f600));
	font_close(font);
}

static void
a_file_that_is_no_font_is_refused_by_name(void **state)
{
	static const char *const PATHS[] = { "/nonexistent.ttf", "/dev/null", "/etc/passwd" };
	struct font *font;
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(PATHS); i++) {
		assert_int_equal(font_open(PATHS[i], &font, &e), -1);
		assert_int_equal(e.kind, ERR_REJECT);
		assert_non_null(strstr(e.text, PATHS[i]));
		assert_null(font);
	}
}

/* All characters of the font at once: more tables than one, each point found again by its code. */
static void
every_character_has_one_code_and_the_way_back(void **state)
{
	struct codebook *book = malloc(sizeof(*book));
	struct codebook_set set = { { 0 } };
	struct font *font = open_liberation();
	uint32_t point;
	struct err e;

	for (point = 0x20; point < CODEBOOK_POINTS; point++)
		if (font_has(font, point))
			codebook_add(&set, point);
	assert_int_equal(codebook_init(book, &set, NULL, &e), 0);
	assert_true(book->tables > 1);
	for (point = 0x20; point < CODEBOOK_POINTS; point++) {
		uint16_t code = book->code[point];

		if (font_has(font, point) != (code != 0) && point != 0x202f)
			fail_msg("U+%04X: in the font %d, in the book %d", point,
			    font_has(font, point), code != 0);
		if (code != 0 && point != 0xa0 && point != 0x202f &&
		    book->point[code >> 8][code & 0xff] != point)
			fail_msg("U+%04X: its code %04X leads to U+%04X", point, code,
			    book->point[code >> 8][code & 0xff]);
	}
	font_close(font);
	free(book);
}

static void
too_many_characters_are_refused(void **state)
{
	struct codebook *book = malloc(sizeof(*book));
	struct codebook_set set = { { 0 } };
	uint32_t point;
	struct err e;

	for (point = 0x100; point < 0x2000; point++)
		codebook_add(&set, point);
	assert_int_equal(codebook_init(book, &set, NULL, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	free(book);
}

static void
a_subset_is_small_and_the_same_each_time(void **state)
{
	struct font_object first[FONT_OBJECTS], second[FONT_OBJECTS];
	struct codebook *book = malloc(sizeof(*book));
	struct codebook_set set = { { 0 } };
	struct font *font = open_liberation();
	struct err e;
	int i;

	codebook_add(&set, 0xe4);
	assert_int_equal(codebook_init(book, &set, NULL, &e), 0);
	assert_int_equal(font_serialise(font, book->point[0], 5, first, &e), 0);
	assert_int_equal(font_serialise(font, book->point[0], 5, second, &e), 0);
	for (i = 0; i < FONT_OBJECTS; i++) {
		assert_int_equal(first[i].bytes.length, second[i].bytes.length);
		assert_memory_equal(first[i].bytes.data, second[i].bytes.data,
		    first[i].bytes.length);
		buf_release(&second[i].bytes);
	}

	/*
	 * The whole file has 680 glyphs and 350 KB; 96 glyphs without hints are a few KB, but not
	 * nothing.
	 */
	assert_in_range(first[2].bytes.length, 5000, 14000);
	assert_non_null(strstr(first[0].bytes.data, "+LiberationSans/FirstChar 32/LastChar 128"));
	for (i = 0; i < FONT_OBJECTS; i++)
		buf_release(&first[i].bytes);
	font_close(font);
	free(book);
}

/* A big-endian number of the file. */
static unsigned int
number16(const struct buf *file, size_t at)
{
	assert_true(at + 1 < file->length);
	return ((unsigned int)(unsigned char)file->data[at] << 8 |
	    (unsigned char)file->data[at + 1]);
}

/* Where a table of the TrueType file begins (OpenType specification, table directory). */
static size_t
table_of(const struct buf *file, const char *tag)
{
	unsigned int count = number16(file, 4), i;
	size_t at;

	for (i = 0; i < count; i++) {
		at = 12 + 16 * (size_t)i;
		if (memcmp(file->data + at, tag, 4) == 0)
			return ((size_t)number16(file, at + 8) << 16 | number16(file, at + 10));
	}
	fail_msg("no table %s", tag);
	return (0);
}

/* The file that the object holds, unpacked. */
static struct buf
unpack_file(const struct font_object *object)
{
	const char *begin =
	    (const char *)memmem(object->bytes.data, object->bytes.length, "stream\n", 7) + 7;
	size_t length = strtoul(strstr(object->bytes.data, "/Length ") + 8, NULL, 10);
	struct buf file = BUF_EMPTY;
	struct err e;

	if (flate_unpack(begin, length, 1 << 20, &file, &e) == -1)
		fail_msg("%s", e.text);
	return (file);
}

/*
 * Readers differ in which of the two cmaps they use: both must lead each code to a glyph with an
 * outline and the width that the PDF states.
 */
static void
each_code_of_a_subset_leads_to_its_glyph_by_either_cmap(void **state)
{
	struct font_object objects[FONT_OBJECTS];
	struct codebook *book = malloc(sizeof(*book));
	struct codebook_set set = { { 0 } };
	struct font *font = open_liberation();
	size_t cmap, six, four, hmtx, loca, head;
	unsigned int code, glyph, begin, end, wide;
	struct buf file;
	struct err e;

	codebook_add(&set, 0x3a9);
	assert_int_equal(codebook_init(book, &set, NULL, &e), 0);
	assert_int_equal(font_serialise(font, book->point[0], 5, objects, &e), 0);
	file = unpack_file(&objects[2]);
	cmap = table_of(&file, "cmap");
	hmtx = table_of(&file, "hmtx");
	loca = table_of(&file, "loca");
	head = table_of(&file, "head");
	six = cmap + number16(&file, cmap + 10);
	four = cmap + number16(&file, cmap + 18);
	assert_int_equal(number16(&file, six), 6);
	assert_int_equal(number16(&file, four), 4);
	wide = number16(&file, head + 50);
	for (code = 0; code < 256; code++) {
		glyph = number16(&file, six + 10 + 2 * code);

		/*
		 * idRangeOffset of the first segment counts from where it stands itself (28) to the
		 * glyphs (32).
		 */
		assert_int_equal(number16(&file, four + 28), 4);
		assert_int_equal(number16(&file, four + 32 + 2 * code), glyph);
		assert_int_equal(glyph != 0, book->point[0][code] != 0);
		if (glyph == 0)
			continue;
		assert_int_equal((number16(&file, hmtx + 4 * glyph) * 1000 + 1024) / 2048,
		    font_width(font, book->point[0][code]));
		begin = number16(&file, loca + (wide ? 4 * glyph + 2 : 2 * glyph));
		end = number16(&file, loca + (wide ? 4 * glyph + 6 : 2 * glyph + 2));
		if (book->point[0][code] != ' ' && begin == end)
			fail_msg("code %02X draws nothing", code);
	}
	for (code = 0; code < FONT_OBJECTS; code++)
		buf_release(&objects[code].bytes);
	buf_release(&file);
	font_close(font);
	free(book);
}

static void
unpacking_gives_back_what_was_packed_and_refuses_damage(void **state)
{
	struct flate *f = flate_new(FLATE_FAST);
	struct buf packed = BUF_EMPTY, out = BUF_EMPTY;
	const struct flate_part parts[] = { { "one ", 4 }, { "", 0 }, { "two", 3 } };
	struct err e;

	flate_pack(f, parts, 3, &packed);
	assert_int_equal(flate_unpack(packed.data, packed.length, 100, &out, &e), 0);
	assert_string_equal(out.data, "one two");
	assert_int_equal(flate_unpack(packed.data, packed.length - 1, 100, &out, &e), -1);
	assert_int_equal(flate_unpack(packed.data, packed.length, 3, &out, &e), -1);
	packed.data[packed.length - 1] ^= 1;
	assert_int_equal(flate_unpack(packed.data, packed.length, 100, &out, &e), -1);
	flate_free(f);
	buf_release(&packed);
	buf_release(&out);
}

/*
 * In Liberation Mono, as in Courier, every glyph is 600/1000 wide: ten characters at size 10 are 60
 * points.
 */
static void
text_wraps_at_blanks_and_hyphens_and_breaks_words_only_when_it_must(void **state)
{
	static const struct {
		const char *name, *text, *line, *rest;
	} ROWS[] = {
		{ "fits", "ten bytes!", "ten bytes!", "" },
		{ "blank", "ten bytes!x more", "ten", "bytes!x more" },
		{ "blank at the edge", "ten bytes! more", "ten bytes!", "more" },
		{ "hyphen", "half-hyphenated", "half-", "hyphenated" },
		{ "one long word", "abcdefghijklm", "abcdefghij", "klm" },
		{ "no-break space",
		    "ab cd\xc2\xa0"
		    "efghijk",
		    "ab",
		    "cd\xc2\xa0"
		    "efghijk" },
		{ "line break", "ab\ncd", "ab", "cd" },
		{ "line break at the end", "ab\n", "ab", "" },
		{ "empty", "", "", "" },
	};
	static uint16_t width[SCRIPT_FACES][CODEBOOK_TABLES][256];
	struct codebook *book = malloc(sizeof(*book));
	const struct script_fonts fonts = { book, (const uint16_t(*)[CODEBOOK_TABLES][256])width };
	const struct script_style style = { SCRIPT_REGULAR, 10, 0 };
	struct script_piece line, rest;
	struct codebook_set set = { { 0 } };
	struct font *font;
	struct err e;
	size_t i;

	assert_int_equal(font_open(MONO, &font, &e), 0);
	assert_int_equal(font_width(font, 'x'), 600);
	assert_int_equal(codebook_init(book, &set, NULL, &e), 0);
	for (i = 0; i < 256; i++)
		width[0][0][i] = 600;
	for (i = 0; i < LENGTH(ROWS); i++) {
		line = script_wrap(&fonts, &style, script_piece(ROWS[i].text), 60.1f, &rest);
		if (line.length != strlen(ROWS[i].line) ||
		    memcmp(line.text, ROWS[i].line, line.length) != 0 ||
		    rest.length != strlen(ROWS[i].rest) ||
		    memcmp(rest.text, ROWS[i].rest, rest.length) != 0)
			fail_msg("%s: got \"%.*s\" and \"%.*s\"", ROWS[i].name, (int)line.length,
			    line.text, (int)rest.length, rest.text);
	}
	font_close(font);
	free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_those_of_the_published_metrics),
		cmocka_unit_test(coverage_is_that_of_the_file),
		cmocka_unit_test(a_file_that_is_no_font_is_refused_by_name),
		cmocka_unit_test(every_character_has_one_code_and_the_way_back),
		cmocka_unit_test(too_many_characters_are_refused),
		cmocka_unit_test(a_subset_is_small_and_the_same_each_time),
		cmocka_unit_test(each_code_of_a_subset_leads_to_its_glyph_by_either_cmap),
		cmocka_unit_test(unpacking_gives_back_what_was_packed_and_refuses_damage),
		cmocka_unit_test(
		    text_wraps_at_blanks_and_hyphens_and_breaks_words_only_when_it_must),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
