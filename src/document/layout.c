#include "document/layout.h"

#include <math.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/inifile.h"
#include "base/text.h"
#include "document/expression.h"
#include "document/locale.h"

static const char WINDOWS[] =
#include "windows.inc"
;

/* The layouts that the program carries. */
static const struct {
	const char *name;
	const char *text;
} SHIPPED[] = {
	{ "classic",
#include "layout_classic.inc"
	},
	{ "modern",
#include "layout_modern.inc"
	},
	{ "compact",
#include "layout_compact.inc"
	},
};

/* A file is read three times, so that the order of its sections says in what order things are drawn and nothing else. */
enum pass { PASS_COLOURS, PASS_INKS, PASS_REST };

/* What a file is being read into. */
struct reading {
	struct arena *arena;
	struct layout *layout;
	const char *name;
	enum pass pass;
	bool windowed;
	bool coloured[COLOUR_COUNT]; /* which colours it gives */
};

#define MM(mm) ((mm) * 72.0f / 25.4f)
#define A4_WIDTH 595.276f
#define A4_HEIGHT 841.89f
#define LETTER_WIDTH 612.0f
#define LETTER_HEIGHT 792.0f
#define LIGHT 160000 /* brightness from which a colour needs dark letters on it */
#define TEXT_WIDTH 467.625f /* of the page that the usual columns are made for */

/* ---- words ---------------------------------------------------------------------------------------------------- */

static const char *const KIND_WORDS[LAYOUT_KINDS + 1] = { "text", "line", "box", "image", "code", "address", "facts", "summary", "lines",
	"totals", "reads", "chart", "messages", "payment", "break", NULL };
static const char *const INK_WORDS[INK_COUNT + 1] = { "body", "strong", "small", "label", "column", "group", "head", "title", "address",
	"return", "sender", "figure", "amount", "on_accent", NULL };
static const char *const COLOUR_WORDS[COLOUR_COUNT + 1] = { "accent", "on_accent", "tint", "dark", "grey", "rule", "pale", "white", NULL };
static const char *const WHERE_WORDS[] = { "first", "next", "last", "all", NULL };
static const char *const ALIGN_WORDS[] = { "left", "right", "centre", NULL };
static const char *const LANGUAGE_WORDS[] = { "en", "de", "fr", "pl", NULL };
static const char *const STYLE_WORDS[] = { "panel", "list", NULL };

/* The index of a word in a list, -1 if it is not there. */
static int
word_index(const char *const *words, const char *word)
{
	int i;

	for (i = 0; words[i] != NULL; i++)
		if (text_equal_nocase(words[i], word))
			return (i);
	return (-1);
}

/* All words of a list, for a sentence: "a, b, c". */
static const char *
list_words(struct arena *arena, const char *const *words)
{
	const char *list = "";

	for (; *words != NULL; words++)
		list = arena_printf(arena, "%s%s%s", list, list[0] == '\0' ? "" : ", ", *words);
	return (list);
}

/* A number that may have a fraction; false for anything else. Lengths are for drawing: they need no exact decimals. */
static bool
read_number(const char *text, float *number)
{
	struct decimal value;

	if (!decimal_parse(text, '.', &value) || value.places > 6)
		return (false);
	*number = (float)((double)value.units / pow(10, value.places));
	return (fabsf(*number) <= 2000);
}

bool
layout_read_colour(const char *text, uint32_t *colour)
{
	if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return (false);
	*colour = (uint32_t)strtoul(text + 1, NULL, 16);
	return (true);
}

/* Perceived brightness, 0 to 255000 (weights of ITU-R BT.601). */
static unsigned int
brightness(uint32_t colour)
{
	return ((colour >> 16 & 0xff) * 299 + (colour >> 8 & 0xff) * 587 + (colour & 0xff) * 114);
}

/* The colour mixed with white: `share` of 100 parts of it. */
static uint32_t
shade(uint32_t colour, uint32_t share)
{
	uint32_t mixed = 0;
	int shift;

	for (shift = 16; shift >= 0; shift -= 8)
		mixed |= (255 - (255 - (colour >> shift & 0xff)) * share / 100) << shift;
	return (mixed);
}

/* ---- values --------------------------------------------------------------------------------------------------- */

