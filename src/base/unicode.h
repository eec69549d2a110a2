#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "base/buf.h"

/* unicode: what only the Unicode Character Database knows, asked of GLib (which GMime brings along). */

/* Append a text, valid UTF-8, in capitals: "Österreich" as "ÖSTERREICH". */
void unicode_add_upper(struct buf *out, const char *text);

#endif
