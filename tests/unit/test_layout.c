#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "layout/layout_read.h"
#include "document/layout_fields.h"
#include "document/payment.h"
#include "document/payment_codes.h"
#include "document/sheet_words.h"

/* What a layout file may say, and what is said about one that says something else. */

/* Read a layout's text with the fields of documents. */
static int
parse(struct arena *arena, const char *name, const char *text, uint32_t accent,
    struct layout **layout, struct err *e)
{
	const struct layout_file file = {
		.name = name, .text = text, .fields = &LAYOUT_FIELDS, .accent = accent
	};

	return (layout_read(arena, &file, layout, e));
}

#define REST "[address]\n[summary]\n[lines]\n"

static void
layouts_that_are_wrong_are_refused_with_line_key_and_remedy(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} ROWS[] = {
		{ "unknown section", "[page]\nsize = a4\n[tabel]\nx = 1\n" REST,
		    "layout mine, line 3: there is no section [tabel]" },
		{ "unknown key", REST "[text a]\ncolor = red\ntext = x\n",
		    "layout mine, line 5: [text a] color = red: an element of this kind has no "
		    "such key" },
		{ "unknown field", REST "[text a]\ntext = Dear {name}\n",
		    "line 5: [text a] text = Dear {name}: there is no field called \"name\"" },
		{ "unknown text", REST "[text a]\ntext = {#amont_due}\n",
		    "there is no text called \"amont_due\"" },
		{ "unknown format", REST "[text a]\ntext = {due:euro}\n",
		    "there is no format called \"euro\"" },
		{ "format of another type", REST "[text a]\ntext = {site:price}\n",
		    "{site:price}: this format is not for such a field" },
		{ "open brace", REST "[text a]\ntext = {due\n",
		    "a brace is opened and not closed" },
		{ "no length", REST "[box a]\nx = wide\n",
		    "line 5: [box a] x = wide: \"wide\" is not a length in millimetres" },
		{ "no colour", "[colours]\naccent = green\n" REST, "\"green\" is not a colour" },
		{ "no ink", "[inks]\nbody = italic 9 dark\n" REST, "an ink is a face, a size" },
		{ "no window", "[page]\nwindow = dl\n" REST,
		    "there is no window called \"dl\"; there are din5008-b, din5008-a, "
		    "swiss-right, swiss-left, french, us-10; a file windows.ini" },
		{ "nowhere", REST "[box a]\nwidth = 1\nheight = 1\n",
		    "line 4: [box a] needs x and y" },
		{ "no size", REST "[box a]\nx = 1\ny = 1\n", "[box a] needs width and height" },
		{ "nothing said", REST "[text a]\nx = 1\n", "[text a] says nothing" },
		{ "twice", REST "[lines]\n", "line 4: there are two sections [lines]" },
		{ "no address", "[summary]\n[lines]\n", "layout mine has no [address]" },
		{ "margins", "[page]\nleft = 100\nright = 90\n" REST,
		    "the margins leave less than 80 mm" },
		{ "condition", REST "[text a]\nwhen = due >\ntext = x\n",
		    "due is compared with nothing" },
		{ "condition's value", REST "[text a]\nwhen = due > much\ntext = x\n",
		    "due is an amount" },
		{ "condition's words", REST "[text a]\nwhen = due > 0 but logo\ntext = x\n",
		    "\"but\" stands where only `and` or `or` can" },
		{ "gaps of a text", "[texts.de]\ndue_by = bald\n" REST,
		    "this text must have as many %s" },
		{ "unknown text's key", "[texts]\nhello = Hi\n" REST,
		    "there is no text called so" },
		{ "row", REST "[facts]\nrow = {plan}\n", "a row is a label, a bar and a value" },
		{ "size of nothing", REST "[text a]\nsize = 0\ntext = x\n",
		    "\"0\" is not a size from 6 to 72 points" },
		{ "lines on one another", "[page]\nline = 0\n" REST,
		    "\"0\" is not a size from 6 to 72 points" },
		{ "negative width", REST "[box a]\nx = 1\ny = 1\nwidth = -5\n",
		    "\"-5\" is not a length in millimetres" },
		{ "beside the sheet", REST "[text a]\nx = 25\ny = 300\ntext = x\n",
		    "line 4: [text a] stands beside the sheet" },
		{ "in the margin", REST "[text a]\nx = 195\ny = 30\ntext = x\n",
		    "[text a] begins in the right margin; give it a width" },
		{ "pages before their time", REST "[text a]\ntext = {pages}\n",
		    "line 4: [text a] has page, pages" },
		{ "pages in a condition", REST "[break]\nwhen = pages > 1\n",
		    "[break] has page, pages" },
		{ "pages in facts", REST "[facts]\nx = 110\ny = 40\nrow = {#page} | {page_of}\n",
		    "[facts] has page, pages" },
		{ "table too narrow", "[page]\nright = 90\n" REST,
		    "[page]: the margins leave 95 mm for the table of [lines], which needs 130" },
		{ "column beyond the table", "[address]\n[summary]\n[lines]\nprice = 900\n",
		    "line 3: [lines] price = 900: description, days" },
		{ "columns out of order", "[address]\n[summary]\n[lines]\nunit = 80\n",
		    "line 3: [lines] unit = 80" },
		{ "chart larger than a page", REST "[chart]\nheight = 260\n",
		    "line 4: [chart] height = 260: a page has room for one of 1" },
		{ "lines of another page", REST "[text a]\nleading = 900\ntext = x\n",
		    "[text a] has lines on one another, or too far apart" },
		{ "text over text",
		    REST "[text a]\nx = 120\ny = 30\nwidth = 60\ntext = x\n[text b]\nx = 130\ny = "
			 "31\nwidth = 40\ntext = y\n",
		    "line 9: [text b] stands on [text a] of line 4" },
		{ "over the edge", REST "[text a]\nx = 150\ny = 30\nwidth = 80\ntext = x\n",
		    "[text a] leaves the sheet" },
		{ "text in the foot", REST "[text a]\npage = all\nx = 30\ny = 270\ntext = x\n",
		    "make bottom in [page] at least 2" },
		{ "text in the head", REST "[text a]\npage = next\nx = 30\ny = 33\ntext = x\n",
		    "make top in [page] at least 3" },
		{ "facts without values",
		    REST
		    "[facts]\nx = 120\ny = 46\nwidth = 70\nlabel = 60\nrow = {#plan} | {plan}\n",
		    "[facts] has labels that leave" },
		{ "window off the sheet",
		    "[page]\nwindow = mine\n[window mine]\nleft = 150\ntop = 45\nwidth = "
		    "90\nheight = 45\n" REST,
		    "it leaves the sheet" },
		{ "window too low",
		    "[page]\nwindow = mine\n[window mine]\nleft = 20\ntop = 45\nwidth = 90\nheight "
		    "= 15\n" REST,
		    "it has 82 x 15.0 mm for the address, which needs 50 x 20.5" },
		{ "window without numbers",
		    "[page]\nwindow = mine\n[window mine]\nleft = 20\n" REST,
		    "the window \"mine\" needs left, top, width and height" },
		{ "window's key",
		    "[page]\nwindow = mine\n[window mine]\nleft = 20\nheigth = 9\n" REST,
		    "line 5: [window mine] heigth = 9: a window has no such key" },
		{ "lines on one another when tight", "[page]\ntighten = 21\n" REST,
		    "line 2: [page] tighten = 21: \"21\" is not a number of percent from 0 to 20" },
		{ "tight by a word", "[page]\ntighten = much\n" REST,
		    "\"much\" is not a number of percent" },
		{ "a part that is neither", REST "[payment]\npart = maybe\n",
		    "\"maybe\" is neither yes nor no" },
		{ "number of pages",
		    REST "[text a]\nx = 25\ny = 9\nwhen = pages > many\ntext = x\n",
		    "pages is a number" },
	};
	struct arena arena = ARENA_EMPTY;
	struct layout *layout;
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		assert_int_equal(parse(&arena, "mine", ROWS[i].text, 0x1f5f8b, &layout, &e), -1);
		assert_int_equal(e.kind, ERR_REJECT);
		if (strstr(e.text, ROWS[i].want) == NULL)
			fail_msg("%s: got \"%s\", want \"%s\"", ROWS[i].name, e.text, ROWS[i].want);
	}
	arena_release(&arena);
}

