#include "document/trial.h"

#include "base/date.h"
#include "base/memory.h"
#include "words/locale.h"
#include "document/stock.h"

/*
 * Enough for three pages in any layout whose lines can be read; a page of small print has about
 * sixty.
 */
#define LINES 150
#define AMOUNT 1234

/* The documents that are drawn with a layout: kinds and states that its conditions may tell apart.
 */
static const struct {
	enum document_kind kind;
	int level;      /* of a reminder */
	int64_t before; /* the balance */
	bool copy;
	bool bare; /* a sender and a customer of whom little is known */
	bool each; /* drawn in each language, not in English alone */
} TRIALS[] = {
	{ DOCUMENT_INVOICE, 0, 5000, false, false, false },
	{ DOCUMENT_INVOICE, 0, 0, false, true, false },
	{ DOCUMENT_INVOICE, 0, 0, false, false, true },
	{ DOCUMENT_INVOICE, 0, -90000000, false, false, false },
	{ DOCUMENT_INVOICE, 0, 5000, true, false, false },
	{ DOCUMENT_REVERSAL, 0, 0, false, false, false },
	{ DOCUMENT_STATEMENT, 0, 5000, false, false, false },
	{ DOCUMENT_STATEMENT, 0, -90000000, false, true, true },
	{ DOCUMENT_REMINDER, 1, 5000, false, false, false },
	{ DOCUMENT_REMINDER, 2, 5000, false, true, false },
	{ DOCUMENT_REMINDER, 3, 5000, false, false, true },
};

/* A document of the trial, and the tools that draw it and read it back. */
struct trial {
	struct document_press *press;
	struct document_verifier *verifier;
	struct document_model model;
	struct document_line lines[LINES];
	struct document_entry entries[LINES];
	struct document_tax tax;
	struct buf pdf;
};

/* Who sends it to whom; of a bare one, only what no document can be without. */
static void
make_parties(struct document_model *m, bool bare)
{
	int i;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		m->sender_lines[i] = m->recipient[i] = "";
	m->sender_name = m->account_name = m->recipient[0] = "Trial";
	m->sender_street = m->sender_postcode = m->sender_town = m->sender_country =
	    m->sender_tax_number = m->sender_email = "";
	m->bank_name = m->bank_account = m->biller_code = m->supply_address = m->plan = m->site =
	    m->logo = m->reverses = "";
	if (bare)
		return;
	m->sender_lines[0] = m->sender_street = "1 Trial Street";
	m->sender_tax_number = m->biller_code = "123456";
	m->sender_email = "trial@example.org";
	m->bank_name = m->supply_address = m->plan = m->site = "Trial";
	m->bank_account = "062-000 1234 5678";
}

/* Its lines, or entries, and the sums that they come to. */
static void
make_sums(struct trial *t, bool letter)
{
	struct document_model *m = &t->model;
	int64_t amount = m->kind == DOCUMENT_REVERSAL ? -AMOUNT : AMOUNT,
		balance = m->previous_minor;
	size_t i;

	for (i = 0; i < LINES; i++) {
		balance += amount;
		t->lines[i] = (struct document_line){ .group = "Trial",
			.description = "Trial",
			.meter = "",
			.unit = "",
			.quantity = { 1, 0 },
			.price = { amount, 2 },
			.from = m->period_from,
			.to = m->period_to,
			.amount_minor = amount,
			.tax_code = "GST" };
		t->entries[i] = (struct document_entry){ .kind = ENTRY_INVOICE,
			.day = m->period_from,
			.due = m->period_to,
			.days_late = 1,
			.level = m->level,
			.reference = "INV-1",
			.whole_minor = amount,
			.amount_minor = amount,
			.balance_minor = balance };
	}
	m->total_minor = LINES * amount;
	m->net_minor = letter ? 0 : m->total_minor;
	m->due_minor = m->bands_minor[0] = balance;
	t->tax = (struct document_tax){ "GST", { 0, 0 }, m->net_minor, 0 };
	m->lines = t->lines;
	m->entries = t->entries;
	m->taxes = &t->tax;
	m->line_count = letter ? 0 : LINES;
	m->tax_count = letter ? 0 : 1;
	m->entry_count = letter ? LINES : 0;
}

/* The document of a row of TRIALS, in a language. */
static void
make_trial(struct trial *t, const struct layout *layout, size_t number,
    enum texts_language language)
{
	bool letter =
	    TRIALS[number].kind == DOCUMENT_STATEMENT || TRIALS[number].kind == DOCUMENT_REMINDER;

