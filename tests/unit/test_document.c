#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>

#include "../golden/sample_invoice.h"
#include "words/locale.h"
#include "page/page_text.h"
#include "page/pdf_writer.h"

/* One stock for all tests, made of the charset of the samples. */
static struct document_stock *stock;

/* And one verifier: what it remembers of other files must not help a bad one. */
static struct document_verifier *verifier;

static int
make_stock(void **state)
{
	struct document_charset *set = document_charset_new();
	static struct sample s;
	struct err e = { 0 };
	int result;

	sample_invoice(&s, 30, 6, 1);
	document_charset_add_model(set, &s.model);
	document_charset_add(set, "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f \xce\xa9");
	result = document_stock_new(&SAMPLE_STYLE, set, &stock, &e);
	if (result == -1)
		(void)fprintf(stderr, "%s\n", e.text);
	document_charset_free(set);
	verifier = document_verifier_new();
	return (result);
}

static int
free_stock(void **state)
{
	document_stock_free(stock);
	document_verifier_free(verifier);
	return (0);
}

/* Draw sample `number` with a press of its own. */
static struct buf
draw(unsigned int number, size_t lines)
{
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	struct err e;

	sample_invoice(s, lines, 3, number);
	if (document_draw(press, &s->model, &pdf, &facts, &e) == -1)
		fail_msg("%s", e.text);
	document_press_free(press);
	free(s);
	return (pdf);
}

static void *
draw_in_thread(void *argument)
{
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	struct buf *pdf = argument;
	struct document_facts facts;
	unsigned int number;
	struct err e;

	/* Others first, so that what a press remembers of them would show. */
	for (number = 1; number <= 30; number++) {
		sample_invoice(s, number % 7 == 0 ? 100 : number, number % 5, number);
		if (document_draw(press, &s->model, pdf, &facts, &e) == -1)
			pdf->length = 0;
	}
	document_press_free(press);
	free(s);
	return (NULL);
}

static void
the_same_model_is_the_same_bytes_from_any_press_and_thread(void **state)
{
	struct buf pdf[2] = { BUF_EMPTY, BUF_EMPTY }, alone;
	struct sample *s = malloc(sizeof(*s));
	struct document_press *press = document_press_new(stock);
	struct document_facts facts;
	pthread_t threads[2];
	struct err e;
	int i;

	for (i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, draw_in_thread, &pdf[i]), 0);
	for (i = 0; i < 2; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	sample_invoice(s, 30, 0, 30);
	alone = BUF_EMPTY;
	assert_int_equal(document_draw(press, &s->model, &alone, &facts, &e), 0);
	for (i = 0; i < 2; i++) {
		assert_int_equal(pdf[i].length, alone.length);
		assert_memory_equal(pdf[i].data, alone.data, alone.length);
		buf_release(&pdf[i]);
	}
	buf_release(&alone);
	document_press_free(press);
	free(s);
}

/* Read back. */
static int
verify(const char *pdf, size_t length, const char *account, const char *invoice, const char *total,
    struct err *e)
{
	const struct document_expected expected = { account, invoice, total, "" };

	return (document_verify(verifier, pdf, length, &expected, e));
}

static void
what_was_drawn_is_read_back(void **state)
{
	struct buf pdf = draw(7, 40);
	struct sample *s = malloc(sizeof(*s));
	char total[DECIMAL_SIZE];
	struct err e;

	sample_invoice(s, 40, 3, 7);
	(void)decimal_format_money(s->model.due_minor, 2, total);
	if (verify(pdf.data, pdf.length, "100007", "INV-000007", total, &e) == -1)
		fail_msg("%s", e.text);
	assert_int_equal(verify(pdf.data, pdf.length, "100008", "INV-000007", total, &e), -1);
	assert_non_null(strstr(e.text, "100008"));
	assert_int_equal(verify(pdf.data, pdf.length, "10000", "INV-000007", total, &e), -1);
	assert_int_equal(verify(pdf.data, pdf.length, "100007", "INV-00000", total, &e), -1);
	total[strlen(total) - 1] ^= 1;
	assert_int_equal(verify(pdf.data, pdf.length, "100007", "INV-000007", total, &e), -1);
	assert_non_null(strstr(e.text, total));
	free(s);
	buf_release(&pdf);
}

