#ifndef LAYOUT_LAYOUT_VALUE_H
#define LAYOUT_LAYOUT_VALUE_H

#include "layout/layout.h"
#include "layout/source.h"
#include "words/locale.h"

/*
 * layout_value: the values that the keys of a layout file may have. The errors about others are
 * without file and line, which the caller adds.
 */

/*
 * A file is read three times: colours, then inks that name colours, then the rest. So the order of
 * its sections decides the order of drawing alone.
 */
enum layout_pass { LAYOUT_PASS_COLOURS, LAYOUT_PASS_INKS, LAYOUT_PASS_REST };

/* A file while it is being read. */
struct layout_reading {
	struct arena *arena;
	struct layout *layout;
	const struct source_list *fields;
	const char *name, *text, *windows;
	enum layout_pass pass;
	bool windowed;
	bool coloured[COLOUR_COUNT]; /* which colours it gives */
};

/* Words, NULL after the last one, in the order of their enums in layout.h. */
extern const char *const LAYOUT_KIND_WORDS[], *const LAYOUT_INK_WORDS[],
						  *const LAYOUT_COLOUR_WORDS[];

/*
 * The index of a word in a list, in any case, -1 if it is not there; and all of them for a
 * sentence: "a, b, c".
 */
int layout_value_find(const char *const *words, const char *word);
const char *layout_value_list(struct arena *arena, const char *const *words);

/* Perceived brightness, from 0; and from which on a colour needs dark letters on it. */
unsigned int layout_value_brightness(uint32_t colour);
#define LAYOUT_LIGHT 160000

/* The colour mixed with white: `share` of 100 parts of it. */
uint32_t layout_value_shade(uint32_t colour, uint32_t share);

/* A colour: one of those that have names, or its own. An ink: "bold 8.5 dark". */
int layout_value_colour(const struct layout_reading *r, const char *text, uint32_t *colour,
    struct err *e) NODISCARD;
int layout_value_ink(const struct layout_reading *r, const char *text, struct script_style *style,
    struct err *e) NODISCARD;

/* yes or no; one of a list of words, by its index; a language, by its code; a number of lines,
 * from 1. */
int layout_value_yes(bool *field, const char *value, struct err *e) NODISCARD;
int layout_value_word(const struct layout_reading *r, int *field, const char *const *words,
    const char *value, struct err *e) NODISCARD;
int layout_value_language(int *field, const char *value, struct err *e) NODISCARD;
int layout_value_count(int *field, const char *value, struct err *e) NODISCARD;

/*
 * In points: a place on the sheet, given in millimetres (what bleeds off its edge begins before 0);
 * a length that is not negative, in millimetres or in points; a size of letters or leading, 6 to 72
 * points, to the eighth.
 */
int layout_value_place(float *field, const char *value, struct err *e) NODISCARD;
int layout_value_length(float *field, const char *value, bool mm, struct err *e) NODISCARD;
int layout_value_size(float *field, const char *value, struct err *e) NODISCARD;

/* A share, given in percent, of at most `most`. */
int layout_value_percent(float *field, int most, const char *value, struct err *e) NODISCARD;

/* A file in the same folder. */
int layout_value_file(struct layout_reading *r, const char **field, const char *value,
    struct err *e) NODISCARD;

#endif