static void
layouts_that_are_shipped_are_right(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct layout *layout;
	struct err e = { 0 };
	size_t i;

	for (i = 0; layout_shipped_name(i) != NULL; i++)
		if (parse(&arena, layout_shipped_name(i), layout_shipped(layout_shipped_name(i)),
			0x1f5f8b, &layout, &e) != 0)
			fail_msg("%s", e.text);
	assert_int_equal(i, 5);
	arena_release(&arena);
}

/* The window of a layout from a file of windows, and again from what is kept of both. */
static void
a_window_of_ones_own_stays_with_the_layout(void **state)
{
	static const char TEXT[] = "[page]\nwindow = house\n" REST;
	static const char HOUSE[] = "[other]\nleft = 1\n[house]\nleft = 30\ntop = 50.8\nwidth = "
				    "90\nheight = 40\nfold = 99 198\n";
	struct arena arena = ARENA_EMPTY;
	struct layout *first, *again;
	struct err e;

	assert_int_equal(parse(&arena, "mine", TEXT, 0, &first, &e), -1);
	assert_int_equal(layout_read(&arena,
			     &(struct layout_file){ "mine", TEXT, &LAYOUT_FIELDS, HOUSE, 0 },
			     &first, &e),
	    0);
	assert_true(first->window.top == 144 && first->window.indent > 14 &&
	    first->window.fold[1] > first->window.fold[0]);
	assert_int_equal(parse(&arena, "mine", first->source, 0, &again, &e), 0);
	assert_memory_equal(&first->window, &again->window, sizeof(first->window));
	assert_int_equal(layout_read(&arena,
			     &(struct layout_file){
				 "mine", TEXT, &LAYOUT_FIELDS, "[house]\nleft = wide\n", 0 },
			     &first, &e),
	    -1);
	assert_non_null(strstr(e.text,
	    "line 2: [page] window = house: windows.ini: line 2: [house] left = wide: \"wide\" is "
	    "not a length"));
	arena_release(&arena);
}