/* One object of a file, by its number: its bytes, up to and with "endobj". */
static struct pdf_span
object_of(const struct pdf_reader *r, size_t number)
{
	const char *begin = r->bytes + strtoul(r->table + 20 * number, NULL, 10);
	const char *end = memmem(begin, (size_t)(r->bytes + r->length - begin), "\nendobj\n", 8);

	assert_non_null(end);
	return ((struct pdf_span){ begin, (size_t)(end - begin) + 8 });
}

/*
 * A whole file with all objects of a but one, which is b's: what a mixed-up press would make of two
 * customers.
 */
static struct buf
mix(const struct pdf_reader *a, const struct pdf_reader *b, size_t swapped)
{
	struct pdf_writer w = PDF_WRITER_EMPTY;
	struct buf out = BUF_EMPTY;
	struct pdf_span span;
	size_t number;

	pdf_writer_begin(&w, &out, a->numbers);
	for (number = 1; number < a->numbers; number++) {
		if (a->table[20 * number + 17] != 'n')
			continue;
		span = object_of(number == swapped ? b : a, number);
		pdf_writer_add(&w, number, span.at, span.length);
	}
	pdf_writer_finish(&w, 1, 3, "00112233445566778899aabbccddeeff");
	pdf_writer_release(&w);
	return (out);
}

static void
a_page_of_another_customer_is_found_out(void **state)
{
	struct buf pdf[2] = { draw(7, 80), draw(8, 80) }, mixed;
	struct sample *s = malloc(sizeof(*s));
	struct pdf_reader a, b;
	char total[DECIMAL_SIZE];
	struct err e;
	size_t page;

	sample_invoice(s, 80, 3, 7);
	(void)decimal_format_money(s->model.due_minor, 2, total);
	assert_int_equal(pdf_reader_open(&a, pdf[0].data, pdf[0].length, &e), 0);
	assert_int_equal(pdf_reader_open(&b, pdf[1].data, pdf[1].length, &e), 0);
	assert_true(a.pages >= 3);
	for (page = 0; page <= a.pages; page++) {
		/*
		 * Pages are the last objects, each with its content behind it; with none swapped,
		 * the file is good.
		 */
		mixed = mix(&a, &b, page == a.pages ? 0 : a.numbers - 2 * (a.pages - page) + 1);
		assert_int_equal(verify(mixed.data, mixed.length, "100007", "INV-000007", total,
				     &e),
		    page == a.pages ? 0 : -1);
		if (page < a.pages && strstr(e.text, "is not this customer's") == NULL)
			fail_msg("page %zu: %s", page, e.text);
		buf_release(&mixed);
	}
	free(s);
	buf_release(&pdf[0]);
	buf_release(&pdf[1]);
}

static void
a_damaged_file_is_refused_and_never_read_beyond_its_end(void **state)
{
	struct buf pdf = draw(9, 5);
	char *copy;
	struct err e;
	size_t i;

	for (i = 0; i < pdf.length; i += 97) {
		copy = malloc(pdf.length - i);
		memcpy(copy, pdf.data, pdf.length - i);
		if (i > 0)
			assert_int_equal(verify(copy, pdf.length - i, "100009", "INV-000009",
					     "1.00", &e),
			    -1);
		copy[(i * 31) % (pdf.length - i)] ^= 0x55;
		(void)verify(copy, pdf.length - i, "100009", "INV-000009", "1.00", &e);
		free(copy);
	}
	buf_release(&pdf);
}

