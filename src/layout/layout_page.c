#include "layout/layout_page.h"

#include "base/inifile.h"
#include "base/text.h"

static const char WINDOWS[] =
#include "windows.inc"
    ;

#define A4_WIDTH 595.276f
#define A4_HEIGHT 841.89f
#define LETTER_WIDTH 612.0f
#define LETTER_HEIGHT 792.0f
#define TIGHTEN_MOST 20 /* percent: lines that stand closer than that touch */

#define INDENT CANVAS_MM(5) /* of a window that gives none */

/* A window by its name; reads tables of them. */
struct window_search {
	const char *name;
	const char *prefix; /* of the sections that are windows */
	struct layout_reading *reading;
	bool found, keep; /* keep: what is found is not the layout's own text yet */
	const char *names;
};

/* One key of the window that is looked for. */
static int
set_window(struct window_search *search, const char *key, const char *value, struct err *e)
{
	static const struct {
		const char *key;
		size_t offset;
		int most;
	} FIELDS[] = { { "left", offsetof(struct layout_window, left), 1 },
		{ "top", offsetof(struct layout_window, top), 1 },
		{ "width", offsetof(struct layout_window, width), 1 },
		{ "height", offsetof(struct layout_window, height), 1 },
		{ "return", offsetof(struct layout_window, back), 1 },
		{ "indent", offsetof(struct layout_window, indent), 1 },
		{ "fold", offsetof(struct layout_window, fold), 2 },
		{ "punch", offsetof(struct layout_window, punch), 1 } };
	char *rest = arena_string(search->reading->arena, value), *word;
	float *field;
	size_t i;
	int count = 0;

	for (i = 0; i < LENGTH(FIELDS) && !text_equal_nocase(key, FIELDS[i].key); i++)
		;
	if (i == LENGTH(FIELDS))
		return (err_reject(e,
		    "a window has no such key; it has left, top, width, height, return, indent, "
		    "fold, punch"));
	field = (float *)(void *)((char *)&search->reading->layout->window + FIELDS[i].offset);
	while ((word = strsep(&rest, " ")) != NULL) {
		if (count++ == FIELDS[i].most)
			return (err_reject(e, "at most %d numbers", FIELDS[i].most));
		if (layout_value_length(field++, word, true, e) != 0)
			return (-1);
	}
	return (0);
}

static int
on_window(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct window_search *search = context;
	struct layout_reading *r = search->reading;
	const char *name = entry->section + strlen(search->prefix);
	struct err why = { 0 };

	if (strncmp(entry->section, search->prefix, strlen(search->prefix)) != 0)
		return (0);
	if (text_equal_nocase(entry->key, "left"))
		search->names = arena_printf(r->arena, "%s%s%s", search->names,
		    search->names[0] == '\0' ? "" : ", ", name);
	if (!text_equal_nocase(name, search->name))
		return (0);
	if (search->keep)
		r->layout->source = arena_printf(r->arena, "%s%s%s%s%s = %s\n", r->layout->source,
		    search->found ? "" : "\n[" LAYOUT_PAGE_WINDOW, search->found ? "" : name,
		    search->found ? "" : "]\n", entry->key, entry->value);
	search->found = true;
	if (set_window(search, entry->key, entry->value, &why) == 0)
		return (0);
	return (err_reject(e, "line %zu: [%s] %s = %s: %s", entry->line, entry->section, entry->key,
	    entry->value, why.text));
}

int
layout_page_window(struct layout_reading *r, const char *name, struct err *e)
{
	const struct {
		const char *text, *prefix, *file;
		bool keep;
	} TABLES[] = { { r->text, LAYOUT_PAGE_WINDOW, NULL, false },
		{ r->windows, "", "windows.ini", true }, { WINDOWS, "", NULL, false } };
	struct window_search search = { .name = name, .reading = r, .names = "" };
	struct layout_window *w = &r->layout->window;
	size_t i;

	*w = (struct layout_window){ .indent = -1 };
	for (i = 0; i < LENGTH(TABLES) && !search.found; i++) {
		search.prefix = TABLES[i].prefix;
		search.keep = TABLES[i].keep;
		if (TABLES[i].text != NULL &&
		    inifile_read(TABLES[i].text, on_window, &search, e) != 0)
			return (TABLES[i].file == NULL ? -1 : err_context(e, "%s", TABLES[i].file));
	}
	r->windowed = true;
	if (!search.found)
		return (err_reject(e,
		    "there is no window called \"%s\"; there are %s; a file windows.ini beside the "
		    "layout can have more",
		    name, search.names));
	if (w->left <= 0 || w->top <= 0 || w->width <= 0 || w->height <= 0)
		return (err_reject(e,
		    "the window \"%s\" needs left, top, width and height in millimetres", name));
	w->indent = w->indent < 0 ? INDENT : w->indent;
	return (0);
}

