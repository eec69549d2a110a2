#include "layout/layout_element.h"

#include <math.h>

#include "base/text.h"
#include "layout/condition.h"
#include "layout/expression.h"

#define COLUMNS_WIDTH 467.625f /* of the table that the usual columns are made for */

static const char *const WHERE_WORDS[] = { "first", "next", "last", "all", NULL };
static const char *const ALIGN_WORDS[] = { "left", "right", "centre", NULL };
static const char *const STYLE_WORDS[] = { "panel", "list", NULL };

/* Keys of elements: what their values are, where they go, and which kinds have them. */
enum value {
	VALUE_MM,
	VALUE_X,
	VALUE_Y,
	VALUE_POINTS,
	VALUE_COUNT,
	VALUE_YES,
	VALUE_SIZE,
	VALUE_BOLD,
	VALUE_COLOUR,
	VALUE_WHEN,
	VALUE_WHERE,
	VALUE_WORD,
	VALUE_TEXT,
	VALUE_CODE,
	VALUE_NAME,
	VALUE_ROW
};

#define KIND(kind) LAYOUT_KIND(kind)
#define ALL_KINDS ((1u << LAYOUT_KINDS) - 1)
#define AT(field) offsetof(struct layout_element, field)

static const struct element_key {
	const char *name;
	enum value value;
	size_t offset;
	unsigned int kinds;
	const char *const *words; /* of VALUE_WORD */
} KEYS[] = {
	{ "when", VALUE_WHEN, AT(when), ALL_KINDS, NULL },
	{ "page", VALUE_WHERE, AT(where), LAYOUT_SHAPES, NULL },
	{ "x", VALUE_X, AT(x), LAYOUT_SHAPES | KIND(FACTS) | KIND(SUMMARY), NULL },
	{ "y", VALUE_Y, AT(y), LAYOUT_SHAPES | KIND(FACTS), NULL },
	{ "width", VALUE_MM, AT(width), LAYOUT_SHAPES | KIND(FACTS) | KIND(SUMMARY), NULL },
	{ "height", VALUE_MM, AT(height), LAYOUT_SHAPES | KIND(CHART), NULL },
	{ "above", VALUE_MM, AT(above), ALL_KINDS & ~KIND(ADDRESS), NULL },
	{ "from", VALUE_MM, AT(from), KIND(TEXT) | KIND(SUMMARY) | KIND(LINES), NULL },
	{ "ink", VALUE_WORD, AT(ink), KIND(TEXT), LAYOUT_INK_WORDS },
	{ "size", VALUE_SIZE, AT(size), KIND(TEXT), NULL },
	{ "bold", VALUE_BOLD, AT(bold), KIND(TEXT), NULL },
	{ "colour", VALUE_COLOUR, AT(colour), LAYOUT_SHAPES, NULL },
	{ "align", VALUE_WORD, AT(align), KIND(TEXT) | KIND(IMAGE), ALIGN_WORDS },
	{ "leading", VALUE_POINTS, AT(leading), KIND(TEXT) | KIND(FACTS), NULL },
	{ "lines", VALUE_COUNT, AT(lines), KIND(TEXT), NULL },
	{ "fit", VALUE_YES, AT(fit), KIND(TEXT), NULL },
	{ "text", VALUE_TEXT, 0, KIND(TEXT), NULL },
	{ "thickness", VALUE_POINTS, AT(thickness), KIND(LINE), NULL },
	{ "radius", VALUE_POINTS, AT(radius), KIND(BOX), NULL },
	{ "picture", VALUE_NAME, AT(picture), KIND(IMAGE), NULL },
	{ "code", VALUE_CODE, AT(code), KIND(CODE), NULL },
	{ "data", VALUE_TEXT, 0, KIND(CODE), NULL },
	{ "row", VALUE_ROW, 0, KIND(FACTS), NULL },
	{ "label", VALUE_MM, AT(label), KIND(FACTS), NULL },
	{ "style", VALUE_WORD, AT(list), KIND(SUMMARY), STYLE_WORDS },
	{ "working", VALUE_YES, AT(working), KIND(LINES), NULL },
	{ "subtotals", VALUE_YES, AT(subtotals), KIND(LINES), NULL },
	{ "taxes", VALUE_YES, AT(taxes), KIND(TOTALS), NULL },
	{ "codes", VALUE_YES, AT(codes), KIND(PAYMENT), NULL },
	{ "check_digit", VALUE_YES, AT(check_digit), KIND(PAYMENT), NULL },
	{ "part", VALUE_YES, AT(part), KIND(PAYMENT), NULL },
	{ "description", VALUE_MM, AT(column[COLUMN_DESCRIPTION]), KIND(LINES), NULL },
	{ "days", VALUE_MM, AT(column[COLUMN_DAYS]), KIND(LINES), NULL },
	{ "quantity", VALUE_MM, AT(column[COLUMN_QUANTITY]), KIND(LINES), NULL },
	{ "unit", VALUE_MM, AT(column[COLUMN_UNIT]), KIND(LINES), NULL },
	{ "price", VALUE_MM, AT(column[COLUMN_PRICE]), KIND(LINES), NULL },
	{ "tax", VALUE_MM, AT(column[COLUMN_TAX]), KIND(LINES), NULL },
};