/* A colour: one of those that have names, or its own. */
static int
read_colour(const struct reading *r, const char *text, uint32_t *colour, struct err *e)
{
	int known = word_index(COLOUR_WORDS, text);

	if (known >= 0) {
		*colour = r->layout->colour[known];
		return (0);
	}
	if (layout_read_colour(text, colour))
		return (0);
	return (err_reject(e, "\"%s\" is not a colour; write # and six hexadecimal digits, or one of %s", text,
	    list_words(r->arena, COLOUR_WORDS)));
}

/* A size of letters, to the eighth of a point. */
static bool
read_size(const char *text, float *size)
{
	if (!read_number(text, size) || *size < 4 || *size > 72)
		return (false);
	*size = floorf(*size * 8 + 0.5f) / 8;
	return (true);
}

/* An ink: "bold 8.5 dark". */
static int
read_ink(const struct reading *r, const char *text, struct script_style *style, struct err *e)
{
	char *rest = arena_string(r->arena, text);
	const char *face = strsep(&rest, " "), *size = strsep(&rest, " "), *colour = rest;
	bool bold = text_equal_nocase(face, "bold");

	if ((!bold && !text_equal_nocase(face, "regular")) || size == NULL || colour == NULL || !read_size(size, &style->size))
		return (err_reject(e, "an ink is a face, a size from 4 to 72 points, and a colour: `bold 8.5 dark`"));
	style->face = bold ? SCRIPT_BOLD : SCRIPT_REGULAR;
	return (read_colour(r, colour, &style->colour, e));
}

/* Keys of elements: what their values are, where they go, and which kinds have them. */
enum value { VALUE_MM, VALUE_X, VALUE_Y, VALUE_POINTS, VALUE_COUNT, VALUE_YES, VALUE_INK, VALUE_SIZE, VALUE_BOLD, VALUE_COLOUR,
	VALUE_WHEN, VALUE_WHERE, VALUE_ALIGN, VALUE_TEXT, VALUE_CODE, VALUE_NAME, VALUE_ROW, VALUE_STYLE };

#define KIND(kind) (1u << LAYOUT_##kind)
#define ALL_KINDS ((1u << LAYOUT_KINDS) - 1)
#define SHAPES (KIND(TEXT) | KIND(LINE) | KIND(BOX) | KIND(IMAGE) | KIND(CODE))
#define AT(field) offsetof(struct layout_element, field)

static const struct key {
	const char *name;
	enum value value;
	size_t offset;
	unsigned int kinds;
} KEYS[] = {
	{ "when", VALUE_WHEN, AT(when), ALL_KINDS }, { "page", VALUE_WHERE, AT(where), SHAPES },
	{ "x", VALUE_X, AT(x), SHAPES | KIND(FACTS) | KIND(SUMMARY) }, { "y", VALUE_Y, AT(y), SHAPES | KIND(FACTS) },
	{ "width", VALUE_MM, AT(width), SHAPES | KIND(FACTS) | KIND(SUMMARY) }, { "height", VALUE_MM, AT(height), SHAPES | KIND(CHART) },
	{ "above", VALUE_MM, AT(above), ALL_KINDS & ~KIND(ADDRESS) }, { "from", VALUE_MM, AT(from), KIND(TEXT) | KIND(SUMMARY) | KIND(LINES) },
	{ "ink", VALUE_INK, AT(ink), KIND(TEXT) }, { "size", VALUE_SIZE, AT(size), KIND(TEXT) }, { "bold", VALUE_BOLD, AT(bold), KIND(TEXT) },
	{ "colour", VALUE_COLOUR, AT(colour), SHAPES }, { "align", VALUE_ALIGN, AT(align), KIND(TEXT) | KIND(IMAGE) },
	{ "leading", VALUE_POINTS, AT(leading), KIND(TEXT) | KIND(FACTS) }, { "lines", VALUE_COUNT, AT(lines), KIND(TEXT) },
	{ "fit", VALUE_YES, AT(fit), KIND(TEXT) }, { "text", VALUE_TEXT, 0, KIND(TEXT) },
	{ "thickness", VALUE_POINTS, AT(thickness), KIND(LINE) }, { "radius", VALUE_POINTS, AT(radius), KIND(BOX) },
	{ "picture", VALUE_NAME, AT(picture), KIND(IMAGE) }, { "code", VALUE_CODE, AT(code), KIND(CODE) },
	{ "data", VALUE_TEXT, 0, KIND(CODE) }, { "row", VALUE_ROW, 0, KIND(FACTS) }, { "label", VALUE_MM, AT(label), KIND(FACTS) },
	{ "style", VALUE_STYLE, AT(list), KIND(SUMMARY) }, { "working", VALUE_YES, AT(working), KIND(LINES) },
	{ "subtotals", VALUE_YES, AT(subtotals), KIND(LINES) }, { "taxes", VALUE_YES, AT(taxes), KIND(TOTALS) },
	{ "codes", VALUE_YES, AT(codes), KIND(PAYMENT) }, { "check_digit", VALUE_YES, AT(check_digit), KIND(PAYMENT) },
	{ "description", VALUE_MM, AT(column[COLUMN_DESCRIPTION]), KIND(LINES) },
	{ "days", VALUE_MM, AT(column[COLUMN_DAYS]), KIND(LINES) }, { "quantity", VALUE_MM, AT(column[COLUMN_QUANTITY]), KIND(LINES) },
	{ "unit", VALUE_MM, AT(column[COLUMN_UNIT]), KIND(LINES) }, { "price", VALUE_MM, AT(column[COLUMN_PRICE]), KIND(LINES) },
	{ "tax", VALUE_MM, AT(column[COLUMN_TAX]), KIND(LINES) },
};