/* A sheet with the sample on it, as far as texts need one. */
static void
make_sheet(struct sheet *s, struct sample *sample, struct layout *layout, struct arena *arena)
{
	*s = (struct sheet){ .arena = arena,
		.model = &sample->model,
		.layout = layout,
		.locale = locale_find(sample->model.language) };
}

static void
texts_and_conditions_say_what_the_document_says(void **state)
{
	static const struct {
		const char *text, *want;
	} TEXTS[] = {
		{ "Dear {account_name},", "Dear Eleanor Whitfield," },
		{ "{due}", "118.96" },
		{ "{due:price}", "$118.96" },
		{ "{due:plain} {due:cents}", "118.96 11896" },
		{ "{due_date:iso}", "2026-11-23" },
		{ "{due_date:dmy}", "23/11/2026" },
		{ "{{x}", "{x}" },
		{ "{#amount_due}: {total}", "Amount due: 107.91" },
		{ "{bank_account:digits}", "06200012345678" },
		{ "{account_number:upper}{plan:upper}", "100021RES-TOU-2026" },
		{ "{reverses}", "" },
		{ "cancels {reverses}", "" },
		{ "{kind} {language}", "invoice en" },
		{ "{bpay}", "1000215" },
		{ "", "" },
	};
	static const struct {
		const char *text;
		bool want;
	} CONDITIONS[] = {
		{ "due > 0", true },
		{ "due > 118.96", false },
		{ "due >= 118.96", true },
		{ "due <> 118.96", false },
		{ "reverses", false },
		{ "not reverses", true },
		{ "currency = aud", true },
		{ "currency = EUR or due < 200", true },
		{ "currency = EUR or due < 100", false },
		{ "due > 0 and currency = EUR or kind = invoice", true },
		{ "due_date > 2026-11-22", true },
		{ "due_date < 2026-11-23", false },
		{ "not not sender_email", true },
		{ "adjusted", true },
		{ "kind = reversal and due", false },
		{ "due = 118.960", true },
		{ "due > 118.955", true },
		{ "page = 1", true },
		{ "page < 10", true },
		{ "not page > 1", true },
	};
	const struct expression *expression;
	const struct condition *condition;
	struct arena arena = ARENA_EMPTY;
	struct sample *sample = malloc(sizeof(*sample));
	struct layout *layout;
	struct sheet s;
	struct err e = { 0 };
	size_t i;

	sample_invoice(sample, 3, 2, 21);
	assert_int_equal(parse(&arena, "classic", layout_shipped("classic"), 0, &layout, &e), 0);
	make_sheet(&s, sample, layout, &arena);
	for (i = 0; i < LENGTH(TEXTS); i++) {
		assert_int_equal(expression_parse(&arena, &LAYOUT_FIELDS, TEXTS[i].text,
				     &expression, &e),
		    0);
		if (strcmp(sheet_expression(&s, expression), TEXTS[i].want) != 0)
			fail_msg("%s: got \"%s\", want \"%s\"", TEXTS[i].text,
			    sheet_expression(&s, expression), TEXTS[i].want);
	}
	for (i = 0; i < LENGTH(CONDITIONS); i++) {
		assert_int_equal(condition_parse(&arena, &LAYOUT_FIELDS, CONDITIONS[i].text,
				     &condition, &e),
		    0);
		if (sheet_holds(&s, condition) != CONDITIONS[i].want)
			fail_msg("%s: got %d", CONDITIONS[i].text, !CONDITIONS[i].want);
	}
	free(sample);
	arena_release(&arena);
}

