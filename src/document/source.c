#include "document/source.h"

#include "base/date.h"
#include "document/payment.h"
#include "document/swiss.h"

/* Fields that are worked out rather than stored. */
typedef const char *make_fn(const struct sheet *s);
typedef int64_t count_fn(const struct sheet *s);

struct source {
	const char *name;
	enum source_type type;
	size_t offset;
	make_fn *make;
	count_fn *count; /* of SOURCE_PAGE: as a number */
};

static int64_t
count_page(const struct sheet *s)
{
	return ((int64_t)s->page + 1);
}

static int64_t
count_pages(const struct sheet *s)
{
	return ((int64_t)canvas_pages(s->canvas));
}

static const char *
make_kind(const struct sheet *s)
{
	static const char *const KINDS[] = { [DOCUMENT_INVOICE] = "invoice",
		[DOCUMENT_REVERSAL] = "reversal",
		[DOCUMENT_STATEMENT] = "statement",
		[DOCUMENT_REMINDER] = "reminder" };

	return (KINDS[s->model->kind]);
}

static const char *
make_period(const struct sheet *s)
{
	return (locale_period(s->locale, s->arena, s->model->period_from, s->model->period_to));
}

static const char *
make_sender_line(const struct sheet *s)
{
	return (sheet_sender(s));
}

static const char *
make_title(const struct sheet *s)
{
	return (sheet_title(s));
}

static const char *
make_epc(const struct sheet *s)
{
	return (payment_epc(s->arena, s->model));
}

static const char *
make_swiss(const struct sheet *s)
{
	struct swiss_bill bill;

	return (swiss_make(s->arena, s->model, &bill) ? swiss_code(s->arena, &bill) : "");
}

static const char *
make_bpay(const struct sheet *s)
{
	return (payment_bpay(s->arena, s->model));
}

static const char *
make_page(const struct sheet *s)
{
	return (arena_printf(s->arena, "%lld", (long long)count_page(s)));
}

static const char *
make_pages(const struct sheet *s)
{
	return (arena_printf(s->arena, "%lld", (long long)count_pages(s)));
}

static const char *
make_page_of(const struct sheet *s)
{
	return (sheet_fill_two(s, TEXT_PAGE, make_page(s), make_pages(s)));
}

static const char *
make_cancels(const struct sheet *s)
{
	return (s->model->reverses[0] == '\0' ? ""
					      : sheet_fill(s, TEXT_CANCELS, s->model->reverses));
}

static const char *
make_level(const struct sheet *s)
{
	return (s->model->level > 0 ? arena_printf(s->arena, "%d", s->model->level) : "");
}

static const char *
make_copy(const struct sheet *s)
{
	return (sheet_mark(s));
}

/* What the number of this document is called. */
static const char *
make_number_label(const struct sheet *s)
{
	static const enum text LABELS[] = { [DOCUMENT_INVOICE] = TEXT_INVOICE_NUMBER,
		[DOCUMENT_REVERSAL] = TEXT_CREDIT_NUMBER,
		[DOCUMENT_STATEMENT] = TEXT_LETTER_NUMBER,
		[DOCUMENT_REMINDER] = TEXT_LETTER_NUMBER };

	return (sheet_text(s, LABELS[s->model->kind]));
}

static const char *
make_language(const struct sheet *s)
{
	return (locale_code(s->locale));
}

#define TEXT_FIELD(name) { #name, SOURCE_TEXT, offsetof(struct document_model, name), NULL, NULL }
#define MONEY_FIELD(name) \
	{ #name, SOURCE_MONEY, offsetof(struct document_model, name##_minor), NULL, NULL }
#define DATE_FIELD(name) { #name, SOURCE_DATE, offsetof(struct document_model, name), NULL, NULL }
#define LINES_FIELD(name) { #name, SOURCE_LINES, offsetof(struct document_model, name), NULL, NULL }
#define MADE_FIELD(name) { #name, SOURCE_MADE, 0, make_##name, NULL }
#define PAGE_FIELD(name) { #name, SOURCE_PAGE, 0, make_##name, count_##name }

static const struct source SOURCES[] = {
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
	LINES_FIELD(sender_lines),
	LINES_FIELD(recipient),
	MADE_FIELD(kind),
	MADE_FIELD(period),
	MADE_FIELD(sender_line),
	MADE_FIELD(title),
	MADE_FIELD(epc),
	MADE_FIELD(swiss),
	MADE_FIELD(bpay),
	PAGE_FIELD(page),
	PAGE_FIELD(pages),
	MADE_FIELD(page_of),
	MADE_FIELD(cancels),
	MADE_FIELD(copy),
	MADE_FIELD(level),
	MADE_FIELD(language),
	MADE_FIELD(number_label),
};

static const struct {
	const char *name;
	enum source_format format;
	enum source_type
	    type; /* what it is for; SOURCE_TEXT stands for all that are text in the end */
} FORMATS[] = {
	{ "price", FORMAT_PRICE, SOURCE_MONEY },
	{ "plain", FORMAT_PLAIN, SOURCE_MONEY },
	{ "cents", FORMAT_CENTS, SOURCE_MONEY },
	{ "iso", FORMAT_ISO, SOURCE_DATE },
	{ "digits", FORMAT_DIGITS, SOURCE_TEXT },
	{ "upper", FORMAT_UPPER, SOURCE_TEXT },
};

const struct source *
source_find(const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(SOURCES); i++)
		if (strcmp(SOURCES[i].name, name) == 0)
			return (&SOURCES[i]);
	(void)!err_reject(e,
	    "there is no field called \"%s\"; `billspool layout fields` lists them", name);
	return (NULL);
}