/* Append a line of text or a row. */
static int
add_text(struct reading *r, struct layout_element *element, int language, const char *label, const char *text, struct err *e)
{
	struct layout_text *t;

	element->texts = arena_grow(r->arena, element->texts, element->text_count, &element->text_room, sizeof(*element->texts));
	t = &element->texts[element->text_count++];
	*t = (struct layout_text){ .language = language };
	if (text[0] == '*') {
		t->strong = true;
		text++;
	}
	if (label != NULL && expression_parse(r->arena, label, &t->label, e) != 0)
		return (-1);
	if (expression_parse(r->arena, text, &t->text, e) != 0)
		return (-1);
	element->late = element->late || expression_is_late(t->text);
	return (0);
}

/* A row of facts: "label | value". */
static int
add_row(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	char *label = arena_string(r->arena, value), *bar = strchr(label, '|');

	if (bar == NULL)
		return (err_reject(e, "a row is a label, a bar and a value: `{#plan} | {plan}`"));
	*bar = '\0';
	return (add_text(r, element, -1, text_trim(label), text_trim(bar + 1), e));
}

static int
set_yes(bool *field, const char *value, struct err *e)
{
	*field = text_equal_nocase(value, "yes");
	return (*field || text_equal_nocase(value, "no") ? 0 : err_reject(e, "\"%s\" is neither yes nor no", value));
}

/* One of a list of words. */
static int
set_word(const struct reading *r, int *field, const char *const *words, const char *value, struct err *e)
{
	*field = word_index(words, value);
	return (*field >= 0 ? 0 : err_reject(e, "\"%s\" is not one of %s", value, list_words(r->arena, words)));
}

/* A place on the sheet, in millimetres; what bleeds off its edge begins before 0. */
static int
set_place(float *field, const char *value, struct err *e)
{
	if (!read_number(value, field))
		return (err_reject(e, "\"%s\" is not a length in millimetres; write a number such as 12 or 12.5", value));
	*field = MM(*field);
	return (0);
}

/* A length: in millimetres, or as it stands. */
static int
set_length(float *field, const char *value, bool mm, struct err *e)
{
	if (!read_number(value, field) || *field < 0)
		return (err_reject(e, "\"%s\" is not a length in %s; write a number such as 12 or 12.5", value, mm ? "millimetres" : "points"));
	if (mm)
		*field = MM(*field);
	return (0);
}

static int
set_size(float *field, const char *value, struct err *e)
{
	return (read_size(value, field) ? 0 : err_reject(e, "\"%s\" is not a size from 4 to 72 points", value));
}

static int
set_count(int *field, const char *value, struct err *e)
{
	int64_t number;

	if (!text_to_int(value, 1, 99, &number))
		return (err_reject(e, "\"%s\" is not a number of lines from 1 to 99", value));
	*field = (int)number;
	return (0);
}

static int
set_bold(int *field, const char *value, struct err *e)
{
	bool bold;

	if (set_yes(&bold, value, e) != 0)
		return (-1);
	*field = bold;
	return (0);
}

static int
set_colour(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	element->coloured = true;
	return (read_colour(r, value, &element->colour, e));
}

static int
set_condition(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	if (expression_condition(r->arena, value, &element->when, e) != 0)
		return (-1);
	element->late = element->late || expression_condition_is_late(element->when);
	return (0);
}

