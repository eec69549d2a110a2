#include "report/ar_format.h"

#include "base/inifile.h"
#include "base/text.h"
#include "report/ar_file.h"

/* The formats that the program carries. */
static const struct {
	const char *name;
	const char *text;
} SHIPPED[] = {
#include "ar_formats.inc"
};

/* ---- the fields of a row ----------------------------------------------------------------------
 */

#define FIELD(name, type, member) \
	{ #name, type, false, offsetof(struct ar_row, member), NULL, NULL }
#define TEXT_FIELD(name) FIELD(name, SOURCE_TEXT, name)
#define DATE_FIELD(name) FIELD(name, SOURCE_DATE, name)
#define MONEY_FIELD(name) FIELD(name, SOURCE_MONEY, name##_minor)
#define DECIMAL_FIELD(name) FIELD(name, SOURCE_DECIMAL, name)

#define INVOICE_FIELDS \
	TEXT_FIELD(run), TEXT_FIELD(invoice_number), TEXT_FIELD(account_number), \
	    TEXT_FIELD(account_name), TEXT_FIELD(sales_cust_number), TEXT_FIELD(building_code), \
	    TEXT_FIELD(site), TEXT_FIELD(supply_address), TEXT_FIELD(plan), TEXT_FIELD(currency), \
	    TEXT_FIELD(file), TEXT_FIELD(delivery), TEXT_FIELD(email), TEXT_FIELD(sender_name), \
	    TEXT_FIELD(reverses), DATE_FIELD(invoice_date), DATE_FIELD(due_date), \
	    DATE_FIELD(period_from), DATE_FIELD(period_to), MONEY_FIELD(net), MONEY_FIELD(tax), \
	    MONEY_FIELD(gross), MONEY_FIELD(balance_before), MONEY_FIELD(balance_after)

static const struct source OF_INVOICE[] = { INVOICE_FIELDS };
static const struct source OF_LINE[] = { INVOICE_FIELDS, TEXT_FIELD(group), TEXT_FIELD(description),
	TEXT_FIELD(meter), TEXT_FIELD(unit), DECIMAL_FIELD(quantity), DECIMAL_FIELD(price),
	DATE_FIELD(line_from), DATE_FIELD(line_to), FIELD(line, SOURCE_NUMBER, line),
	MONEY_FIELD(line_net), TEXT_FIELD(tax_code) };
static const struct source OF_TAX[] = { INVOICE_FIELDS, TEXT_FIELD(tax_code),
	DECIMAL_FIELD(tax_percent), MONEY_FIELD(taxed), MONEY_FIELD(tax_amount) };

#define HELP \
	"those that there are, by `rows`, are in templates/ar/README.md of the program's source"
const struct source_list AR_FORMAT_FIELDS[] = {
	[AR_INVOICE] = { OF_INVOICE, LENGTH(OF_INVOICE), HELP },
	[AR_LINE] = { OF_LINE, LENGTH(OF_LINE), HELP },
	[AR_TAX] = { OF_TAX, LENGTH(OF_TAX), HELP },
};

/* ---- reading ----------------------------------------------------------------------------------
 */

struct ar_reading {
	struct arena *arena;
	struct ar_format *format;
	bool rows_known;
};

static int
read_rows(struct ar_reading *r, const char *value, struct err *e)
{
	static const char *const WORDS[] = {
		[AR_INVOICE] = "invoice", [AR_LINE] = "line", [AR_TAX] = "tax"
	};
	size_t i;

	for (i = 0; i < LENGTH(WORDS); i++)
		if (text_equal_nocase(value, WORDS[i]))
			break;
	if (i == LENGTH(WORDS))
		return (err_reject(e, "a row is an invoice, a line or a tax"));
	r->format->rows = (enum ar_rows)i;
	r->rows_known = true;
	return (0);
}

static int
read_column(struct ar_reading *r, const struct inifile_entry *entry, struct err *e)
{
	struct ar_format *f = r->format;
	struct ar_column *column;

	if (!r->rows_known)
		return (err_reject(e, "[file] with `rows = ...` comes before [columns]"));
	f->columns = arena_grow(r->arena, f->columns, f->count, &f->room, sizeof(*f->columns));
	column = &f->columns[f->count++];
	column->head = arena_string(r->arena, entry->key);
	return (expression_parse(r->arena, &AR_FORMAT_FIELDS[f->rows], entry->value, &column->value,
	    e));
}

static int
read_entry(struct ar_reading *r, const struct inifile_entry *entry, struct err *e)
{
	if (text_equal_nocase(entry->section, "columns"))
		return (read_column(r, entry, e));
	if (text_equal_nocase(entry->section, "file") && text_equal_nocase(entry->key, "rows"))
		return (read_rows(r, entry->value, e));
	return (err_reject(e, "there are [file] with `rows`, and [columns]"));
}

static int
on_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct ar_reading *r = context;
	struct err why = { 0 };

	if (read_entry(r, entry, &why) == 0)
		return (0);
	return (err_reject(e, "AR format %s, line %zu: [%s] %s = %s: %s.", r->format->name,
	    entry->line, entry->section, entry->key, entry->value, why.text));
}

/* A name that is a file's, and no other list's of a run. */
static bool
is_name(const char *name)
{
	static const char *const TAKEN[] = { "manifest", "held", "left-out" };
	size_t length = strlen(name), i;

	for (i = 0; i < LENGTH(TAKEN); i++)
		if (strcmp(name, TAKEN[i]) == 0)
			return (false);
	return (length > 0 && length <= 40 &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == length);
}

int
ar_format_read(struct arena *arena, const char *name, const char *text,
    const struct ar_format **format, struct err *e)
{
	struct ar_reading r = { .arena = arena, .format = arena_new(arena, 1, sizeof(**format)) };

	*format = r.format;
	r.format->name = arena_string(arena, name);
	r.format->text = arena_string(arena, text);
	if (!is_name(name))
		return (err_reject(e,
		    "AR format \"%s\": give it a name of at most 40 small letters, digits, - and "
		    "_, other than manifest, held and left-out",
		    name));
	if (inifile_read(r.format->text, on_entry, &r, e) != 0)
		return (strncmp(e->text, "AR format ", 10) == 0
			? -1
			: err_context(e, "AR format %s", name));
	if (r.format->count == 0)
		return (err_reject(e, "AR format %s has no columns; list them in [columns]", name));
	return (0);
}

const char *
ar_format_shipped(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(SHIPPED); i++)
		if (strcmp(SHIPPED[i].name, name) == 0)
			return (SHIPPED[i].text);
	return (NULL);
}
