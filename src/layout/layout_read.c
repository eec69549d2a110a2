#include "layout/layout_read.h"

#include "base/inifile.h"
#include "base/text.h"
#include "layout/layout_check.h"
#include "layout/layout_element.h"
#include "layout/layout_page.h"
#include "layout/layout_room.h"

/* ---- entries --------------------------------------------------------------------------------- */

static int
on_colour(struct layout_reading *r, const char *key, const char *value, struct err *e)
{
	uint32_t colour;
	int known;

	if (layout_value_word(r, &known, LAYOUT_COLOUR_WORDS, key, e) != 0 ||
	    layout_value_colour(r, value, &colour, e) != 0)
		return (-1);
	r->coloured[known] = true;
	r->layout->colour[known] = colour;
	return (0);
}

static int
on_text(struct layout_reading *r, const char *section, const char *key, const char *value,
    struct err *e)
{
	enum text text = texts_key(key);
	int language = 0, first = 0, last = TEXTS_LANGUAGES - 1;

	if (section[5] == '.') {
		if (layout_value_language(&language, section + 6, e) != 0)
			return (-1);
		first = last = language;
	}
	if (text == TEXT_COUNT)
		return (err_reject(e,
		    "there is no text called so; `billspool layout fields` lists them"));
	for (; first <= last; first++) {
		if (!texts_same_gaps(text, (enum texts_language)first, value))
			return (err_reject(e,
			    "this text must have as many %%s as \"%s\", and no other %%",
			    texts_find((enum texts_language)first, text)));
		r->layout->texts[first][text] = arena_string(r->arena, value);
	}
	return (0);
}

/* The element of a section, NULL if there is none. */
static struct layout_element *
find_element(const struct layout *layout, const char *section)
{
	size_t i;

	for (i = 0; i < layout->count; i++)
		if (strcmp(layout->elements[i].name, section) == 0)
			return (&layout->elements[i]);
	return (NULL);
}

/* In which pass is this section read? */
static enum layout_pass
pass_of(const char *section)
{
	return (text_equal_nocase(section, "colours") ? LAYOUT_PASS_COLOURS
		: text_equal_nocase(section, "inks")  ? LAYOUT_PASS_INKS
						      : LAYOUT_PASS_REST);
}

/* One entry of any section. */
static int
read_entry(struct layout_reading *r, const struct inifile_entry *entry, struct err *e)
{
	struct layout_element *element;
	int ink;

	if (pass_of(entry->section) != r->pass)
		return (0);
	if (r->pass == LAYOUT_PASS_COLOURS)
		return (on_colour(r, entry->key, entry->value, e));
	if (r->pass == LAYOUT_PASS_INKS)
		return (layout_value_word(r, &ink, LAYOUT_INK_WORDS, entry->key, e) != 0
			? -1
			: layout_value_ink(r, entry->value, &r->layout->ink[ink], e));
	if (text_equal_nocase(entry->section, "page"))
		return (layout_page_set(r, entry->key, entry->value, e));
	if (strncmp(entry->section, LAYOUT_PAGE_WINDOW, strlen(LAYOUT_PAGE_WINDOW)) == 0)
		return (0);
	if (strncmp(entry->section, "texts", 5) == 0 &&
	    (entry->section[5] == '\0' || entry->section[5] == '.'))
		return (on_text(r, entry->section, entry->key, entry->value, e));
	element = find_element(r->layout, entry->section);
	if (element == NULL)
		return (err_reject(e, "it stands in no section"));
	return (layout_element_set(r, element, entry->key, entry->value, e));
}

static int
on_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct layout_reading *r = context;
	struct err why = { 0 };

	if (read_entry(r, entry, &why) == 0)
		return (0);
	return (err_reject(e, "layout %s, line %zu: [%s] %s = %s: %s.", r->name, entry->line,
	    entry->section, entry->key, entry->value, why.text));
}

/* ---- sections -------------------------------------------------------------------------------- */

