#include "document/check.h"

#include "base/memory.h"
#include "base/text.h"
#include "document/element.h"
#include "document/fields.h"
#include "words/locale.h"

/*
 * Blocks of Unicode that are drawn right as one glyph a character, from left to right. Scripts that
 * need shaping or run from right to left, and marks that are combined with the letter before them,
 * are not among them. Source: Blocks.txt of the Unicode Character Database.
 */
static const struct {
	uint32_t first, last;
} DRAWABLE[] = {
	{ 0x0020, 0x007e }, /* Basic Latin */
	{ 0x00a0, 0x02af }, /* Latin-1, Latin Extended, IPA */
	{ 0x0370, 0x052f }, /* Greek, Cyrillic */
	{ 0x1e00, 0x1fff }, /* Latin Extended Additional, Greek Extended */
	{ 0x2010, 0x2027 }, /* dashes, quotation marks, bullets */
	{ 0x202f, 0x205e }, /* narrow no-break space, per mille, primes */
	{ 0x2070, 0x209c }, /* superscripts and subscripts */
	{ 0x20a0, 0x20bf }, /* currency signs */
	{ 0x2100, 0x22ff }, /* letterlike, fractions, arrows, mathematical operators */
	{ 0x2500, 0x26ff }, /* lines, shapes, symbols */
};

/* What to say of characters that people meet and cannot see or name. */
static const struct {
	uint32_t first, last;
	const char *what;
} FAMILIES[] = {
	{ 0x0000, 0x001f, "a control character; remove it" },
	{ 0x007f, 0x009f, "a control character; remove it" },
	{ 0x0300, 0x036f,
	    "a mark combined with the letter before it; type the accented letter as one "
	    "character" },
	{ 0x0590, 0x05ff, "Hebrew; write it in Latin letters" },
	{ 0x0600, 0x06ff, "Arabic; write it in Latin letters" },
	{ 0x0900, 0x0dff, "an Indian script; write it in Latin letters" },
	{ 0x0e00, 0x0fff, "a script that needs shaping; write it in Latin letters" },
	{ 0x200b, 0x200f, "an invisible character; delete it and type the text again" },
	{ 0x2028, 0x202e, "an invisible character; delete it and type the text again" },
	{ 0x3000, 0x9fff, "East Asian; write it in Latin letters" },
	{ 0xac00, 0xd7ff, "Korean; write it in Latin letters" },
	{ 0xfeff, 0xfeff, "an invisible character; delete it and type the text again" },
	{ 0x1f000, 0x1ffff, "an emoji or symbol; remove it" },
};

/* Can this character be drawn, regular and bold? */
static bool
is_drawable(const struct document_stock *stock, uint32_t point)
{
	size_t i;

	/* No-break spaces are drawn as spaces. */
	if (point == 0xa0 || point == 0x202f)
		return (true);
	for (i = 0; i < LENGTH(DRAWABLE); i++)
		if (point >= DRAWABLE[i].first && point <= DRAWABLE[i].last)
			return (stock_has(stock, point) || stock_other_has(stock, point));
	return (false);
}

/* The field's name as people look for it: "account_name", "messages 2", "lines 3 description". */
static void
name_field(const struct field *field, char *name, size_t size)
{
	if (field->list[0] != '\0')
		(void)snprintf(name, size, "%s %zu %s", field->list, field->index + 1, field->name);
	else if (field->several)
		(void)snprintf(name, size, "%s %zu", field->name, field->index + 1);
	else
		(void)snprintf(name, size, "%s", field->name);
}

/* What this character is, and what to do about it. */
static const char *
describe(uint32_t point)
{
	size_t i;

	for (i = 0; i < LENGTH(FAMILIES); i++)
		if (point >= FAMILIES[i].first && point <= FAMILIES[i].last)
			return (FAMILIES[i].what);
	return ("not in the document's fonts; write it another way");
}

/* Refuse the character that has `before` others before it, saying which, where, and what to do. */
static int
refuse(const struct field *field, uint32_t point, size_t before, struct err *e)
{
	char name[80];

	name_field(field, name, sizeof(name));
	return (err_reject(e, "%s: character %zu, U+%04X, is %s. The text is \"%.200s\".", name,
	    before + 1, (unsigned int)point, describe(point), field->text));
}