/* Append a line of text or a row. */
static int
add_text(struct layout_reading *r, struct layout_element *element, int language, const char *label,
    const char *text, struct err *e)
{
	struct layout_text *t;

	element->texts = arena_grow(r->arena, element->texts, element->text_count,
	    &element->text_room, sizeof(*element->texts));
	t = &element->texts[element->text_count++];
	*t = (struct layout_text){ .language = language };
	if (label != NULL && expression_parse(r->arena, r->fields, label, &t->label, e) != 0)
		return (-1);
	if (expression_parse(r->arena, r->fields, text, &t->text, e) != 0)
		return (-1);
	element->late = element->late || expression_is_late(t->text);
	return (0);
}

/* A row of facts: "label | value", or "label | *value" for a bold one. */
static int
add_table_row(struct layout_reading *r, struct layout_element *element, const char *value,
    struct err *e)
{
	char *label = arena_string(r->arena, value), *bar = strchr(label, '|'), *text;
	bool strong;

	if (bar == NULL)
		return (err_reject(e, "a row is a label, a bar and a value: `{#plan} | {plan}`"));
	*bar = '\0';
	text = text_trim(bar + 1);
	strong = text[0] == '*';
	if (add_text(r, element, -1, text_trim(label), strong ? text + 1 : text, e) != 0)
		return (-1);
	element->texts[element->text_count - 1].strong = strong;
	return (0);
}

static int
set_bold(int *field, const char *value, struct err *e)
{
	bool bold;

	if (layout_value_yes(&bold, value, e) != 0)
		return (-1);
	*field = bold;
	return (0);
}

static int
set_colour(struct layout_reading *r, struct layout_element *element, const char *value,
    struct err *e)
{
	element->coloured = true;
	return (layout_value_colour(r, value, &element->colour, e));
}

static int
set_condition(struct layout_reading *r, struct layout_element *element, const char *value,
    struct err *e)
{
	if (condition_parse(r->arena, r->fields, value, &element->when, e) != 0)
		return (-1);
	element->late = element->late || condition_is_late(element->when);
	return (0);
}

/* The last page is known when all pages are drawn: an element on it is late. */
static int
set_where(struct layout_reading *r, struct layout_element *element, const char *value,
    struct err *e)
{
	if (layout_value_word(r, &element->where, WHERE_WORDS, value, e) != 0)
		return (-1);
	element->late = element->late || element->where == ON_LAST;
	return (0);
}

static int
set_code(struct layout_element *element, const char *value, struct err *e)
{
	element->code = code_kind_of(value);
	return (element->code < CODE_KINDS
		? 0
		: err_reject(e, "\"%s\" is not one of qr, code128, datamatrix", value));
}

