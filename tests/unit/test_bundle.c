#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "document/bundle.h"
#include "page/page_text.h"

/* The cover of a bundle, and where its marks stand. */

static const char LETTER[] =
    "[page]\nsize = letter\nwindow = us-10\n[address]\n[summary]\n[lines]\n";

/* A stock of layouts: Letter with a margin for each kind of marks. */
static struct document_stock *
make_stock(const struct document_file *layouts, size_t count)
{
	struct document_charset *set = document_charset_new();
	struct document_style style = SAMPLE_STYLE;
	struct document_stock *stock;
	struct err e;

	style.layouts = layouts;
	style.layout_count = count;
	if (document_stock_new(&style, set, &stock, &e) != 0)
		fail_msg("%s", e.text);
	document_charset_free(set);
	return (stock);
}

/* A bundle of one bill. */
static struct buf
make_bundle(const struct document_stock *stock, const struct bundle_style *style,
    const struct bundle_row *rows, size_t count)
{
	struct document_press *press = document_press_new(stock);
	struct bundle *bundle = bundle_new(stock, style);
	struct sample *s = malloc(sizeof(*s));
	struct buf bill = BUF_EMPTY, pdf = BUF_EMPTY;
	struct document_facts facts;
	struct err e;

	sample_invoice(s, 3, 1, 1);
	bundle_begin(bundle, "Bundle 1", rows, count);
	if (document_draw(press, &s->model, &bill, &facts, &e) != 0 ||
	    bundle_add(bundle, &bill, "20261102-0001", 1, 0, &e) != 0)
		fail_msg("%s", e.text);
	bundle_finish(bundle, &pdf);
	bundle_free(bundle);
	document_press_free(press);
	buf_release(&bill);
	free(s);
	return (pdf);
}

static void
a_cover_is_on_the_paper_of_its_bills_and_cut_nowhere(void **state)
{
	static const struct bundle_row ROWS[] = { { "First account",
	    "WOHNUNGSGENOSSENSCHAFT-10023-A4, invoice INV-0000001-2026-LONG, postcode "
	    "12345-6789" } };
	const struct document_file layout = { "letter", LETTER, 0 };
	struct document_stock *stock = make_stock(&layout, 1);
	struct bundle_style style = { .duplex = false };
	struct buf pdf, text = BUF_EMPTY;
	struct page_text *reader = page_text_new();
	struct pdf_reader r;
	struct err e;

	assert_int_equal(inserter_read("none", &style.inserter, &e), 0);
	pdf = make_bundle(stock, &style, ROWS, LENGTH(ROWS));
	assert_null(memmem(pdf.data, pdf.length, "595", 3));
	assert_int_equal(pdf_reader_open(&r, pdf.data, pdf.length, &e), 0);
	assert_int_equal(page_text_read(reader, &r, 0, &text, &e), 0);

	/* In lines of at most 332 points, of letters of 14 in bold. */
	assert_non_null(strstr(buf_text(&text),
	    "\nWOHNUNGSGENOSSENSCHAFT-10023-A4,\ninvoice INV-0000001-2026-LONG, "
	    "postcode\n12345-6789"));
	page_text_free(reader);
	buf_release(&text);
	buf_release(&pdf);
	document_stock_free(stock);
}

static void
marks_have_the_white_that_readers_want(void **state)
{
	static const struct {
		const char *marks, *page, *want; /* want: NULL if there is room */
		float clear; /* of a text, in mm */
	} ROWS[] = {
		{ "none", "left = 10", NULL, 15 },
		{ "text", "left = 31", NULL, 15 },
		{ "text", "left = 30", "15 mm of white", 15 },
		{ "datamatrix", "left = 20", NULL, 15 },
		{ "datamatrix", "left = 19", "3 mm of white", 15 },
		{ "omr-quadient", "left = 19", NULL, 15 },
		{ "omr-quadient", "left = 18", "give it left = 19", 15 },
		{ "omr-pitney-bowes", "size = letter", NULL, 15 },
		{ "omr-quadient", "marks = yes", NULL, 15 },
		{ "omr-quadient",
		    "marks = yes\n[window mine]\nleft = 20\ntop = 45\nwidth = 85\nheight = "
		    "45\nfold = 230\n[page]\nwindow = mine",
		    "folding", 15 },
		{ "text", "left = 31\n[text a]\nx = 5\ny = 250\nwidth = 20\ntext = a", "text a",
		    15 },
		{ "text", "left = 31\n[text a]\nx = 5\ny = 262\nwidth = 20\ntext = a", NULL, 15 },
		{ "text", "left = 25", NULL, 9 },
		{ "text", "left = 24", "9 mm of white", 9 },
	};
	char text[400];
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		const struct document_file layout = { "mine", text, 0 };
		struct inserter style = { .clear = ROWS[i].clear };
		struct document_stock *stock;
		struct err e;
		int rc;

		(void)snprintf(text, sizeof(text), "[page]\n%s\n[address]\n[summary]\n[lines]\n",
		    ROWS[i].page);
		stock = make_stock(&layout, 1);
		assert_int_equal(inserter_read(ROWS[i].marks, &style, &e), 0);
		rc = inserter_check(&style, stock, &e);
		if ((rc == 0) != (ROWS[i].want == NULL) ||
		    (rc != 0 && strstr(e.text, ROWS[i].want) == NULL))
			fail_msg("%s, %s: %s", ROWS[i].marks, ROWS[i].page,
			    rc == 0 ? "no error" : e.text);
		document_stock_free(stock);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cover_is_on_the_paper_of_its_bills_and_cut_nowhere),
		cmocka_unit_test(marks_have_the_white_that_readers_want),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