/* Read a layout that is right. */
static struct layout *
read_right(struct arena *arena, const char *text)
{
	struct layout *layout;
	struct err e = { 0 };

	if (parse(arena, "mine", text, 0x1f5f8b, &layout, &e) != 0)
		fail_msg("%s", e.text);
	return (layout);
}

/* What an element looks like does not depend on the order of sections or keys. */
static void
colours_and_inks_hold_wherever_they_stand(void **state)
{
	static const char *const BEFORE =
	    "[colours]\naccent = #ff0000\ndark = #010203\n[inks]\nsmall = bold 6.3 accent\n"
	    "[text a]\nink = small\nsize = 9\ncolour = dark\ntext = x\n[text b]\nbold = "
	    "yes\ncolour = #000000\ntext = y\n" REST;
	static const char *const AFTER =
	    "[text a]\ncolour = dark\nsize = 9\nink = small\ntext = x\n[text b]\ncolour = "
	    "#000000\nbold = yes\n"
	    "text = y\n" REST
	    "[inks]\nsmall = bold 6.3 accent\n[colours]\ndark = #010203\naccent = #ff0000\n";
	static const char *const FILES[] = { BEFORE, AFTER };
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(FILES); i++) {
		const struct layout *layout = read_right(&arena, FILES[i]);
		const struct script_style *a = &layout->elements[0].style,
					  *b = &layout->elements[1].style;

		assert_int_equal(layout->ink[INK_GROUP].colour, 0xff0000);
		assert_int_equal(layout->ink[INK_BODY].colour, 0x010203);
		assert_int_equal(layout->ink[INK_SMALL].colour, 0xff0000);
		assert_int_equal((int)(layout->ink[INK_SMALL].size * 8), 50);
		assert_true(a->face == SCRIPT_BOLD && (int)(a->size * 8) == 72 &&
		    a->colour == 0x010203);
		assert_true(b->face == SCRIPT_BOLD && (int)(b->size * 8) == 68 && b->colour == 0);
	}
	arena_release(&arena);
}

