#include "report/ar_format.h"

#include "base/inifile.h"
#include "base/text.h"

/* The formats that the program carries. */
static const struct {
	const char *name;
	const char *text;
} SHIPPED[] = {
#include "ar_formats.inc"
};

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
	return (expression_parse(r->arena, &AR_ROW_FIELDS[f->rows], entry->value, &column->value,
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

/* May a format have this name? Its file must not replace another list of the run. */
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
