#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * unicode: composed forms of characters, from the Unicode Character Database of GLib (which GMime
 * needs anyway).
 */

/* Append a text, valid UTF-8, in capitals: "Österreich" as "ÖSTERREICH". */
void unicode_add_upper(struct buf *out, const char *text);

/*
 * Write every character of a text in its composed form (NFC), as fonts and people's searches know
 * it: a Mac's "e" followed by U+0301 becomes U+00E9. Ligatures of letters (U+FB00 to U+FB06)
 * become their letters. The text is valid UTF-8; composed characters stay as they are.
 */
void unicode_compose(struct buf *text);

/* Is there surely nothing to compose? Fast, for large files. */
bool unicode_is_composed(const char *bytes, size_t length);

#endif
