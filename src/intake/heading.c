#include "intake/heading.h"

#include <ctype.h>

#include "base/text.h"

/* How much of a header an answer quotes. */
#define FOUND_LONGEST 700

/* The columns that we add to a file of errors. */
static const char *const OURS[] = { "error_column", "error_value", "error" };

/* The next character of a name that matters, in lower case; 0 at the end. */
static int
next_letter(const char **name)
{
	while (**name == ' ' || **name == '_' || **name == '-' || **name == '\t')
		(*name)++;
	return (**name != '\0' ? tolower((unsigned char)*(*name)++) : 0);
}

/*
 * Do two names mean the same column? A '*' at the end, as in our own documentation, does not count.
 */
static bool
same_name(const char *a, const char *b)
{
	int left, right;

	do {
		left = next_letter(&a);
		right = next_letter(&b);
	} while (left == right && left != 0);
	return ((left == right) || (left == '*' && *a == '\0' && right == 0));
}

/* Our name for a column that another system's name means, else the name itself. */
static const char *
translate(const struct intake_settings *settings, const char *name)
{
	size_t i;

	for (i = 0; i < settings->alias_count; i++)
		if (same_name(name, settings->aliases[i].theirs))
			return (settings->aliases[i].ours);
	return (name);
}

/* The column of this name, or HEADING_NONE. */
static size_t
find_column(const struct interface *interface, const char *name)
{
	size_t i;

	for (i = 0; i < interface->count; i++)
		if (same_name(name, interface->columns[i].name))
			return (i);
	return (HEADING_NONE);
}

static bool
is_ours(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(OURS); i++)
		if (same_name(name, OURS[i]))
			return (true);
	return (false);
}

/* Match one field of the header. */
static int
match(struct heading *h, size_t field, struct err *e)
{
	const char *name = h->names[field];
	size_t column;

	h->ours[field] = is_ours(name);
	if (h->ours[field] || name[0] == '\0')
		return (0);
	column = find_column(h->interface, translate(h->settings, name));
	if (column == HEADING_NONE) {
		notice_add(h->notices, NOTICE_HEADER,
		    "column %zu, \"%.80s\", is not known and was ignored", field + 1, name);
		return (0);
	}
	if (h->field_of[column] != HEADING_NONE)
		return (err_reject(e,
		    "the header has the column %s twice (columns %zu and %zu); remove one",
		    h->interface->columns[column].name, h->field_of[column] + 1, field + 1));
	h->field_of[column] = field;
	return (0);
}

/* Append ", name" or "name". */
static void
add_heading_name(struct buf *list, const char *name)
{
	buf_printf(list, "%s%s", list->length > 0 ? ", " : "", name);
}

void
heading_needs(const struct interface *interface, struct buf *out)
{
	size_t i;

	for (i = 0; i < interface->count; i++)
		if (interface->columns[i].mandatory)
			add_heading_name(out, interface->columns[i].name);
}

/* Refuse a header that lacks a mandatory column. */
static int
check_mandatory(const struct heading *h, struct err *e)
{
	const struct interface *interface = h->interface;
	struct buf missing = BUF_EMPTY, found = BUF_EMPTY;
	size_t count = 0, i;

	for (i = 0; i < interface->count; i++) {
		if (interface->columns[i].mandatory && h->field_of[i] == HEADING_NONE) {
			add_heading_name(&missing, interface->columns[i].name);
			count++;
		}
	}
	for (i = 0; i < h->count && found.length < FOUND_LONGEST; i++)
		add_heading_name(&found, h->names[i][0] != '\0' ? h->names[i] : "(empty)");
	if (count > 0)
		(void)err_reject(e,
		    "the column%s %s %s missing; the first row of the file must name the columns, "
		    "and has: %.*s%s",
		    count > 1 ? "s" : "", buf_text(&missing), count > 1 ? "are" : "is",
		    FOUND_LONGEST, buf_text(&found), i < h->count ? ", ..." : "");
	buf_release(&missing);
	buf_release(&found);
	return (count > 0 ? -1 : 0);
}

int
heading_read(struct heading *h, const struct csv_row *row, struct err *e)
{
	size_t i;

	h->count = row->count;
	h->names = arena_new(h->arena, row->count, sizeof(*h->names));
	h->ours = arena_new(h->arena, row->count, sizeof(*h->ours));
	for (i = 0; i < INTERFACE_COLUMNS; i++)
		h->field_of[i] = HEADING_NONE;
	for (i = 0; i < row->count; i++)
		h->names[i] = arena_string(h->arena, row->fields[i]);
	for (i = 0; i < row->count; i++)
		if (match(h, i, e) != 0)
			return (-1);
	return (check_mandatory(h, e));
}

bool
heading_repeats(const struct heading *h, const struct csv_row *row)
{
	size_t i;

	if (row->count != h->count)
		return (false);
	for (i = 0; i < h->count; i++)
		if (strcmp(row->fields[i], h->names[i]) != 0)
			return (false);
	return (true);
}