/* The kind of a section, LAYOUT_KINDS for one that is no element, -1 for one that is nothing. */
static int
kind_of(const char *section)
{
	static const char *const OTHERS[] = { "page", "colours", "inks", "texts", NULL };
	size_t length = strcspn(section, " ");
	int kind;

	if (layout_value_find(OTHERS, section) >= 0 ||
	    (strncasecmp(section, "texts.", 6) == 0 && locale_language_of(section + 6) >= 0) ||
	    strncmp(section, LAYOUT_PAGE_WINDOW, strlen(LAYOUT_PAGE_WINDOW)) == 0)
		return (LAYOUT_KINDS);
	for (kind = 0; kind < LAYOUT_KINDS; kind++)
		if (strncmp(section, LAYOUT_KIND_WORDS[kind], length) == 0 &&
		    LAYOUT_KIND_WORDS[kind][length] == '\0')
			return (kind);
	return (-1);
}

/* Add the element of a section. Elements are drawn in the order of their sections. */
static int
add_section(struct layout_reading *r, const char *section, size_t line, struct err *e)
{
	struct layout *layout = r->layout;
	struct layout_element *element;
	int kind = kind_of(section);

	if (kind == LAYOUT_KINDS)
		return (0);
	if (kind < 0)
		return (err_reject(e,
		    "layout %s, line %zu: there is no section [%s]; a section is page, colours, "
		    "inks, texts, texts.<language>, or an element: %s, with a name behind it where "
		    "there are several.",
		    r->name, line, section, layout_value_list(r->arena, LAYOUT_KIND_WORDS)));
	if (find_element(layout, section) != NULL)
		return (err_reject(e,
		    "layout %s, line %zu: there are two sections [%s]; give them different names, "
		    "such as [%s 2].",
		    r->name, line, section, section));
	layout->elements = arena_grow(r->arena, layout->elements, layout->count, &layout->room,
	    sizeof(*layout->elements));
	element = &layout->elements[layout->count++];
	*element = layout_element_begin((enum layout_kind)kind, section, line);
	return (0);
}

/* Find the sections before their entries, so that one without any counts too. */
static int
find_sections(struct layout_reading *r, const char *text, struct err *e)
{
	char *rest = arena_string(r->arena, text), *row, *end;
	size_t line = 0;

	while ((row = strsep(&rest, "\n")) != NULL) {
		line++;
		row = text_trim(row);
		end = strchr(row, ']');
		if (row[0] != '[' || end == NULL)
			continue;
		*end = '\0';
		if (add_section(r, arena_string(r->arena, row + 1), line, e) != 0)
			return (-1);
	}
	return (0);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* The text after the byte order mark that Notepad puts at its beginning. */
static const char *
skip_mark(const char *text)
{
	return (text != NULL && strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text);
}

int
layout_read(struct arena *arena, const struct layout_file *file, struct layout **layout,
    struct err *e)
{
	const char *name = file->name, *text = skip_mark(file->text);
	struct layout_reading r = { .arena = arena,
		.fields = file->fields,
		.name = name,
		.text = text,
		.windows = skip_mark(file->windows) };
	size_t i;

	r.layout = *layout = arena_new(arena, 1, sizeof(**layout));
	r.layout->name = arena_string(arena, name);
	r.layout->source = arena_string(arena, text);
	layout_page_begin(r.layout, file->accent);
	if (find_sections(&r, text, e) != 0)
		return (-1);
	for (r.pass = LAYOUT_PASS_COLOURS; r.pass <= LAYOUT_PASS_REST; r.pass++) {
		if (r.pass == LAYOUT_PASS_INKS) {
			layout_page_shades(&r);
			layout_page_inks(r.layout);
		}
		if (inifile_read(text, on_entry, &r, e) != 0)
			return (strncmp(e->text, "layout ", 7) == 0
				? -1
				: err_context(e, "layout %s", name));
	}
	if (!r.windowed && layout_page_window(&r, "din5008-b", e) != 0)
		return (-1);

	/* Margins become edges, and elements fill what is between them. */
	r.layout->right = r.layout->width - r.layout->right;
	r.layout->bottom = r.layout->height - r.layout->bottom;
	for (i = 0; i < r.layout->count; i++)
		layout_element_complete(r.layout, &r.layout->elements[i]);
	layout_room_make(r.layout);
	return (layout_check(r.layout, e));
}