/* Words that stand for a choice. */
static int
set_where(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	int chosen;

	if (set_word(r, &chosen, WHERE_WORDS, value, e) != 0)
		return (-1);
	element->where = (enum layout_where)chosen;
	element->late = element->late || element->where == ON_LAST;
	return (0);
}

static int
set_align(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	int chosen;

	if (set_word(r, &chosen, ALIGN_WORDS, value, e) != 0)
		return (-1);
	element->align = (enum layout_align)chosen;
	return (0);
}

static int
set_list(struct reading *r, struct layout_element *element, const char *value, struct err *e)
{
	int chosen;

	if (set_word(r, &chosen, STYLE_WORDS, value, e) != 0)
		return (-1);
	element->list = chosen == 1;
	return (0);
}

static int
set_code(struct layout_element *element, const char *value, struct err *e)
{
	element->code = code_kind_of(value);
	return (element->code < CODE_KINDS ? 0 : err_reject(e, "\"%s\" is not one of qr, code128, datamatrix", value));
}

/* A file beside the layout's own. */
static int
set_name(struct reading *r, const char **field, const char *value, struct err *e)
{
	*field = arena_string(r->arena, value);
	return (value[0] != '.' && strchr(value, '/') == NULL ? 0 : err_reject(e, "\"%s\" is not the name of a file in the same folder", value));
}

/* Store the value of a key. */
static int
set_value(struct reading *r, struct layout_element *element, const struct key *key, int language, const char *value, struct err *e)
{
	void *field = (char *)element + key->offset;

	switch (key->value) {
	case VALUE_Y:
		element->placed = true;
		return (set_place(field, value, e));
	case VALUE_X:
		return (set_place(field, value, e));
	case VALUE_MM:
		return (set_length(field, value, true, e));
	case VALUE_POINTS:
		return (set_length(field, value, false, e));
	case VALUE_COUNT:
		return (set_count(field, value, e));
	case VALUE_YES:
		return (set_yes(field, value, e));
	case VALUE_WHEN:
		return (set_condition(r, element, value, e));
	case VALUE_NAME:
		return (set_name(r, field, value, e));
	case VALUE_TEXT:
		return (add_text(r, element, language, NULL, value, e));
	case VALUE_ROW:
		return (add_row(r, element, value, e));
	case VALUE_INK:
		return (set_word(r, field, INK_WORDS, value, e));
	case VALUE_SIZE:
		return (set_size(field, value, e));
	case VALUE_BOLD:
		return (set_bold(field, value, e));
	case VALUE_COLOUR:
		return (set_colour(r, element, value, e));
	case VALUE_WHERE:
		return (set_where(r, element, value, e));
	case VALUE_ALIGN:
		return (set_align(r, element, value, e));
	case VALUE_STYLE:
		return (set_list(r, element, value, e));
	case VALUE_CODE:
		break;
	}
	return (set_code(element, value, e));
}

/* ---- sections ------------------------------------------------------------------------------------------------- */

/* The keys that an element of this kind may have. */
static const char *
list_keys(struct arena *arena, enum layout_kind kind)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < LENGTH(KEYS); i++)
		if ((KEYS[i].kinds >> kind & 1) != 0)
			list = arena_printf(arena, "%s%s%s", list, list[0] == '\0' ? "" : ", ", KEYS[i].name);
	return (list);
}

/* `key = value` or `text.de = value` of an element. */
static int
on_element(struct reading *r, struct layout_element *element, const char *name, const char *value, struct err *e)
{
	char *key = arena_string(r->arena, name), *dot = strchr(key, '.');
	int language = -1;
	size_t i;

	if (dot != NULL) {
		*dot = '\0';
		if (!text_equal_nocase(key, "text") || set_word(r, &language, LANGUAGE_WORDS, dot + 1, e) != 0)
			return (err_reject(e, "only `text` has languages: text.de"));
	}
	for (i = 0; i < LENGTH(KEYS); i++)
		if (text_equal_nocase(KEYS[i].name, key) && (KEYS[i].kinds >> element->kind & 1) != 0)
			return (set_value(r, element, &KEYS[i], language, value, e));
	return (err_reject(e, "an element of this kind has no such key; it has %s", list_keys(r->arena, element->kind)));
}

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
			if (set_length(field++, word, true, e) != 0)
				return (-1);
	}
	return (0);
}