int
layout_page_set(struct layout_reading *r, const char *key, const char *value, struct err *e)
{
	static const struct {
		const char *key;
		size_t offset;
		bool mm, size;
	} LENGTHS[] = { { "left", offsetof(struct layout, left), true, false },
		{ "right", offsetof(struct layout, right), true, false },
		{ "top", offsetof(struct layout, top), true, false },
		{ "bottom", offsetof(struct layout, bottom), true, false },
		{ "line", offsetof(struct layout, line), false, true },
		{ "small", offsetof(struct layout, small), false, true },
		{ "gap", offsetof(struct layout, gap), false, false } };
	struct layout *layout = r->layout;
	float *field;
	size_t i;

	if (text_equal_nocase(key, "size")) {
		bool letter = text_equal_nocase(value, "letter");

		layout->width = letter ? LETTER_WIDTH : A4_WIDTH;
		layout->height = letter ? LETTER_HEIGHT : A4_HEIGHT;
		return (letter || text_equal_nocase(value, "a4")
			? 0
			: err_reject(e, "\"%s\" is neither a4 nor letter", value));
	}
	if (text_equal_nocase(key, "window"))
		return (layout_page_window(r, value, e));
	if (text_equal_nocase(key, "marks"))
		return (layout_value_yes(&layout->marks, value, e));
	if (text_equal_nocase(key, "tighten"))
		return (layout_value_percent(&layout->tighten, TIGHTEN_MOST, value, e));
	if (text_equal_nocase(key, "second_language"))
		return (layout_value_language(&layout->second, value, e));
	for (i = 0; i < LENGTH(LENGTHS); i++) {
		if (!text_equal_nocase(key, LENGTHS[i].key))
			continue;
		field = (float *)(void *)((char *)layout + LENGTHS[i].offset);
		return (LENGTHS[i].size ? layout_value_size(field, value, e)
					: layout_value_length(field, value, LENGTHS[i].mm, e));
	}
	return (err_reject(e,
	    "[page] has no such key; it has size, window, marks, second_language, left, right, "
	    "top, bottom, line, small, gap, tighten"));
}

void
layout_page_begin(struct layout *layout, uint32_t accent)
{
	layout->colour[COLOUR_DARK] = 0x1b2530;
	layout->colour[COLOUR_GREY] = 0x5c6773;
	layout->colour[COLOUR_RULE] = 0xc3cad1;
	layout->colour[COLOUR_PALE] = 0xe4e8ec;
	layout->colour[COLOUR_WHITE] = 0xffffff;
	layout->colour[COLOUR_ACCENT] = accent;
	layout->width = A4_WIDTH;
	layout->height = A4_HEIGHT;
	layout->left = CANVAS_MM(25);
	layout->right = CANVAS_MM(20);
	layout->top = CANVAS_MM(28.6f);
	layout->bottom = CANVAS_MM(19.7f);
	layout->line = 12;
	layout->small = 9;
	layout->gap = 21;
	layout->second = -1;
}

void
layout_page_shades(struct layout_reading *r)
{
	uint32_t *colour = r->layout->colour;

	if (!r->coloured[COLOUR_ON_ACCENT])
		colour[COLOUR_ON_ACCENT] =
		    layout_value_brightness(colour[COLOUR_ACCENT]) > LAYOUT_LIGHT
		    ? colour[COLOUR_DARK]
		    : 0xffffff;
	if (!r->coloured[COLOUR_TINT])
		colour[COLOUR_TINT] = layout_value_shade(colour[COLOUR_ACCENT], 8);
}

void
layout_page_inks(struct layout *layout)
{
	static const struct script_style STYLES[INK_COUNT] = {
		[INK_BODY] = { SCRIPT_REGULAR, 8.5f, COLOUR_DARK },
		[INK_STRONG] = { SCRIPT_BOLD, 8.5f, COLOUR_DARK },
		[INK_SMALL] = { SCRIPT_REGULAR, 7, COLOUR_GREY },
		[INK_LABEL] = { SCRIPT_REGULAR, 7.5f, COLOUR_GREY },
		[INK_COLUMN] = { SCRIPT_BOLD, 7, COLOUR_GREY },
		[INK_GROUP] = { SCRIPT_BOLD, 8.5f, COLOUR_ACCENT },
		[INK_HEAD] = { SCRIPT_BOLD, 11, COLOUR_DARK },
		[INK_TITLE] = { SCRIPT_BOLD, 20, COLOUR_DARK },
		[INK_ADDRESS] = { SCRIPT_REGULAR, 10, COLOUR_DARK },
		[INK_RETURN] = { SCRIPT_REGULAR, 6.5f, COLOUR_GREY },
		[INK_SENDER] = { SCRIPT_BOLD, 15, COLOUR_ACCENT },
		[INK_FIGURE] = { SCRIPT_REGULAR, 11, COLOUR_DARK },
		[INK_AMOUNT] = { SCRIPT_BOLD, 21, COLOUR_ON_ACCENT },
		[INK_ON_ACCENT] = { SCRIPT_REGULAR, 8.5f, COLOUR_ON_ACCENT },
	};
	size_t i;

	for (i = 0; i < INK_COUNT; i++) {
		layout->ink[i] = STYLES[i];
		layout->ink[i].colour = layout->colour[STYLES[i].colour];

		/* A light accent cannot be read on white. */
		if (STYLES[i].colour == COLOUR_ACCENT &&
		    layout_value_brightness(layout->colour[COLOUR_ACCENT]) > LAYOUT_LIGHT)
			layout->ink[i].colour = layout->colour[COLOUR_DARK];
	}
}