/* An asterisk makes a row of facts bold, and stands for itself in a text. */
static void
asterisks_are_for_rows(void **state)
{
	struct arena arena = ARENA_EMPTY;
	const struct layout *layout = read_right(&arena,
	    "[text a]\ntext = *now*\n[facts]\nx = 1\nrow = {#plan} | *{plan}\nrow = a | b\n" REST);
	const struct document_model model = { .currency = "AUD" };
	struct sheet s = { .arena = &arena, .layout = layout, .model = &model };

	assert_string_equal(sheet_expression(&s, layout->elements[0].texts[0].text), "*now*");
	assert_true(layout->elements[1].texts[0].strong && !layout->elements[1].texts[1].strong);
	arena_release(&arena);
}

/* What stands on the accent follows from it, unless the file says otherwise, before or after. */
static void
shades_follow_the_accent_unless_they_are_given(void **state)
{
	struct arena arena = ARENA_EMPTY;
	const struct layout *layout =
	    read_right(&arena, "[colours]\ntint = #111111\naccent = #ffff00\n" REST);

	assert_int_equal(layout->colour[COLOUR_TINT], 0x111111);
	assert_int_equal(layout->colour[COLOUR_ON_ACCENT], layout->colour[COLOUR_DARK]);
	assert_int_equal(layout->ink[INK_GROUP].colour, layout->colour[COLOUR_DARK]);
	arena_release(&arena);
}

/* 100.50 is 100.50 in yen, dollars and dinars, and what has no date is not before any. */
static void
conditions_know_the_currency_and_dates_that_are_not_there(void **state)
{
	static const struct {
		int places;
		int64_t due;
		const char *text;
		bool want;
	} ROWS[] = {
		{ 0, 101, "due > 100.50", true },
		{ 0, 100, "due > 100.50", false },
		{ 2, 10051, "due > 100.50", true },
		{ 3, 100500, "due = 100.50", true },
		{ 3, 100501, "due > 100.50", true },
		{ 2, 1, "due_date < 2026-01-01", false },
		{ 2, 1, "due_date <> 2026-01-01", true },
		{ 2, 1, "not due_date", true },
	};
	struct sample *sample = malloc(sizeof(*sample));
	const struct condition *condition;
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	struct sheet s;
	size_t i;

	sample_invoice(sample, 3, 2, 21);
	sample->model.due_date = DATE_NONE;
	make_sheet(&s, sample, read_right(&arena, REST), &arena);
	for (i = 0; i < LENGTH(ROWS); i++) {
		sample->model.minor_places = ROWS[i].places;
		sample->model.due_minor = ROWS[i].due;
		assert_int_equal(condition_parse(&arena, &LAYOUT_FIELDS, ROWS[i].text, &condition,
				     &e),
		    0);
		if (sheet_holds(&s, condition) != ROWS[i].want)
			fail_msg("%s, places %d: got %d", ROWS[i].text, ROWS[i].places,
			    !ROWS[i].want);
	}
	free(sample);
	arena_release(&arena);
}

/*
 * Check digits: IBANs of the registry's examples, and numbers of ISO/IEC 7812-1 and of everyday
 * life.
 */
