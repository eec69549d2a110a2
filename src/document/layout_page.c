#include "document/layout_page.h"

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

/* A window by its name; reads the table of them. */
struct window_search {
	const char *name;
	struct layout_window *window;
	bool found;
	struct arena *arena;
	const char *names;
};

static int
on_window(void *context, const struct inifile_entry *entry, struct err *e)
{
	static const struct {
		const char *key;
		size_t offset;
	} FIELDS[] = { { "left", offsetof(struct layout_window, left) }, { "top", offsetof(struct layout_window, top) },
		{ "width", offsetof(struct layout_window, width) }, { "height", offsetof(struct layout_window, height) },
		{ "return", offsetof(struct layout_window, back) }, { "indent", offsetof(struct layout_window, indent) },
		{ "fold", offsetof(struct layout_window, fold) }, { "punch", offsetof(struct layout_window, punch) } };
	struct window_search *search = context;
	char *rest, *word;
	float *field;
	size_t i;

	if (strcmp(entry->key, "left") == 0)
		search->names = arena_printf(search->arena, "%s%s%s", search->names, search->names[0] == '\0' ? "" : ", ", entry->section);
	if (!text_equal_nocase(entry->section, search->name))
		return (0);
	search->found = true;
	for (i = 0; i < LENGTH(FIELDS); i++) {
		if (strcmp(entry->key, FIELDS[i].key) != 0)
			continue;
		rest = arena_string(search->arena, entry->value);
		field = (float *)(void *)((char *)search->window + FIELDS[i].offset);
		while ((word = strsep(&rest, " ")) != NULL)
			if (layout_value_length(field++, word, true, e) != 0)
				return (-1);
	}
	return (0);
}

int
layout_page_window(struct layout_reading *r, const char *name, struct err *e)
{
	struct window_search search = { name, &r->layout->window, false, r->arena, "" };

	r->layout->window = (struct layout_window){ .left = 0 };
	if (inifile_read(WINDOWS, on_window, &search, e) != 0)
		return (-1);
	r->windowed = true;
	return (search.found ? 0 : err_reject(e, "there is no window called \"%s\"; there are %s", name, search.names));
}

int
layout_page_set(struct layout_reading *r, const char *key, const char *value, struct err *e)
{
	static const struct {
		const char *key;
		size_t offset;
		bool mm, size;
	} LENGTHS[] = { { "left", offsetof(struct layout, left), true, false }, { "right", offsetof(struct layout, right), true, false },
		{ "top", offsetof(struct layout, top), true, false }, { "bottom", offsetof(struct layout, bottom), true, false },
		{ "line", offsetof(struct layout, line), false, true }, { "small", offsetof(struct layout, small), false, true },
		{ "gap", offsetof(struct layout, gap), false, false } };
	struct layout *layout = r->layout;
	float *field;
	size_t i;

	if (text_equal_nocase(key, "size")) {
		bool letter = text_equal_nocase(value, "letter");

		layout->width = letter ? LETTER_WIDTH : A4_WIDTH;
		layout->height = letter ? LETTER_HEIGHT : A4_HEIGHT;
		return (letter || text_equal_nocase(value, "a4") ? 0 : err_reject(e, "\"%s\" is neither a4 nor letter", value));
	}
	if (text_equal_nocase(key, "window"))
		return (layout_page_window(r, value, e));
	if (text_equal_nocase(key, "marks"))
		return (layout_value_yes(&layout->marks, value, e));
	if (text_equal_nocase(key, "tighten"))
		return (layout_value_percent(&layout->tighten, TIGHTEN_MOST, value, e));
	if (text_equal_nocase(key, "second_language"))
		return (layout_value_word(r, &layout->second, LAYOUT_LANGUAGE_WORDS, value, e));
	for (i = 0; i < LENGTH(LENGTHS); i++) {
		if (!text_equal_nocase(key, LENGTHS[i].key))
			continue;
		field = (float *)(void *)((char *)layout + LENGTHS[i].offset);
		return (LENGTHS[i].size ? layout_value_size(field, value, e) : layout_value_length(field, value, LENGTHS[i].mm, e));
	}
	return (err_reject(e, "[page] has no such key; it has size, window, marks, second_language, left, right, top, bottom, line, small, gap, tighten"));
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
		colour[COLOUR_ON_ACCENT] = layout_value_brightness(colour[COLOUR_ACCENT]) > LAYOUT_LIGHT ? colour[COLOUR_DARK] : 0xffffff;
	if (!r->coloured[COLOUR_TINT])
		colour[COLOUR_TINT] = layout_value_shade(colour[COLOUR_ACCENT], 8);
}

void
layout_page_inks(struct layout *layout)
{
	static const struct script_style STYLES[INK_COUNT] = {
		[INK_BODY] = { SCRIPT_REGULAR, 8.5f, COLOUR_DARK }, [INK_STRONG] = { SCRIPT_BOLD, 8.5f, COLOUR_DARK },
		[INK_SMALL] = { SCRIPT_REGULAR, 7, COLOUR_GREY }, [INK_LABEL] = { SCRIPT_REGULAR, 7.5f, COLOUR_GREY },
		[INK_COLUMN] = { SCRIPT_BOLD, 7, COLOUR_GREY }, [INK_GROUP] = { SCRIPT_BOLD, 8.5f, COLOUR_ACCENT },
		[INK_HEAD] = { SCRIPT_BOLD, 11, COLOUR_DARK }, [INK_TITLE] = { SCRIPT_BOLD, 20, COLOUR_DARK },
		[INK_ADDRESS] = { SCRIPT_REGULAR, 10, COLOUR_DARK }, [INK_RETURN] = { SCRIPT_REGULAR, 6.5f, COLOUR_GREY },
		[INK_SENDER] = { SCRIPT_BOLD, 15, COLOUR_ACCENT }, [INK_FIGURE] = { SCRIPT_REGULAR, 11, COLOUR_DARK },
		[INK_AMOUNT] = { SCRIPT_BOLD, 21, COLOUR_ON_ACCENT }, [INK_ON_ACCENT] = { SCRIPT_REGULAR, 8.5f, COLOUR_ON_ACCENT },
	};
	size_t i;

	for (i = 0; i < INK_COUNT; i++) {
		layout->ink[i] = STYLES[i];
		layout->ink[i].colour = layout->colour[STYLES[i].colour];

		/* A light accent cannot be read on white. */
		if (STYLES[i].colour == COLOUR_ACCENT && layout_value_brightness(layout->colour[COLOUR_ACCENT]) > LAYOUT_LIGHT)
			layout->ink[i].colour = layout->colour[COLOUR_DARK];
	}
}