static int
set_window(struct reading *r, const char *name, struct err *e)
{
	struct window_search search = { name, &r->layout->window, false, r->arena, "" };

	r->layout->window = (struct layout_window){ .left = 0 };
	if (inifile_read(WINDOWS, on_window, &search, e) != 0)
		return (-1);
	r->windowed = true;
	return (search.found ? 0 : err_reject(e, "there is no window called \"%s\"; there are %s", name, search.names));
}

/* `key = value` of [page]. */
static int
on_page(struct reading *r, const char *key, const char *value, struct err *e)
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
		return (set_window(r, value, e));
	if (text_equal_nocase(key, "marks"))
		return (set_yes(&layout->marks, value, e));
	if (text_equal_nocase(key, "second_language"))
		return (set_word(r, &layout->second, LANGUAGE_WORDS, value, e));
	for (i = 0; i < LENGTH(LENGTHS); i++) {
		if (!text_equal_nocase(key, LENGTHS[i].key))
			continue;
		field = (float *)(void *)((char *)layout + LENGTHS[i].offset);
		return (LENGTHS[i].size ? set_size(field, value, e) : set_length(field, value, LENGTHS[i].mm, e));
	}
	return (err_reject(e, "[page] has no such key; it has size, window, marks, second_language, left, right, top, bottom, line, small, gap"));
}

static int
on_colour(struct reading *r, const char *key, const char *value, struct err *e)
{
	uint32_t colour;
	int known;

	if (set_word(r, &known, COLOUR_WORDS, key, e) != 0 || read_colour(r, value, &colour, e) != 0)
		return (-1);
	r->coloured[known] = true;
	r->layout->colour[known] = colour;
	return (0);
}

static int
on_text(struct reading *r, const char *section, const char *key, const char *value, struct err *e)
{
	enum text text = texts_key(key);
	int language = 0, first = 0, last = TEXTS_LANGUAGES - 1;

	if (section[5] == '.') {
		if (set_word(r, &language, LANGUAGE_WORDS, section + 6, e) != 0)
			return (-1);
		first = last = language;
	}
	if (text == TEXT_COUNT)
		return (err_reject(e, "there is no text called so; `billspool layout fields` lists them"));
	for (; first <= last; first++) {
		if (!texts_same_gaps(text, (enum texts_language)first, value))
			return (err_reject(e, "this text must have as many %%s as \"%s\", and no other %%", texts_find((enum texts_language)first, text)));
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
static enum pass
pass_of(const char *section)
{
	return (text_equal_nocase(section, "colours") ? PASS_COLOURS : text_equal_nocase(section, "inks") ? PASS_INKS : PASS_REST);
}

/* One entry, wherever it stands. */
static int
read_entry(struct reading *r, const struct inifile_entry *entry, struct err *e)
{
	struct layout_element *element;
	int ink;

	if (pass_of(entry->section) != r->pass)
		return (0);
	if (r->pass == PASS_COLOURS)
		return (on_colour(r, entry->key, entry->value, e));
	if (r->pass == PASS_INKS)
		return (set_word(r, &ink, INK_WORDS, entry->key, e) != 0 ? -1 : read_ink(r, entry->value, &r->layout->ink[ink], e));
	if (text_equal_nocase(entry->section, "page"))
		return (on_page(r, entry->key, entry->value, e));
	if (strncmp(entry->section, "texts", 5) == 0 && (entry->section[5] == '\0' || entry->section[5] == '.'))
		return (on_text(r, entry->section, entry->key, entry->value, e));
	element = find_element(r->layout, entry->section);
	if (element == NULL)
		return (err_reject(e, "it stands in no section"));
	return (on_element(r, element, entry->key, entry->value, e));
}

static int
on_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct reading *r = context;
	struct err why = { 0 };

	if (read_entry(r, entry, &why) == 0)
		return (0);
	return (err_reject(e, "layout %s, line %zu: [%s] %s = %s: %s.", r->name, entry->line, entry->section, entry->key, entry->value,
	    why.text));
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

/* What a file need not say. The columns are those of a page 165 mm wide between its margins. */
static void
set_defaults(struct layout *layout, uint32_t accent)
{
	layout->colour[COLOUR_DARK] = 0x1b2530;
	layout->colour[COLOUR_GREY] = 0x5c6773;
	layout->colour[COLOUR_RULE] = 0xc3cad1;
	layout->colour[COLOUR_PALE] = 0xe4e8ec;
	layout->colour[COLOUR_WHITE] = 0xffffff;
	layout->colour[COLOUR_ACCENT] = accent;
	layout->width = A4_WIDTH;
	layout->height = A4_HEIGHT;
	layout->left = MM(25);
	layout->right = MM(20);
	layout->top = MM(28.6f);
	layout->bottom = MM(19.7f);
	layout->line = 12;
	layout->small = 9;
	layout->gap = 21;
	layout->second = -1;
}

/* What stands on the accent, and its shade, follow from it where the file does not say. */
static void
set_shades(struct reading *r)
{
	uint32_t *colour = r->layout->colour;

	if (!r->coloured[COLOUR_ON_ACCENT])
		colour[COLOUR_ON_ACCENT] = brightness(colour[COLOUR_ACCENT]) > LIGHT ? colour[COLOUR_DARK] : 0xffffff;
	if (!r->coloured[COLOUR_TINT])
		colour[COLOUR_TINT] = shade(colour[COLOUR_ACCENT], 8);
}

/* The inks that a file need not say, in its colours. */
static void
set_inks(struct layout *layout)
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
		if (STYLES[i].colour == COLOUR_ACCENT && brightness(layout->colour[COLOUR_ACCENT]) > LIGHT)
			layout->ink[i].colour = layout->colour[COLOUR_DARK];
	}
}

