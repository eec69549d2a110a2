#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "document/layout.h"

/* How a document is put on pages. */

/* The classic layout as it is and with lines that give way no more than usual, known by these names. */
static struct document_stock *stock;
static char firm[32768];

static int
make_stock(void **state)
{
	struct document_charset *set = document_charset_new();
	struct document_style style = SAMPLE_STYLE;
	struct document_file layouts[2] = { { "classic", layout_shipped("classic"), 0 }, { "firm", firm, 0 } };
	static struct sample s;
	struct err e = { 0 };
	char *tighten;
	int result;

	(void)snprintf(firm, sizeof(firm), "%s", layout_shipped("classic"));
	tighten = strstr(firm, "\ntighten = 18\n");
	if (tighten == NULL)
		return (-1);
	memcpy(tighten, "\ntighten = 00\n", 14);
	style.layouts = layouts;
	style.layout_count = LENGTH(layouts);
	sample_invoice(&s, 30, 6, 1);
	document_charset_add_model(set, &s.model);
	result = document_stock_new(&style, set, &stock, &e);
	if (result == -1)
		(void)fprintf(stderr, "%s\n", e.text);
	document_charset_free(set);
	return (result);
}

static int
free_stock(void **state)
{
	document_stock_free(stock);
	return (0);
}

/* Draw a bill of so many lines in a layout; its pages. */
static int
draw(struct document_press *press, const char *layout, size_t lines, struct buf *pdf)
{
	struct sample *s = malloc(sizeof(*s));
	struct document_facts facts = { 0 };
	struct err e;

	sample_invoice(s, lines, 3, 1);
	s->model.layout = layout;
	if (document_draw(press, &s->model, pdf, &facts, &e) != 0)
		fail_msg("%zu lines in %s: %s", lines, layout, e.text);
	free(s);
	return (facts.pages);
}

/* Whatever the number of lines: closer lines are never seen but where they save a page, and then exactly one. */
static void
lines_stand_closer_only_where_that_saves_a_page(void **state)
{
	struct document_press *press = document_press_new(stock);
	struct buf usual = BUF_EMPTY, given = BUF_EMPTY;
	int saved = 0, kept = 0, firm_pages, pages;
	size_t lines;

	for (lines = 1; lines <= 150; lines++) {
		firm_pages = draw(press, "firm", lines, &usual);
		pages = draw(press, "classic", lines, &given);
		if (pages == firm_pages) {
			kept += pages > 1;
			assert_int_equal(given.length, usual.length);
			assert_memory_equal(given.data, usual.data, usual.length);
			continue;
		}
		if (pages != firm_pages - 1)
			fail_msg("%zu lines: %d pages, %d as usual", lines, pages, firm_pages);
		saved++;
	}

	/* Both happen: of one page, of two, of three. */
	assert_true(saved >= 6);
	assert_true(kept >= 60);
	document_press_free(press);
	buf_release(&usual);
	buf_release(&given);
}

/* The last bill that needs no second page, and the first one that cannot do without; between them a page is saved. */
static void
a_bill_of_one_page_has_its_slip_on_it(void **state)
{
	struct document_press *press = document_press_new(stock);
	struct buf pdf = BUF_EMPTY;
	size_t lines, usual = 0, most = 0;

	for (lines = 1; lines <= 30; lines++) {
		usual = draw(press, "firm", lines, &pdf) == 1 ? lines : usual;
		most = draw(press, "classic", lines, &pdf) == 1 ? lines : most;
	}
	assert_true(usual >= 4);
	assert_true(most >= usual + 4);
	document_press_free(press);
	buf_release(&pdf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_stand_closer_only_where_that_saves_a_page),
		cmocka_unit_test(a_bill_of_one_page_has_its_slip_on_it),
	};

	return (cmocka_run_group_tests(tests, make_stock, free_stock));
}
