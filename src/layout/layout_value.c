#include "layout/layout_value.h"

#include <math.h>

#include "base/decimal.h"
#include "base/text.h"

const char *const LAYOUT_KIND_WORDS[LAYOUT_KINDS + 1] = { "text", "line", "box", "image", "code",
	"address", "facts", "summary", "lines", "totals", "reads", "chart", "messages", "payment",
	"entries", "age", "break", NULL };
const char *const LAYOUT_INK_WORDS[INK_COUNT + 1] = { "body", "strong", "small", "label", "column",
	"group", "head", "title", "address", "return", "sender", "figure", "amount", "on_accent",
	NULL };
const char *const LAYOUT_COLOUR_WORDS[COLOUR_COUNT + 1] = { "accent", "on_accent", "tint", "dark",
	"grey", "rule", "pale", "white", NULL };

int
layout_value_find(const char *const *words, const char *word)
{
	int i;

	for (i = 0; words[i] != NULL; i++)
		if (text_equal_nocase(words[i], word))
			return (i);
	return (-1);
}

const char *
layout_value_list(struct arena *arena, const char *const *words)
{
	const char *list = "";

	for (; *words != NULL; words++)
		list = arena_printf(arena, "%s%s%s", list, list[0] == '\0' ? "" : ", ", *words);
	return (list);
}

/*
 * A number that may have a fraction; false for anything else. Lengths are for drawing: they need no
 * exact decimals.
 */
static bool
read_layout_number(const char *text, float *number)
{
	struct decimal value;

	if (!decimal_parse(text, '.', &value) || value.places > 6)
		return (false);
	*number = (float)((double)value.units / pow(10, value.places));
	return (fabsf(*number) <= 2000);
}

unsigned int
layout_value_brightness(uint32_t colour)
{
	return ((colour >> 16 & 0xff) * 299 + (colour >> 8 & 0xff) * 587 + (colour & 0xff) * 114);
}

uint32_t
layout_value_shade(uint32_t colour, uint32_t share)
{
	uint32_t mixed = 0;
	int shift;

	for (shift = 16; shift >= 0; shift -= 8)
		mixed |= (255 - (255 - (colour >> shift & 0xff)) * share / 100) << shift;
	return (mixed);
}

int
layout_value_colour(const struct layout_reading *r, const char *text, uint32_t *colour,
    struct err *e)
{
	int known = layout_value_find(LAYOUT_COLOUR_WORDS, text);

	if (known >= 0) {
		*colour = r->layout->colour[known];
		return (0);
	}
	if (layout_read_colour(text, colour))
		return (0);
	return (err_reject(e,
	    "\"%s\" is not a colour; write # and six hexadecimal digits, or one of %s", text,
	    layout_value_list(r->arena, LAYOUT_COLOUR_WORDS)));
}

/* A size of letters, to the eighth of a point. */
static bool
read_size(const char *text, float *size)
{
	if (!read_layout_number(text, size) || *size < LAYOUT_SMALLEST || *size > 72)
		return (false);
	*size = floorf(*size * 8 + 0.5f) / 8;
	return (true);
}

int
layout_value_ink(const struct layout_reading *r, const char *text, struct script_style *style,
    struct err *e)
{
	char *rest = arena_string(r->arena, text);
	const char *face = strsep(&rest, " "), *size = strsep(&rest, " "), *colour = rest;
	bool bold = text_equal_nocase(face, "bold");

	if ((!bold && !text_equal_nocase(face, "regular")) || size == NULL || colour == NULL ||
	    !read_size(size, &style->size))
		return (err_reject(e,
		    "an ink is a face, a size from 6 to 72 points, and a colour: `bold 8.5 dark`"));
	style->face = bold ? SCRIPT_BOLD : SCRIPT_REGULAR;
	return (layout_value_colour(r, colour, &style->colour, e));
}

int
layout_value_yes(bool *field, const char *value, struct err *e)
{
	*field = text_equal_nocase(value, "yes");
	return (*field || text_equal_nocase(value, "no")
		? 0
		: err_reject(e, "\"%s\" is neither yes nor no", value));
}

int
layout_value_word(const struct layout_reading *r, int *field, const char *const *words,
    const char *value, struct err *e)
{
	*field = layout_value_find(words, value);
	return (*field >= 0 ? 0
			    : err_reject(e, "\"%s\" is not one of %s", value,
				  layout_value_list(r->arena, words)));
}

int
layout_value_place(float *field, const char *value, struct err *e)
{
	if (!read_layout_number(value, field))
		return (err_reject(e,
		    "\"%s\" is not a length in millimetres; write a number such as 12 or 12.5",
		    value));
	*field = CANVAS_MM(*field);
	return (0);
}

int
layout_value_length(float *field, const char *value, bool mm, struct err *e)
{
	if (!read_layout_number(value, field) || *field < 0)
		return (err_reject(e,
		    "\"%s\" is not a length in %s; write a number such as 12 or 12.5", value,
		    mm ? "millimetres" : "points"));
	if (mm)
		*field = CANVAS_MM(*field);
	return (0);
}

int
layout_value_size(float *field, const char *value, struct err *e)
{
	return (read_size(value, field)
		? 0
		: err_reject(e, "\"%s\" is not a size from 6 to 72 points", value));
}

int
layout_value_count(int *field, const char *value, struct err *e)
{
	int64_t number;

	if (!text_to_int(value, 1, 99, &number))
		return (err_reject(e, "\"%s\" is not a number of lines from 1 to 99", value));
	*field = (int)number;
	return (0);
}

int
layout_value_percent(float *field, int most, const char *value, struct err *e)
{
	if (!read_layout_number(value, field) || *field < 0 || *field > (float)most)
		return (err_reject(e, "\"%s\" is not a number of percent from 0 to %d", value,
		    most));
	*field /= 100;
	return (0);
}

int
layout_value_file(struct layout_reading *r, const char **field, const char *value, struct err *e)
{
	*field = arena_string(r->arena, value);
	return (value[0] != '.' && strchr(value, '/') == NULL
		? 0
		: err_reject(e, "\"%s\" is not the name of a file in the same folder", value));
}

int
layout_value_language(int *field, const char *value, struct err *e)
{
	*field = locale_language_of(value);
	return (*field >= 0 ? 0
			    : err_reject(e, "\"%s\" is not one of %s", value, TEXTS_LANGUAGE_LIST));
}