int
source_read_format(const struct source *source, const char *name, enum source_format *format,
    struct err *e)
{
	size_t i;

	*format = FORMAT_USUAL;
	if (name == NULL)
		return (0);
	for (i = 0; i < LENGTH(FORMATS); i++) {
		if (strcmp(FORMATS[i].name, name) != 0)
			continue;
		*format = FORMATS[i].format;
		if (FORMATS[i].type == source->type ||
		    (FORMATS[i].type == SOURCE_TEXT && source->type != SOURCE_MONEY))
			return (0);
		return (err_reject(e,
		    "{%s:%s}: this format is not for such a field; amounts take price, plain or "
		    "cents, dates iso, texts digits or upper",
		    source->name, name));
	}
	return (err_reject(e,
	    "there is no format called \"%s\"; there are price, plain, cents, iso, digits and "
	    "upper",
	    name));
}

/* Where a field is stored. */
static const void *
stored(const struct source *source, const struct sheet *s)
{
	return ((const char *)s->model + source->offset);
}

static const char *
money_text(const struct sheet *s, int64_t minor, enum source_format format)
{
	char plain[DECIMAL_SIZE];

	if (format == FORMAT_PRICE)
		return (locale_price(s->locale, s->arena, sheet_money(s, minor),
		    s->model->currency));
	if (format == FORMAT_CENTS)
		return (arena_printf(s->arena, "%lld", (long long)minor));
	if (format == FORMAT_USUAL)
		return (sheet_money(s, minor));
	decimal_format_money(minor, s->model->minor_places, plain);
	return (arena_string(s->arena, plain));
}

static const char *
date_text(const struct sheet *s, int32_t day, enum source_format format)
{
	char iso[DATE_ISO_SIZE];

	if (format != FORMAT_ISO || day == DATE_NONE)
		return (sheet_date(s, day));
	return (arena_string(s->arena, date_format(day, iso)));
}

/* A text changed as its format says. */
static const char *
change(const struct sheet *s, const char *text, enum source_format format)
{
	char *copy, *to;

	if (format != FORMAT_DIGITS && format != FORMAT_UPPER)
		return (text);
	copy = to = arena_string(s->arena, text);
	for (; *text != '\0'; text++) {
		if (format == FORMAT_UPPER)
			*to++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
		else if (*text >= '0' && *text <= '9')
			*to++ = *text;
	}
	*to = '\0';
	return (copy);
}

const char *
source_text(const struct source *source, const struct sheet *s, enum source_format format)
{
	switch (source->type) {
	case SOURCE_MONEY:
		return (money_text(s, *(const int64_t *)stored(source, s), format));
	case SOURCE_DATE:
		return (date_text(s, *(const int32_t *)stored(source, s), format));
	case SOURCE_LINES:
		return (change(s, sheet_join_lines(s, stored(source, s), "\n"), format));
	case SOURCE_MADE:
	case SOURCE_PAGE:
		return (change(s, source->make(s), format));
	case SOURCE_TEXT:
		break;
	}
	return (change(s, *(const char *const *)stored(source, s), format));
}

bool
source_is_late(const struct source *source)
{
	return (source->type == SOURCE_PAGE || source->make == make_page_of);
}

const char *
source_name(const struct source *source)
{
	return (source->name);
}

enum source_type
source_type(const struct source *source)
{
	return (source->type);
}

int64_t
source_number(const struct source *source, const struct sheet *s)
{
	switch (source->type) {
	case SOURCE_MONEY:
		return (*(const int64_t *)stored(source, s));
	case SOURCE_DATE:
		return (*(const int32_t *)stored(source, s));
	case SOURCE_PAGE:
		return (source->count(s));
	case SOURCE_TEXT:
	case SOURCE_LINES:
	case SOURCE_MADE:
		break;
	}
	return (0);
}

const char *
source_name_at(size_t index)
{
	return (index < LENGTH(SOURCES) ? SOURCES[index].name : NULL);
}
