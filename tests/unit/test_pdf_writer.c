#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "page/pdf_reader.h"
#include "page/pdf_writer.h"

/* The smallest document: a catalog, a page list without pages, an info. */
static void
write_small(struct pdf_writer *w, struct buf *out, size_t numbers)
{
	pdf_writer_begin(w, out, numbers);
	pdf_writer_print(w, 1, "<</Type/Catalog/Pages %d 0 R>>", 2);
	pdf_writer_print(w, 2, "<</Type/Pages/Count 0/Kids[]>>");
	pdf_writer_print(w, 3, "<</Title(%s)>>", "x");
	pdf_writer_finish(w, 1, 3, "00112233445566778899aabbccddeeff");
}

/* Worked out by hand from ISO 32000-1, 7.5: offsets are those of each "N 0 obj". */
static void
a_small_document_is_written_byte_for_byte_as_the_standard_says(void **state)
{
	static const char WANT[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
				   "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
				   "2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
				   "3 0 obj\n<</Title(x)>>\nendobj\n"
				   "xref\n0 5\n0000000004 65535 f \n0000000015 00000 n "
				   "\n0000000060 00000 n \n0000000106 00000 n \n"
				   "0000000000 00000 f \n"
				   "trailer\n<</Size 5/Root 1 0 R/Info 3 0 "
				   "R/"
				   "ID[<00112233445566778899aabbccddeeff><"
				   "00112233445566778899aabbccddeeff>]>>\nstartxref\n135\n%%EOF\n";
	struct pdf_writer w = PDF_WRITER_EMPTY;
	struct buf out = BUF_EMPTY;

	write_small(&w, &out, 5);
	assert_string_equal(out.data, WANT);
	pdf_writer_release(&w);
	buf_release(&out);
}

static void
a_writer_used_again_gives_the_same_bytes(void **state)
{
	struct pdf_writer w = PDF_WRITER_EMPTY;
	struct buf first = BUF_EMPTY, second = BUF_EMPTY;

	write_small(&w, &first, 40);
	write_small(&w, &second, 5);
	buf_reset(&second);
	write_small(&w, &second, 40);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.data, second.data, first.length);
	pdf_writer_release(&w);
	buf_release(&first);
	buf_release(&second);
}

static void
text_is_a_string_or_utf16_with_a_mark(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} ROWS[] = {
		{ "ascii", "Invoice 1", "(Invoice 1)" },
		{ "empty", "", "()" },
		{ "parentheses", "a(b", "<FEFF006100280062>" },
		{ "umlaut", "\xc3\xbc", "<FEFF00FC>" },
		{ "outside the BMP", "\xf0\x9f\x98\x80", "<FEFFD83DDE00>" },
		{ "damaged", "\xff", "<FEFFFFFD>" },
	};
	struct buf out = BUF_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		buf_reset(&out);
		pdf_writer_add_text(&out, ROWS[i].text);
		if (strcmp(buf_text(&out), ROWS[i].want) != 0)
			fail_msg("%s: got %s, want %s", ROWS[i].name, buf_text(&out), ROWS[i].want);
	}
	buf_release(&out);
}

static void
a_file_cut_anywhere_is_refused(void **state)
{
	struct pdf_writer w = PDF_WRITER_EMPTY;
	struct buf out = BUF_EMPTY;
	struct pdf_reader r;
	struct err e;
	char *copy;
	size_t length;

	write_small(&w, &out, 5);
	assert_int_equal(pdf_reader_open(&r, out.data, out.length, &e), 0);
	assert_int_equal(r.pages, 0);
	for (length = 0; length < out.length; length++) {
		/* A copy of its own size, so that a step too far is seen by the sanitizer. */
		copy = malloc(length + 1);
		memcpy(copy, out.data, length);
		if (pdf_reader_open(&r, copy, length, &e) == 0)
			fail_msg("accepted with %zu of %zu bytes", length, out.length);
		free(copy);
	}
	pdf_writer_release(&w);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_document_is_written_byte_for_byte_as_the_standard_says),
		cmocka_unit_test(a_writer_used_again_gives_the_same_bytes),
		cmocka_unit_test(text_is_a_string_or_utf16_with_a_mark),
		cmocka_unit_test(a_file_cut_anywhere_is_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
