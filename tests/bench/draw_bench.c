/*
 * draw_bench [SECONDS]: how many invoices one press draws a second on one core, without writing
 * files: a short one, the usual one of a household, one of 30 lines; and how fast they are
 * verified.
 */
#include <time.h>

#include "../golden/sample_invoice.h"

struct bench_case {
	const char *name;
	size_t lines, reads;
	bool history;
};

static const struct bench_case CASES[] = {
	{ "one page: 9 lines, 30 printed rows", 9, 0, false },
	{ "household: 12 lines, 4 reads, chart", 12, 4, true },
	{ "30 lines, 6 reads, chart", 30, 6, true },
};

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return ((double)t.tv_sec + (double)t.tv_nsec / 1e9);
}

/* Draw this case again and again with changing numbers; then verify the last one again and again.
 */
static void
run(const struct bench_case *c, const struct document_stock *stock, double seconds)
{
	struct document_press *press = document_press_new(stock);
	struct document_verifier *verifier = document_verifier_new();
	struct document_facts facts = { 0 };
	struct buf pdf = BUF_EMPTY;
	static struct sample s;
	char total[DECIMAL_SIZE];
	const struct document_expected expected = { s.account_number, s.invoice_number, total, "" };
	struct err e = { 0 };
	unsigned int drawn = 0, verified = 0;
	double start, drawing, verifying;

	sample_invoice(&s, c->lines, c->reads, 1);
	s.model.history_count = c->history ? SAMPLE_HISTORY : 0;
	for (start = now(); (drawing = now() - start) < seconds; drawn++) {
		(void)snprintf(s.account_number, sizeof(s.account_number), "%u", 100000 + drawn);
		s.model.previous_minor++;
		sample_sum(&s);
		if (document_draw(press, &s.model, &pdf, &facts, &e) == -1) {
			(void)fprintf(stderr, "%s\n", e.text);
			exit(1);
		}
	}
	(void)decimal_format_money(s.model.due_minor, 2, total);
	for (start = now(); (verifying = now() - start) < seconds / 4; verified++) {
		if (document_verify(verifier, pdf.data, pdf.length, &expected, &e) == -1) {
			(void)fprintf(stderr, "%s\n", e.text);
			exit(1);
		}
	}
	(void)printf("%-40s %d page(s) %6zu bytes %8.0f drawn/s %8.0f verified/s\n", c->name,
	    facts.pages, pdf.length, drawn / drawing, verified / verifying);
	buf_release(&pdf);
	document_verifier_free(verifier);
	document_press_free(press);
}

int
main(int argc, char **argv)
{
	struct document_charset *set = document_charset_new();
	double seconds = argc > 1 ? strtod(argv[1], NULL) : 2, start = now();
	struct document_stock *stock;
	static struct sample s;
	struct err e = { 0 };
	size_t i;

	sample_invoice(&s, 30, 6, 1);
	document_charset_add_model(set, &s.model);
	if (document_stock_new(&SAMPLE_STYLE, set, &stock, &e) == -1) {
		(void)fprintf(stderr, "%s\n", e.text);
		return (1);
	}
	(void)printf("fonts prepared in %.1f ms\n", (now() - start) * 1000);
	for (i = 0; i < LENGTH(CASES); i++)
		run(&CASES[i], stock, seconds);
	document_stock_free(stock);
	document_charset_free(set);
	return (0);
}
