#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * unicode: what only the Unicode Character Database knows, asked of GLib (which GMime brings
 * along).
 */

/* Append a text, valid UTF-8, in capitals: "Österreich" as "ÖSTERREICH". */
void unicode_add_upper(struct buf *out, const char *text);

/*
 * Write every character of a text in its composed form (NFC), as fonts and people's searches know
 * it: a Mac's "e" with U+0301 behind it becomes U+00E9. Ligatures of letters (U+FB00 to U+FB06)
 * become their letters. Valid UTF-8; what is composed already is not touched.
 */
void unicode_compose(struct buf *text);

/* Is there surely nothing to compose? Fast, for large files. */
bool unicode_is_composed(const char *bytes, size_t length);

#endif
