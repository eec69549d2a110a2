#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "document/layout.h"
#include "page/page_text.h"

/* How a document is put on pages. */

/*
 * The classic layout as it is and with lines that give way no more than usual, known by these
 * names.
 */
static struct document_stock *stock;
static char firm[32768];

static int
make_stock(void **state)
{
	struct document_charset *set = document_charset_new();
	struct document_style style = SAMPLE_STYLE;
	struct document_file layouts[] = { { "classic", layout_shipped("classic"), 0 },
		{ "modern", layout_shipped("modern"), 0 },
		{ "compact", layout_shipped("compact"), 0 }, { "firm", firm, 0 } };
	static struct sample s;
	struct err e = { 0 };
	char *tighten;
	int result;

	(void)snprintf(firm, sizeof(firm), "%s", layout_shipped("classic"));
	tighten = strstr(firm, "\ntighten = 19\n");
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

/*
 * Whatever the number of lines: closer lines are never seen but where they save a page, and then
 * exactly one.
 */
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

/*
 * The last bill that needs no second page, and the first one that cannot do without; between them a
 * page is saved.
 */
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

/* Twelve lines, four reads and a chart. */
static void
the_bill_of_a_usual_household_is_one_page(void **state)
{
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	struct document_facts facts = { 0 };
	struct buf pdf = BUF_EMPTY;
	struct err e;

	sample_invoice(s, 12, 4, 1);
	if (document_draw(press, &s->model, &pdf, &facts, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(facts.pages, 1);
	free(s);
	buf_release(&pdf);
	document_press_free(press);
}

/* ---- no row is left alone at the end of a page ----------------------------------------------- */

/* Two groups of lines, each line of a group called after it. */
#define FIRST "Alpha visit"
#define SECOND "Beta visit"

/* How often a text is on a page. */
static size_t
count(const char *page, const char *text)
{
	size_t times = 0;

	for (; (page = strstr(page, text)) != NULL; page += strlen(text))
		times++;
	return (times);
}

/*
 * Of `all` rows of a group on a page, none or all are, or two at least; and a head and a sum have
 * theirs with them.
 */
static void
check_group(const char *page, const char *name, size_t all, const char *row, const char *what)
{
	size_t here = count(page, row), least = all < 2 ? all : 2;
	char total[32], head[32];

	(void)snprintf(total, sizeof(total), "\nTotal %s\n", name);
	(void)snprintf(head, sizeof(head), "\n%s\n", name);
	if (here > 0 && here < least)
		fail_msg("%s: %zu of %zu rows of %s stand alone", what, here, all, name);
	if (here < least && (strstr(page, total) != NULL || strstr(page, head) != NULL))
		fail_msg("%s: %s has a head or a sum without rows", what, name);
}

/* Call `check` with the text of each page. */
static void
each_page(struct document_press *press, const struct document_model *m,
    void (*check)(const struct document_model *m, const char *page, size_t number,
	const char *what))
{
	struct page_text *reader = page_text_new();
	struct buf pdf = BUF_EMPTY, text = BUF_EMPTY;
	struct document_facts facts = { 0 };
	struct pdf_reader r;
	struct err e;
	char what[96];
	size_t page;

	(void)snprintf(what, sizeof(what), "%zu lines, %zu reads, %s", m->line_count,
	    m->usage_count, m->layout);
	if (document_draw(press, m, &pdf, &facts, &e) != 0 ||
	    pdf_reader_open(&r, pdf.data, pdf.length, &e) != 0)
		fail_msg("%s: %s", what, e.text);
	for (page = 0; page < r.pages; page++) {
		buf_reset(&text);
		assert_int_equal(page_text_read(reader, &r, page, &text, &e), 0);
		buf_add_char(&text, '\n');
		check(m, buf_text(&text), page, what);
	}
	page_text_free(reader);
	buf_release(&pdf);
	buf_release(&text);
}

static void
check_lines(const struct document_model *m, const char *page, size_t number, const char *what)
{
	size_t first = 0;

	while (first < m->line_count && strcmp(m->lines[first].description, FIRST) == 0)
		first++;
	check_group(page, "Alpha", first, FIRST, what);
	check_group(page, "Beta", m->line_count - first, SECOND, what);
}

/* Whatever the number of lines, in one group or two, with or without their working. */
static void
no_line_stands_alone(void **state)
{
	static const char *const LAYOUTS[] = { "classic", "modern", "compact" };
	static const size_t BEHIND[] = { 0, 1, 2, 3, 10 };
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	size_t lines, layout, i, k;

	for (lines = 1; lines <= 60; lines++) {
		for (layout = 0; layout < LENGTH(LAYOUTS); layout++) {
			for (k = 0; k < LENGTH(BEHIND); k++) {
				sample_invoice(s, lines + BEHIND[k], lines % 5, 1);
				s->model.layout = LAYOUTS[layout];
				for (i = 0; i < s->model.line_count; i++) {
					s->lines[i].group = i < lines ? "Alpha" : "Beta";
					s->lines[i].description = i < lines ? FIRST : SECOND;
					s->lines[i].tier = 0;
					s->lines[i].working.sentence =
					    lines % 2 == 0 ? "31 day x 0.985 = 30.54" : NULL;
				}
				each_page(press, &s->model, check_lines);
			}
		}
	}
	free(s);
	document_press_free(press);
}

static void
check_reads(const struct document_model *m, const char *page, size_t number, const char *what)
{
	size_t here = count(page, "\nRX"), least = m->usage_count < 2 ? m->usage_count : 2;
	bool begun = strstr(page, "\nMeter reads\n") != NULL,
	     goes_on = strstr(page, "\nMeter reads, continued\n") != NULL;

	if (here > 0 && here < least)
		fail_msg("%s: %zu reads stand alone on page %zu", what, here, number + 1);
	if (here > 0 && !begun && !goes_on)
		fail_msg("%s: page %zu does not say that its reads go on", what, number + 1);
	if (here == 0 && (begun || goes_on))
		fail_msg("%s: page %zu has a head of reads and none", what, number + 1);
	if ((strstr(page, "\nE\n") != NULL) != (strstr(page, "E: estimated read.") != NULL))
		fail_msg("%s: page %zu does not say what E means, or has none", what, number + 1);
}

/* Whatever the number of reads, and wherever on a page they begin. */
static void
no_read_stands_alone(void **state)
{
	static const char *const LAYOUTS[] = { "classic", "modern", "compact" };
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	struct document_usage usages[60];
	size_t reads, lines, i;

	for (reads = 1; reads <= LENGTH(usages); reads++) {
		for (lines = 1; lines <= 13; lines += 3) {
			sample_invoice(s, lines, 3, 1);
			for (i = 0; i < reads; i++) {
				usages[i] = s->usages[0];
				usages[i].meter = "RX";
				usages[i].serial = "";
				usages[i].to_estimated = i % 17 == 3;
			}
			s->model.layout =
			    LAYOUTS[lines % LENGTH(LAYOUTS) == 1 ? reads % LENGTH(LAYOUTS) : 0];
			s->model.usages = usages;
			s->model.usage_count = reads;
			each_page(press, &s->model, check_reads);
		}
	}
	free(s);
	document_press_free(press);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_stand_closer_only_where_that_saves_a_page),
		cmocka_unit_test(a_bill_of_one_page_has_its_slip_on_it),
		cmocka_unit_test(the_bill_of_a_usual_household_is_one_page),
		cmocka_unit_test(no_line_stands_alone),
		cmocka_unit_test(no_read_stands_alone),
	};

	return (cmocka_run_group_tests(tests, make_stock, free_stock));
}