static void
what_cannot_be_drawn_is_named(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} ROWS[] = {
		{ "Arabic", "Ali \xd9\x85", "account_name: character 5, U+0645, is Arabic" },
		{ "Hebrew", "\xd7\x90", "U+05D0, is Hebrew" },
		{ "Chinese", "\xe4\xb8\xad", "U+4E2D, is East Asian" },
		{ "emoji", "\xf0\x9f\x98\x80", "U+1F600, is an emoji" },
		{ "combined accent", "e\xcc\x81", "character 2, U+0301, is a mark combined" },
		{ "control", "a\tb", "U+0009, is a control character" },
		{ "right-to-left mark", "a\xe2\x80\x8f", "U+200F, is an invisible character" },
		{ "not in any font", "\xc8\xa2", "U+0222, is not in the document's fonts" },
		{ "not UTF-8", "M\xfcller", "account_name: the text is not valid UTF-8" },
	};
	struct sample *s = malloc(sizeof(*s));
	struct err e;
	size_t i;

	sample_invoice(s, 3, 1, 1);
	assert_int_equal(document_check(stock, &s->model, &e), 0);
	for (i = 0; i < LENGTH(ROWS); i++) {
		s->model.account_name = ROWS[i].text;
		assert_int_equal(document_check(stock, &s->model, &e), -1);
		assert_int_equal(e.kind, ERR_REJECT);
		if (strstr(e.text, ROWS[i].want) == NULL)
			fail_msg("%s: got \"%s\", want \"%s\"", ROWS[i].name, e.text, ROWS[i].want);
	}
	s->model.account_name = "";
	s->lines[2].description = "\xd9\x85";
	assert_int_equal(document_check(stock, &s->model, &e), -1);
	assert_non_null(strstr(e.text, "lines 3 description: character 1"));
	free(s);
}

static void
sums_that_do_not_add_up_are_refused(void **state)
{
	struct sample *s = malloc(sizeof(*s));
	int64_t *parts[] = { &s->model.net_minor, &s->model.tax_minor, &s->model.total_minor,
		&s->model.due_minor, &s->model.previous_minor, &s->lines[1].amount_minor,
		&s->taxes[0].tax_minor };
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(parts); i++) {
		sample_invoice(s, 3, 1, 1);
		*parts[i] += 1;
		assert_int_equal(document_check(stock, &s->model, &e), -1);
		assert_non_null(strstr(e.text, "add up"));
	}
	free(s);
}

/* Greek alpha is in the font, but not in this run's subset: the press refuses it, and goes on. */
static void
a_press_refuses_what_was_not_prepared_and_can_be_used_again(void **state)
{
	struct document_press *press = document_press_new(stock);
	struct sample *s = malloc(sizeof(*s));
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY, want = draw(3, 3);
	struct err e;

	sample_invoice(s, 3, 3, 3);
	s->model.account_name = "\xce\xb1";
	assert_int_equal(document_draw(press, &s->model, &pdf, &facts, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_non_null(strstr(e.text, "U+03B1"));
	s->model.account_name = "Eleanor Whitfield";
	assert_int_equal(document_draw(press, &s->model, &pdf, &facts, &e), 0);
	assert_int_equal(pdf.length, want.length);
	assert_memory_equal(pdf.data, want.data, want.length);
	document_press_free(press);
	buf_release(&pdf);
	buf_release(&want);
	free(s);
}

static void
a_wrong_style_is_refused_with_what_is_wrong(void **state)
{
	static const struct document_file NO_LAYOUT = { "baroque", "[page]\nsize = a5\n", 0 };
	static const struct document_file NO_PICTURE = { "logo.gif", "GIF89a", 6 };
	static const struct {
		const char *name;
		struct document_style style;
		const char *want;
	} ROWS[] = {
		{ "no font",
		    { "/nonexistent.ttf", SAMPLE_FONT_BOLD, "", "", "#1f5f8b", NULL, NULL, 0, 0 },
		    "/nonexistent.ttf" },
		{ "no second font",
		    { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD, "/gone.ttf", "/gone.ttf", "#1f5f8b",
			NULL, NULL, 0, 0 },
		    "/gone.ttf" },
		{ "no bold one",
		    { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD, SAMPLE_OTHER_REGULAR, "", "#1f5f8b",
			NULL, NULL, 0, 0 },
		    "no bold one" },
		{ "no colour",
		    { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD, "", "", "blue", NULL, NULL, 0, 0 },
		    "\"blue\"" },
		{ "no layout",
		    { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD, "", "", "#1f5f8b", &NO_LAYOUT, NULL, 1,
			0 },
		    "layout baroque" },
		{ "no picture",
		    { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD, "", "", "#1f5f8b", NULL, &NO_PICTURE,
			0, 1 },
		    "neither PNG nor JPEG" },
	};
	struct document_charset *set = document_charset_new();
	struct document_stock *none;
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		assert_int_equal(document_stock_new(&ROWS[i].style, set, &none, &e), -1);
		assert_int_equal(e.kind, ERR_REJECT);
		assert_null(none);
		if (strstr(e.text, ROWS[i].want) == NULL)
			fail_msg("%s: got \"%s\"", ROWS[i].name, e.text);
	}
	document_charset_free(set);
}

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

static void
numbers_and_dates_are_written_as_the_language_does(void **state)
{
	static const struct {
		const char *language, *money, *zero, *date, *price;
	} ROWS[] = {
		{ "en", MINUS "1,234,567.05", "0.00", "5" NBSP "Oct" NBSP "2026",
		    MINUS "$1,234,567.05" },
		{ "en-AU", MINUS "1,234,567.05", "0.00", "5" NBSP "Oct" NBSP "2026",
		    MINUS "$1,234,567.05" },
		{ "de", MINUS "1.234.567,05", "0,00", "05.10.2026", MINUS "1.234.567,05" NBSP "$" },
		{ "fr", MINUS "1" NBSP "234" NBSP "567,05", "0,00", "05/10/2026",
		    MINUS "1" NBSP "234" NBSP "567,05" NBSP "$" },
		{ "pl", MINUS "1" NBSP "234" NBSP "567,05", "0,00", "05.10.2026",
		    MINUS "1" NBSP "234" NBSP "567,05" NBSP "$" },
		{ "xx", MINUS "1,234,567.05", "0.00", "5" NBSP "Oct" NBSP "2026",
		    MINUS "$1,234,567.05" },
	};
	struct arena arena = ARENA_EMPTY;
	const struct locale *l;
	const char *money;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		l = locale_find(ROWS[i].language);
		money = locale_money(l, &arena, -123456705, 2);
		assert_string_equal(money, ROWS[i].money);
		assert_string_equal(locale_money(l, &arena, 0, 2), ROWS[i].zero);
		assert_string_equal(locale_date(l, &arena, date_from_ymd(2026, 10, 5)),
		    ROWS[i].date);
		assert_string_equal(locale_price(l, &arena, money, "AUD"), ROWS[i].price);
	}
	assert_string_equal(locale_money(locale_find("en"), &arena, INT64_MIN, 2),
	    MINUS "92,233,720,368,547,758.08");
	assert_string_equal(locale_decimal(locale_find("en"), &arena, (struct decimal){ 1234, 0 }),
	    "1,234");
	assert_string_equal(locale_decimal(locale_find("en"), &arena, (struct decimal){ -5, 4 }),
	    MINUS "0.0005");
	arena_release(&arena);
}

