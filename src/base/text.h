#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

/*
 * text: questions about UTF-8 strings, and the small changes that input needs before it is
 * understood.
 */

/* Is this UTF-8 without overlong forms, surrogates or values over U+10FFFF? */
bool text_is_utf8(const char *bytes, size_t length);

/* The code point at *text, which is valid UTF-8 and not at its end; moves *text past it. */
uint32_t text_next(const char **text);

/* Equal, ASCII letters in any case? */
bool text_equal_nocase(const char *a, const char *b);

/* Remove blanks, tabs and no-break spaces from both ends, in place; returns the new beginning. */
char *text_trim(char *text);

/*
 * A code as the interfaces know it: 1 to 32 letters, digits, '-', '_' or '.', and neither "." nor
 * "..".
 */
bool text_is_code(const char *text);

/* Has it a control character (below U+0020, or U+007F to U+009F)? */
bool text_has_control(const char *text);

/* Would a spreadsheet run this cell as a formula (begins with = + - @ or a tab)? */
bool text_is_formula(const char *text);

/* A whole number, decimal digits only, between least and most. */
bool text_to_int(const char *text, int64_t least, int64_t most, int64_t *value) NODISCARD;

#endif