/* Store the value of a key. */
static int
set_value(struct layout_reading *r, struct layout_element *element, const struct element_key *key,
    int language, const char *value, struct err *e)
{
	void *field = (char *)element + key->offset;

	switch (key->value) {
	case VALUE_Y:
		element->placed = true;
		return (layout_value_place(field, value, e));
	case VALUE_X:
		return (layout_value_place(field, value, e));
	case VALUE_MM:
		return (layout_value_length(field, value, true, e));
	case VALUE_POINTS:
		return (layout_value_length(field, value, false, e));
	case VALUE_COUNT:
		return (layout_value_count(field, value, e));
	case VALUE_YES:
		return (layout_value_yes(field, value, e));
	case VALUE_WHEN:
		return (set_condition(r, element, value, e));
	case VALUE_NAME:
		return (layout_value_file(r, field, value, e));
	case VALUE_TEXT:
		return (add_text(r, element, language, NULL, value, e));
	case VALUE_ROW:
		return (add_table_row(r, element, value, e));
	case VALUE_WORD:
		return (layout_value_word(r, field, key->words, value, e));
	case VALUE_SIZE:
		return (layout_value_size(field, value, e));
	case VALUE_BOLD:
		return (set_bold(field, value, e));
	case VALUE_COLOUR:
		return (set_colour(r, element, value, e));
	case VALUE_WHERE:
		return (set_where(r, element, value, e));
	case VALUE_CODE:
		break;
	}
	return (set_code(element, value, e));
}

/* The keys that an element of this kind may have. */
static const char *
list_keys(struct arena *arena, enum layout_kind kind)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < LENGTH(KEYS); i++)
		if ((KEYS[i].kinds >> kind & 1) != 0)
			list = arena_printf(arena, "%s%s%s", list, list[0] == '\0' ? "" : ", ",
			    KEYS[i].name);
	return (list);
}

int
layout_element_set(struct layout_reading *r, struct layout_element *element, const char *name,
    const char *value, struct err *e)
{
	char *key = arena_string(r->arena, name), *dot = strchr(key, '.');
	int language = -1;
	size_t i;

	if (dot != NULL) {
		*dot = '\0';
		if (!text_equal_nocase(key, "text") ||
		    layout_value_language(&language, dot + 1, e) != 0)
			return (err_reject(e, "only `text` has languages: text.de"));
	}
	for (i = 0; i < LENGTH(KEYS); i++)
		if (text_equal_nocase(KEYS[i].name, key) &&
		    (KEYS[i].kinds >> element->kind & 1) != 0)
			return (set_value(r, element, &KEYS[i], language, value, e));
	return (err_reject(e, "an element of this kind has no such key; it has %s",
	    list_keys(r->arena, element->kind)));
}

struct layout_element
layout_element_begin(enum layout_kind kind, const char *name, size_t line)
{
	return ((struct layout_element){ .kind = kind,
	    .name = name,
	    .line = line,
	    .where = ON_FIRST,
	    .bold = -1,
	    .working = true,
	    .subtotals = true,
	    .taxes = true,
	    .codes = true,
	    .part = true,
	    .thickness = 0.5f,
	    .code = CODE_QR,
	    .picture = LAYOUT_LOGO });
}

void
layout_element_complete(const struct layout *layout, struct layout_element *element)
{
	/* Of the lines' table on a page 165 mm wide between its margins. */
	static const float COLUMNS[COLUMN_COUNT] = { 189, 211.125f, 256.125f, 277.125f, 334.125f,
		379.125f };
	float scale = (layout->right - layout->left) / COLUMNS_WIDTH;
	int column;

	/* The ink, and what the element changes of it. */
	element->style = layout->ink[element->ink];
	if (element->size > 0)
		element->style.size = element->size;
	if (element->bold >= 0)
		element->style.face = element->bold ? SCRIPT_BOLD : SCRIPT_REGULAR;
	if (element->coloured)
		element->style.colour = element->colour;
	if (element->leading <= 0)
		element->leading = element->kind == LAYOUT_FACTS
		    ? layout->line
		    : floorf(element->style.size * 11 + 5) / 8;
	for (column = 0; column < COLUMN_COUNT; column++)
		if (element->column[column] <= 0)
			element->column[column] = COLUMNS[column] * scale;
}
