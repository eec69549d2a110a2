#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/charset.h"

/* Bytes with NULs among them, and how many. */
#define BYTES(text) text, sizeof(text) - 1

/* Expected: the Unicode code charts and Microsoft's CP1252 table, checked with Python's codecs. */
static const struct {
	const char *name;
	const char *bytes;
	size_t length;
	const char *fallback;
	const char *text;    /* or NULL */
	const char *charset; /* or, where text is NULL, part of the error */
} CASES[] = {
	{ "ASCII is UTF-8", BYTES("a,b\n"), "CP1252", "a,b\n", "UTF-8" },
	{ "nothing is UTF-8", BYTES(""), "CP1252", "", "UTF-8" },
	{ "UTF-8 stays as it is", BYTES("caf\xc3\xa9"), "CP1252", "caf\xc3\xa9", "UTF-8" },
	{ "a Mac's accents are composed", BYTES("a,E\xcc\x81lodie Cafe\xcc\x81\nb\n"), "CP1252",
	    "a,\xc3\x89lodie Caf\xc3\xa9\nb\n", "UTF-8" },
	{ "so are two marks, in the last line", BYTES("a\nNguye\xcc\x82\xcc\x83n"), "CP1252",
	    "a\nNguy\xe1\xbb\x85n", "UTF-8" },
	{ "and those of UTF-16",
	    BYTES("\xff\xfe"
		  "e\0\x01\x03"),
	    "CP1252", "\xc3\xa9", "UTF-16LE" },
	{ "ligatures become letters",
	    BYTES("\xef\xac\x81n \xef\xac\x82ow O\xef\xac\x83"
		  "ce \xef\xac\x86"),
	    "CP1252", "fin flow Office st", "UTF-8" },
	{ "a sign of measure becomes its letter", BYTES("\xe2\x84\xab"), "CP1252", "\xc3\x85",
	    "UTF-8" },
	{ "dashes, fractions and the euro stay",
	    BYTES("\xe2\x80\x93 \xc2\xbd m\xc2\xb2 \xe2\x82\xac\xef\xbf\xbd"), "CP1252",
	    "\xe2\x80\x93 \xc2\xbd m\xc2\xb2 \xe2\x82\xac\xef\xbf\xbd", "UTF-8" },
	{ "a mark at the beginning of a line stays there",
	    BYTES("e\n\xcc\x81"
		  "a\n"),
	    "CP1252",
	    "e\n\xcc\x81"
	    "a\n",
	    "UTF-8" },
	{ "a UTF-8 BOM goes",
	    BYTES("\xef\xbb\xbf"
		  "a"),
	    "CP1252", "a", "UTF-8" },
	{ "CP1252: e acute, sharp s, o slash, euro", BYTES("\xe9 \xdf \xf8 \x80"), "CP1252",
	    "\xc3\xa9 \xc3\x9f \xc3\xb8 \xe2\x82\xac", "CP1252" },
	{ "another fallback: Polish l in CP1250", BYTES("\xb3"), "CP1250", "\xc5\x82", "CP1250" },
	{ "UTF-16LE",
	    BYTES("\xff\xfe"
		  "a\0\xe9\0\n\0"),
	    "CP1252", "a\xc3\xa9\n", "UTF-16LE" },
	{ "UTF-16BE",
	    BYTES("\xfe\xff"
		  "\0a\0\xe9\0\n"),
	    "CP1252", "a\xc3\xa9\n", "UTF-16BE" },
	{ "UTF-16LE surrogate pair", BYTES("\xff\xfe\x3d\xd8\x00\xde"), "CP1252",
	    "\xf0\x9f\x98\x80", "UTF-16LE" },
	{ "a lone surrogate is refused",
	    BYTES("\xff\xfe"
		  "a\0\x00\xd8"
		  "b\0"),
	    "CP1252", NULL, "byte 5 is not UTF-16LE" },
	{ "UTF-16 that ends in a half character is incomplete",
	    BYTES("\xff\xfe"
		  "a\0b"),
	    "CP1252", NULL, "incomplete upload" },
	{ "UTF-16 with NUL padding is incomplete",
	    BYTES("\xff\xfe"
		  "a\0\0\0\0\0"),
	    "CP1252", NULL, "incomplete upload" },
	{ "UTF-16 without a BOM is refused", BYTES("a\0b\0c\0,\0"), "CP1252", NULL,
	    "UTF-16 without" },
	{ "big-endian UTF-16 without a BOM is refused", BYTES("\0a\0b\0c\0,"), "CP1252", NULL,
	    "UTF-16 without" },
	{ "NUL padding is an incomplete upload", BYTES("a,b\n1,2\n\0\0\0\0\0\0\0\0"), "CP1252",
	    NULL, "incomplete upload: byte 9 of 16" },
	{ "a file of NULs only is an incomplete upload", BYTES("\0\0\0\0\0\0\0\0"), "CP1252", NULL,
	    "incomplete upload" },
	{ "NUL padding behind CP1252 is an incomplete upload", BYTES("\xe9\n\0\0\0\0"), "CP1252",
	    NULL, "incomplete upload" },
	{ "a byte that CP1252 does not have is named by line and position",
	    BYTES("a\r\nb\n\xe9\x81\n"), "CP1252", NULL, "line 3: byte 0x81 (byte 7 of the file)" },
	{ "a UTF-8 BOM before other text is refused", BYTES("\xef\xbb\xbf\xe9"), "CP1252", NULL,
	    "says it is UTF-8" },
	{ "an unknown fallback is named", BYTES("\xe9"), "CP9999", NULL,
	    "\"CP9999\" is not known" },
};

static void
charset_finds_what_bytes_are_and_refuses_what_is_no_text(void **state)
{
	struct buf out = BUF_EMPTY;
	size_t i;

	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		const char *name = NULL;
		struct err e = { 0 };
		int status = charset_to_utf8(CASES[i].bytes, CASES[i].length, CASES[i].fallback,
		    &out, &name, &e);

		if (status != (CASES[i].text != NULL ? 0 : -1))
			fail_msg("%s: got status %d: %s", CASES[i].name, status, e.text);
		if (CASES[i].text != NULL &&
		    (strcmp(buf_text(&out), CASES[i].text) != 0 ||
			strcmp(name, CASES[i].charset) != 0))
			fail_msg("%s: got <%s> in %s, want <%s>", CASES[i].name, buf_text(&out),
			    name, CASES[i].text);
		if (CASES[i].text == NULL &&
		    (e.kind != ERR_REJECT || strstr(e.text, CASES[i].charset) == NULL))
			fail_msg("%s: got error <%s> want <%s>", CASES[i].name, e.text,
			    CASES[i].charset);
	}
	buf_release(&out);
}

static void
charset_converts_text_longer_than_its_first_guess(void **state)
{
	struct buf in = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	size_t i;

	/*
	 * A euro sign is one byte in CP1252 and three in UTF-8: twice what the first guess has room
	 * for.
	 */
	for (i = 0; i < 100000; i++)
		buf_add_char(&in, '\x80');
	assert_int_equal(charset_to_utf8(in.data, in.length, "CP1252", &out, NULL, &e), 0);
	assert_int_equal(out.length, 300000);
	assert_memory_equal(out.data + 299997, "\xe2\x82\xac", 4);
	buf_release(&in);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charset_finds_what_bytes_are_and_refuses_what_is_no_text),
		cmocka_unit_test(charset_converts_text_longer_than_its_first_guess),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