static void
check_digits_are_those_of_the_standards(void **state)
{
	static const struct {
		const char *iban;
		bool want;
	} IBANS[] = {
		{ "DE89 3704 0044 0532 0130 00", true },
		{ "GB29NWBK60161331926819", true },
		{ "ch93 0076 2011 6238 5295 7", true },
		{ "NO9386011117947", true },
		{ "FR1420041010050500013M02606", true },
		{ "DE88 3704 0044 0532 0130 00", false },
		{ "062-000 1234 5678", false },
		{ "", false },
		{ "DE89", false },
		{ "DE89370400440532013000DE89370400440532013000", false },
	};
	static const struct {
		const char *account, *want;
	} NUMBERS[] = { { "7992739871", "79927398713" }, { "100021", "1000215" }, { "0", "00" },
		{ "A1", "" }, { "", "" } };
	struct sample *sample = malloc(sizeof(*sample));
	struct arena arena = ARENA_EMPTY;
	size_t i;

	sample_invoice(sample, 3, 2, 21);
	for (i = 0; i < LENGTH(IBANS); i++)
		if (payment_is_iban(IBANS[i].iban) != IBANS[i].want)
			fail_msg("%s", IBANS[i].iban);
	for (i = 0; i < LENGTH(NUMBERS); i++) {
		sample->model.account_number = NUMBERS[i].account;
		if (strcmp(payment_bpay(&arena, &sample->model), NUMBERS[i].want) != 0)
			fail_msg("%s: got %s", NUMBERS[i].account,
			    payment_bpay(&arena, &sample->model));
	}
	free(sample);
	arena_release(&arena);
}

/* Each code is a field; on the slip is the first one that the bill can be paid by, in squares. */
static void
a_code_to_pay_by_is_a_field_and_may_be_on_the_slip(void **state)
{
	static const struct {
		const char *currency, *account, *code;
		bool copy;
	} ROWS[] = {
		{ "EUR", "DE89 3704 0044 0532 0130 00", "epc", false },
		{ "EUR", "DE89 3704 0044 0532 0130 00", NULL, true },
		{ "AUD", "DE89 3704 0044 0532 0130 00", NULL, false },
		{ "EUR", "062-000 1234 5678", NULL, false },
		{ "CHF", "CH93 0076 2011 6238 5295 7", NULL, false },
	};
	struct sample *sample = malloc(sizeof(*sample));
	const struct payment_code *code;
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	const char *text;
	size_t i;

	for (i = 0; (code = payment_codes_at(i)) != NULL; i++)
		if (source_find(&LAYOUT_FIELDS, code->name, &e) == NULL)
			fail_msg("%s", e.text);
	assert_true(i > 0);
	sample_invoice(sample, 3, 2, 21);
	for (i = 0; i < LENGTH(ROWS); i++) {
		sample->model.currency = ROWS[i].currency;
		sample->model.bank_account = ROWS[i].account;
		sample->model.copy = ROWS[i].copy;
		code = payment_codes_on_slip(&arena, &sample->model, &text);
		if (strcmp(code == NULL ? "" : code->name,
			ROWS[i].code == NULL ? "" : ROWS[i].code) != 0)
			fail_msg("%s to %s: got %s", ROWS[i].currency, ROWS[i].account,
			    code == NULL ? "none" : code->name);
		if (code != NULL)
			assert_true(code->symbology == CODE_QR &&
			    strncmp(text, "BCD\n002\n", 8) == 0);
	}
	free(sample);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layouts_that_are_wrong_are_refused_with_line_key_and_remedy),
		cmocka_unit_test(a_window_of_ones_own_stays_with_the_layout),
		cmocka_unit_test(layouts_that_are_shipped_are_right),
		cmocka_unit_test(texts_and_conditions_say_what_the_document_says),
		cmocka_unit_test(colours_and_inks_hold_wherever_they_stand),
		cmocka_unit_test(asterisks_are_for_rows),
		cmocka_unit_test(shades_follow_the_accent_unless_they_are_given),
		cmocka_unit_test(conditions_know_the_currency_and_dates_that_are_not_there),
		cmocka_unit_test(check_digits_are_those_of_the_standards),
		cmocka_unit_test(a_code_to_pay_by_is_a_field_and_may_be_on_the_slip),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
