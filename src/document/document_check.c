#include "base/text.h"
#include "document/drawable.h"
#include "document/fields.h"
#include "document/shape.h"
#include "document/stock.h"

/* document_check: can this be drawn, and does it add up? Asked before anything is numbered. */

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

/* Refuse the character that has `before` others before it, saying which, where, and what to do. */
static int
refuse_document(const struct field *field, uint32_t point, size_t before, struct err *e)
{
	char name[80];

	name_field(field, name, sizeof(name));
	return (err_reject(e, "%s: character %zu, U+%04X, is %s. The text is \"%.200s\".", name,
	    before + 1, (unsigned int)point, drawable_describe(point), field->text));
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
		if (!stock_draws(context, point))
			return (refuse_document(field, point, count, e));
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

/* Do the layout's codes hold their texts of this document? */
static int
check_codes(const struct document_stock *stock, const struct document_model *m, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct sheet s = { .arena = &arena,
		.model = m,
		.locale = locale_find(m->language),
		.layout = stock_layout(stock, m->layout) };
	int rc = s.layout == NULL ? 0 : shape_check(&s, e);

	arena_release(&arena);
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