/* Every language says everything, with as many gaps as English has. */
static void
no_text_is_missing_in_any_language(void **state)
{
	int language, text;
	const char *english, *own, *a, *b;

	for (text = 0; text < TEXT_COUNT; text++) {
		english = texts_find(TEXTS_EN, (enum text)text);
		assert_true(english[0] != '\0');
		for (language = 1; language < TEXTS_LANGUAGES; language++) {
			own = texts_find((enum texts_language)language, (enum text)text);
			for (a = english, b = own; a != NULL && b != NULL;) {
				a = strstr(a, "%s");
				b = strstr(b, "%s");
				if ((a == NULL) != (b == NULL) || own[0] == '\0')
					fail_msg("text %d, language %d: \"%s\" for \"%s\"", text,
					    language, own, english);
				a = a == NULL ? NULL : a + 2;
				b = b == NULL ? NULL : b + 2;
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_model_is_the_same_bytes_from_any_press_and_thread),
		cmocka_unit_test(what_was_drawn_is_read_back),
		cmocka_unit_test(a_page_of_another_customer_is_found_out),
		cmocka_unit_test(a_damaged_file_is_refused_and_never_read_beyond_its_end),
		cmocka_unit_test(what_cannot_be_drawn_is_named),
		cmocka_unit_test(sums_that_do_not_add_up_are_refused),
		cmocka_unit_test(a_press_refuses_what_was_not_prepared_and_can_be_used_again),
		cmocka_unit_test(a_wrong_style_is_refused_with_what_is_wrong),
		cmocka_unit_test(numbers_and_dates_are_written_as_the_language_does),
		cmocka_unit_test(no_text_is_missing_in_any_language),
	};

	return (cmocka_run_group_tests(tests, make_stock, free_stock));
}
