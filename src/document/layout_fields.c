#include "document/layout_fields.h"

#include "document/payment_codes.h"
#include "document/sheet_words.h"

/* ---- fields that are worked out rather than stored ---------------------------------------------
 */

static int64_t
count_page(const void *maker)
{
	const struct sheet *s = maker;

	return ((int64_t)s->page + 1);
}

static int64_t
count_pages(const void *maker)
{
	const struct sheet *s = maker;

	return ((int64_t)canvas_pages(s->canvas));
}

static const char *
make_kind(const void *maker)
{
	const struct sheet *s = maker;
	static const char *const KINDS[] = { [DOCUMENT_INVOICE] = "invoice",
		[DOCUMENT_REVERSAL] = "reversal",
		[DOCUMENT_STATEMENT] = "statement",
		[DOCUMENT_REMINDER] = "reminder" };

	return (KINDS[s->model->kind]);
}

static const char *
make_period(const void *maker)
{
	const struct sheet *s = maker;

	return (locale_period(s->locale, s->arena, s->model->period_from, s->model->period_to));
}

static const char *
make_sender_line(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_sender(s));
}

static const char *
make_title(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_title(s));
}

static const char *
make_page_of(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_fill_two(s, TEXT_PAGE,
	    arena_printf(s->arena, "%lld", (long long)count_page(s)),
	    arena_printf(s->arena, "%lld", (long long)count_pages(s))));
}

static const char *
make_cancels(const void *maker)
{
	const struct sheet *s = maker;

	return (s->model->reverses[0] == '\0' ? ""
					      : sheet_fill(s, TEXT_CANCELS, s->model->reverses));
}

static const char *
make_level(const void *maker)
{
	const struct sheet *s = maker;

	return (s->model->level > 0 ? arena_printf(s->arena, "%d", s->model->level) : "");
}

static const char *
make_copy(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_mark(s));
}

/* The name of this document's number. */
static const char *
make_number_label(const void *maker)
{
	const struct sheet *s = maker;
	static const enum text LABELS[] = { [DOCUMENT_INVOICE] = TEXT_INVOICE_NUMBER,
		[DOCUMENT_REVERSAL] = TEXT_CREDIT_NUMBER,
		[DOCUMENT_STATEMENT] = TEXT_LETTER_NUMBER,
		[DOCUMENT_REMINDER] = TEXT_LETTER_NUMBER };

	return (sheet_text(s, LABELS[s->model->kind]));
}

static const char *
make_language(const void *maker)
{
	const struct sheet *s = maker;

	return (locale_code(s->locale));
}

static const char *
make_sender_lines(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_join_lines(s, s->model->sender_lines, "\n"));
}

static const char *
make_recipient(const void *maker)
{
	const struct sheet *s = maker;

	return (sheet_join_lines(s, s->model->recipient, "\n"));
}

/* The text of each payment code. */
#define PAYMENT_CODE(word, symbology, text_of, on_slip, label) \
	static const char *make_##word(const void *maker) \
	{ \
		const struct sheet *s = maker; \
\
		return (text_of(s->arena, s->model)); \
	}
#include "document/payment_codes.def"
#undef PAYMENT_CODE

/* ---- the table --------------------------------------------------------------------------------
 */

#define STORED(name, type, member) \
	{ #name, type, false, offsetof(struct document_model, member), NULL, NULL }
#define TEXT_FIELD(name) STORED(name, SOURCE_TEXT, name)
#define MONEY_FIELD(name) STORED(name, SOURCE_MONEY, name##_minor)
#define DATE_FIELD(name) STORED(name, SOURCE_DATE, name)
#define MADE_FIELD(name) { #name, SOURCE_TEXT, false, 0, make_##name, NULL }
#define PAGE_FIELD(name) { #name, SOURCE_NUMBER, true, 0, NULL, count_##name }

static const struct source FIELDS[] = {
	TEXT_FIELD(invoice_number),
	TEXT_FIELD(account_number),
	TEXT_FIELD(account_name),
	TEXT_FIELD(reverses),
	TEXT_FIELD(site),
	TEXT_FIELD(supply_address),
	TEXT_FIELD(plan),
	TEXT_FIELD(currency),
	TEXT_FIELD(sender_name),
	TEXT_FIELD(sender_tax_number),
	TEXT_FIELD(sender_email),
	TEXT_FIELD(sender_street),
	TEXT_FIELD(sender_postcode),
	TEXT_FIELD(sender_town),
	TEXT_FIELD(sender_country),
	TEXT_FIELD(bank_name),
	TEXT_FIELD(bank_account),
	TEXT_FIELD(biller_code),
	TEXT_FIELD(logo),
	DATE_FIELD(invoice_date),
	DATE_FIELD(due_date),
	DATE_FIELD(period_from),
	DATE_FIELD(period_to),
	MONEY_FIELD(previous),
	MONEY_FIELD(received),
	MONEY_FIELD(adjusted),
	MONEY_FIELD(net),
	MONEY_FIELD(tax),
	MONEY_FIELD(total),
	MONEY_FIELD(due),
	MADE_FIELD(sender_lines),
	MADE_FIELD(recipient),
	MADE_FIELD(kind),
	MADE_FIELD(period),
	MADE_FIELD(sender_line),
	MADE_FIELD(title),
#define PAYMENT_CODE(word, symbology, text_of, on_slip, label) MADE_FIELD(word),
#include "document/payment_codes.def"
#undef PAYMENT_CODE
	PAGE_FIELD(page),
	PAGE_FIELD(pages),
	{ "page_of", SOURCE_TEXT, true, 0, make_page_of, NULL },
	MADE_FIELD(cancels),
	MADE_FIELD(copy),
	MADE_FIELD(level),
	MADE_FIELD(language),
	MADE_FIELD(number_label),
};

const struct source_list LAYOUT_FIELDS = { FIELDS, LENGTH(FIELDS),
	"`billspool layout fields` lists them" };
