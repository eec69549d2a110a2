#ifndef DOCUMENT_DRAWABLE_H
#define DOCUMENT_DRAWABLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * drawable: the characters that are drawn right as one glyph each, from left to right. Whether a
 * font has the glyph is another question (stock_draws).
 */
bool drawable_is(uint32_t point);

/* A character that cannot be drawn, in words: what it is, and what to do about it. */
const char *drawable_describe(uint32_t point);

#endif