/* The kind of a section, LAYOUT_KINDS for one that is no element, -1 for one that is nothing. */
static int
kind_of(const char *section)
{
	static const char *const OTHERS[] = { "page", "colours", "inks", "texts", "texts.en", "texts.de", "texts.fr", "texts.pl", NULL };
	size_t length = strcspn(section, " ");
	int kind;

	if (word_index(OTHERS, section) >= 0)
		return (LAYOUT_KINDS);
	for (kind = 0; kind < LAYOUT_KINDS; kind++)
		if (strncmp(section, KIND_WORDS[kind], length) == 0 && KIND_WORDS[kind][length] == '\0')
			return (kind);
	return (-1);
}

/* Add the element of a section: they are drawn in the order in which their sections stand. */
static int
add_section(struct reading *r, const char *section, size_t line, struct err *e)
{
	struct layout *layout = r->layout;
	struct layout_element *element;
	int kind = kind_of(section);

	if (kind == LAYOUT_KINDS)
		return (0);
	if (kind < 0)
		return (err_reject(e, "layout %s, line %zu: there is no section [%s]; a section is page, colours, inks, texts, texts.<language>,"
		    " or an element: %s, with a name behind it where there are several.", r->name, line, section, list_words(r->arena, KIND_WORDS)));
	if (find_element(layout, section) != NULL)
		return (err_reject(e, "layout %s, line %zu: there are two sections [%s]; give them different names, such as [%s 2].", r->name,
		    line, section, section));
	layout->elements = arena_grow(r->arena, layout->elements, layout->count, &layout->room, sizeof(*layout->elements));
	element = &layout->elements[layout->count++];
	*element = (struct layout_element){ .kind = (enum layout_kind)kind, .name = section, .line = line, .where = ON_FIRST, .bold = -1,
		.working = true, .subtotals = true, .taxes = true, .codes = true, .thickness = 0.5f, .code = CODE_QR, .picture = LAYOUT_LOGO };
	return (0);
}

/* Find the sections before their entries, so that one without any counts too. */
static int
find_sections(struct reading *r, const char *text, struct err *e)
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

/* What depends on the whole page: margins become edges, and columns fill what is between them. */
static void
complete(struct layout *layout)
{
	static const float COLUMNS[COLUMN_COUNT] = { 189, 211.125f, 256.125f, 277.125f, 334.125f, 379.125f };
	float scale;
	size_t i;
	int column;

	layout->right = layout->width - layout->right;
	layout->bottom = layout->height - layout->bottom;
	scale = (layout->right - layout->left) / TEXT_WIDTH;
	for (i = 0; i < layout->count; i++) {
		struct layout_element *element = &layout->elements[i];

		element->style = layout->ink[element->ink];
		if (element->size > 0)
			element->style.size = element->size;
		if (element->bold >= 0)
			element->style.face = element->bold ? SCRIPT_BOLD : SCRIPT_REGULAR;
		if (element->coloured)
			element->style.colour = element->colour;
		if (element->leading <= 0)
			element->leading = element->kind == LAYOUT_FACTS ? layout->line : floorf(element->style.size * 11 + 5) / 8;
		for (column = 0; column < COLUMN_COUNT; column++)
			if (element->column[column] <= 0)
				element->column[column] = COLUMNS[column] * scale;
	}
}