	t->model = (struct document_model){ .kind = TRIALS[number].kind,
		.copy = TRIALS[number].copy,
		.layout = layout->name,
		.invoice_number = "INV-7654321",
		.account_number = "1234567",
		.level = TRIALS[number].level,
		.currency = "AUD",
		.minor_places = 2,
		.language = locale_code(locale_of(language)),
		.invoice_date = date_from_ymd(2026, 11, 2),
		.due_date = date_from_ymd(2026, 11, 16),
		.period_from = date_from_ymd(2026, 10, 1),
		.period_to = date_from_ymd(2026, 10, 31),
		.previous_minor = TRIALS[number].before,
		.messages = { "", "", "", "" } };
	make_parties(&t->model, TRIALS[number].bare);
	make_sums(t, letter);
}

/*
 * Is this section drawn on the page with this number, counted from 0, and has it texts of its own?
 */
static bool
speaks_on(const struct layout_element *x, size_t page)
{
	if (x->kind == LAYOUT_FACTS)
		return (page == 0);
	return (x->kind == LAYOUT_TEXT && x->placed &&
	    (x->where == ON_ALL || x->where == (page == 0 ? ON_FIRST : ON_NEXT)));
}

/*
 * The section that the missing field could be added to: of those without a condition the last one,
 * which is the foot of the page.
 */
static const struct layout_element *
find_speaker(const struct layout *layout, size_t page)
{
	const struct layout_element *found = NULL;
	size_t i;

	for (i = 0; i < layout->count; i++)
		if (speaks_on(&layout->elements[i], page) &&
		    (found == NULL || layout->elements[i].when == NULL))
			found = &layout->elements[i];
	return (found);
}

/* Name the field that is missing, its page, and the section that it could be added to. */
static int
refuse_trial(const struct layout *layout, const struct document_lack *lack, struct err *e)
{
	const struct layout_element *x = find_speaker(layout, lack->page);

	if (x == NULL)
		return (err_reject(e,
		    "layout %s: a bill of several pages would not show {%s} on page %zu. Add a "
		    "section [text foot] with `page = all`, x, y and `text = {invoice_number} "
		    "{account_number} {page_of}`.",
		    layout->name, lack->field, lack->page + 1));
	return (err_reject(e,
	    "layout %s, line %zu: a bill of several pages would not show {%s} on page %zu, so "
	    "nobody could tell whose that page is. Write {%s} into [%s], or into another section "
	    "that stands on that page and has no `when`.",
	    layout->name, x->line, lack->field, lack->page + 1, lack->field, x->name));
}

/* Draw the document and read it back. */
static int
try_document(struct trial *t, const struct layout *layout, struct err *e)
{
	const struct document_model *m = &t->model;
	char due[DECIMAL_SIZE];
	struct document_expected expected = { m->account_number, m->invoice_number, due, "" };
	struct document_facts facts;
	struct document_lack lack;

	decimal_format_money(m->due_minor, m->minor_places, due);
	if (document_draw(t->press, m, &t->pdf, &facts, e) != 0)
		return (err_context(e, "layout %s", layout->name));
	expected.mark = facts.mark;
	if (document_verify(t->verifier, t->pdf.data, t->pdf.length, &expected, e) == 0)
		return (0);
	lack = document_verifier_lack(t->verifier);
	return (lack.field != NULL ? refuse_trial(layout, &lack, e)
				   : err_context(e, "layout %s", layout->name));
}

/* Draw the documents of a row of TRIALS. */
static int
try_row(struct trial *t, const struct layout *layout, size_t number, struct err *e)
{
	int count = TRIALS[number].each ? TEXTS_LANGUAGES : 1, language, rc = 0;

	for (language = 0; language < count && rc == 0; language++) {
		make_trial(t, layout, number, (enum texts_language)language);
		rc = try_document(t, layout, e);
	}
	return (rc);
}

/* Is the layout for documents of this kind? */
static bool
suits(const struct layout *layout, enum document_kind kind)
{
	return (layout_has(layout,
	    kind == DOCUMENT_INVOICE || kind == DOCUMENT_REVERSAL ? LAYOUT_LINES : LAYOUT_ENTRIES));
}

int
trial_layouts(const struct document_stock *stock, struct err *e)
{
	struct trial *t = memory_new(1, sizeof(*t));
	size_t i, number;
	int rc = 0;

	t->press = document_press_new(stock);
	t->verifier = document_verifier_new();
	for (i = 0; i < stock->layout_count && rc == 0; i++) {
		for (number = 0; number < LENGTH(TRIALS) && rc == 0; number++)
			if (suits(stock->layouts[i], TRIALS[number].kind))
				rc = try_row(t, stock->layouts[i], number, e);
	}
	document_press_free(t->press);
	document_verifier_free(t->verifier);
	buf_release(&t->pdf);
	free(t);
	return (rc);
}