/* One text: valid, and every character drawable. */
static int
check_field(void *context, const struct field *field, struct err *e)
{
	const char *at = field->text;
	size_t count = 0;
	uint32_t point;
	char name[80];

	if (!text_is_utf8(at, strlen(at))) {
		name_field(field, name, sizeof(name));
		return (err_reject(e,
		    "%s: the text is not valid UTF-8. Send the file again with its right encoding.",
		    name));
	}
	for (; *at != '\0'; count++) {
		point = text_next(&at);
		if (point == '\n' && field->breaks)
			continue;
		if (!is_drawable(context, point))
			return (refuse(field, point, count, e));
	}
	return (0);
}

/* The same of a statement or a reminder. */
static int
check_letter(const struct document_model *m, struct err *e)
{
	decimal_wide balance = m->previous_minor, bands = 0;
	size_t i;

	for (i = 0; i < m->entry_count; i++) {
		balance += m->entries[i].amount_minor;
		if (balance != m->entries[i].balance_minor)
			return (err_reject(e,
			    "Entry %zu and those before it do not add up to the balance beside it.",
			    i + 1));
	}
	for (i = 0; i < DOCUMENT_BANDS; i++)
		bands += m->bands_minor[i];
	if (balance != m->due_minor || (m->kind == DOCUMENT_STATEMENT && bands != balance))
		return (err_reject(e,
		    "The entries, or how old they are, do not add up to the balance."));
	return (0);
}

/* The parts that are printed must add up to the totals that are printed. */
static int
check_sums(const struct document_model *m, struct err *e)
{
	decimal_wide net = 0, tax = 0;
	size_t i;

	for (i = 0; i < m->line_count; i++)
		net += m->lines[i].amount_minor;
	for (i = 0; i < m->tax_count; i++)
		tax += m->taxes[i].tax_minor;
	if ((m->kind == DOCUMENT_STATEMENT || m->kind == DOCUMENT_REMINDER) &&
	    check_letter(m, e) != 0)
		return (-1);
	if (net != m->net_minor)
		return (err_reject(e, "The lines do not add up to the total before tax."));
	if (tax != m->tax_minor)
		return (err_reject(e, "The taxes by rate do not add up to the tax of the bill."));
	if ((m->kind == DOCUMENT_INVOICE || m->kind == DOCUMENT_REVERSAL) &&
	    (decimal_wide)m->net_minor + m->tax_minor != m->total_minor)
		return (err_reject(e,
		    "Total before tax and tax do not add up to the total of the bill."));
	if ((decimal_wide)m->previous_minor - m->received_minor + m->adjusted_minor +
		m->total_minor !=
	    m->due_minor)
		return (err_reject(e,
		    "Previous balance, payments, adjustments and this bill do not add up to the "
		    "amount due."));
	return (0);
}

/* Do the layout's codes hold what this document has to say in them? */
static int
check_codes(const struct document_stock *stock, const struct document_model *m, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct sheet s = { .arena = &arena,
		.model = m,
		.locale = locale_find(m->language),
		.layout = stock_layout(stock, m->layout) };
	int rc = s.layout == NULL ? 0 : element_check(&s, e);

	arena_release(&arena);
	return (rc);
}

/* One line of a layout's file, its number counted from 1. */
static int
check_line(const struct document_stock *stock, const struct layout *layout, size_t number,
    const char *line, struct err *e)
{
	const char *at = line + strspn(line, " \t");
	uint32_t point;

	if (*at == ';' || *at == '#')
		return (0);
	if (!text_is_utf8(at, strlen(at)))
		return (err_reject(e,
		    "layout %s, line %zu: this is not UTF-8. Save the file again in that encoding.",
		    layout->name, number));
	while (*at != '\0') {
		point = text_next(&at);
		if (point != '\t' && point != '\r' && !is_drawable(stock, point))
			return (err_reject(e,
			    "layout %s, line %zu: U+%04X is %s. The line is \"%.200s\".",
			    layout->name, number, (unsigned int)point, describe(point), line));
	}
	return (0);
}

int
check_layout(const struct document_stock *stock, const struct layout *layout, struct err *e)
{
	char *copy = memory_string(layout->source), *rest = copy, *line;
	size_t number = 0;
	int rc = 0;

	while (rc == 0 && (line = strsep(&rest, "\n")) != NULL)
		rc = check_line(stock, layout, ++number, line, e);
	free(copy);
	return (rc);
}

int
document_check(const struct document_stock *stock, const struct document_model *model,
    struct err *e)
{
	/* fields_each passes the context on as it is; nothing here changes it. */
	union {
		const struct document_stock *in;
		void *out;
	} context = { .in = stock };

	if (fields_each(model, check_field, context.out, e) == -1)
		return (-1);
	if (check_codes(stock, model, e) != 0)
		return (-1);
	return (check_sums(model, e));
}