/* What an element lacks, or cannot be: NULL if nothing. */
static const char *
find_fault(const struct layout *layout, const struct layout_element *x)
{
	bool shape = (SHAPES >> x->kind & 1) != 0;

	if (shape && x->kind != LAYOUT_TEXT && !x->placed)
		return ("needs x and y: where it stands, in millimetres from the top left corner");
	if ((x->kind == LAYOUT_TEXT || x->kind == LAYOUT_CODE) && x->text_count == 0)
		return (x->kind == LAYOUT_TEXT ? "says nothing; give it `text = ...`" : "says nothing; give it `data = ...`");
	if ((x->kind == LAYOUT_CODE || x->kind == LAYOUT_BOX || x->kind == LAYOUT_IMAGE) && (x->width <= 0 || x->height <= 0))
		return ("needs width and height in millimetres");
	if (x->late && !(shape && x->placed))
		return ("has page, pages, page_of or `page = last`, which are known when all pages are: only a text or shape that has y can");
	if (x->placed && (x->x >= layout->width || x->y >= layout->height))
		return ("stands beside the sheet; x and y are millimetres from its top left corner");
	if (x->kind == LAYOUT_TEXT && x->placed && x->width <= 0 && x->x >= layout->right)
		return ("begins in the right margin; give it a width");
	return (NULL);
}

/* What would be drawn nowhere, or on top of everything. */
static int
check(const struct reading *r, struct err *e)
{
	const struct layout *layout = r->layout;
	bool there[LAYOUT_KINDS] = { false };
	const char *fault;
	size_t i;

	if (layout->right - layout->left < MM(80) || layout->bottom - layout->top < MM(80))
		return (err_reject(e, "layout %s: [page]: the margins leave less than 80 mm; make them smaller.", r->name));
	for (i = 0; i < layout->count; i++) {
		there[layout->elements[i].kind] = true;
		fault = find_fault(layout, &layout->elements[i]);
		if (fault != NULL)
			return (err_reject(e, "layout %s, line %zu: [%s] %s.", r->name, layout->elements[i].line, layout->elements[i].name, fault));
	}
	if (!there[LAYOUT_ADDRESS] || !there[LAYOUT_LINES] || !there[LAYOUT_SUMMARY])
		return (err_reject(e, "layout %s has no [%s]; without it nobody could send or pay the bill.", r->name,
		    !there[LAYOUT_ADDRESS] ? "address" : !there[LAYOUT_LINES] ? "lines" : "summary"));
	return (0);
}

int
layout_parse(struct arena *arena, const char *name, const char *text, uint32_t accent, struct layout **layout, struct err *e)
{
	struct reading r = { .arena = arena, .name = name };

	/* Notepad's mark at the beginning. */
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	r.layout = *layout = arena_new(arena, 1, sizeof(**layout));
	r.layout->name = arena_string(arena, name);
	r.layout->source = arena_string(arena, text);
	set_defaults(r.layout, accent);
	if (find_sections(&r, text, e) != 0)
		return (-1);
	for (r.pass = PASS_COLOURS; r.pass <= PASS_REST; r.pass++) {
		if (r.pass == PASS_INKS) {
			set_shades(&r);
			set_inks(r.layout);
		}
		if (inifile_read(text, on_entry, &r, e) != 0)
			return (strncmp(e->text, "layout ", 7) == 0 ? -1 : err_context(e, "layout %s", name));
	}
	if (!r.windowed && set_window(&r, "din5008-b", e) != 0)
		return (-1);
	complete(r.layout);
	return (check(&r, e));
}

const char *
layout_picture(const struct layout *layout, size_t *at)
{
	while (*at < layout->count) {
		const struct layout_element *x = &layout->elements[(*at)++];

		if (x->kind == LAYOUT_IMAGE && strcmp(x->picture, LAYOUT_LOGO) != 0)
			return (x->picture);
	}
	return (NULL);
}

const char *
layout_shipped(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(SHIPPED); i++)
		if (strcmp(SHIPPED[i].name, name) == 0)
			return (SHIPPED[i].text);
	return (NULL);
}

const char *
layout_shipped_name(size_t index)
{
	return (index < LENGTH(SHIPPED) ? SHIPPED[index].name : NULL);
}
