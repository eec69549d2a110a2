#ifndef MAIL_MARKUP_H
#define MAIL_MARKUP_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * markup: turns a plain body into HTML with the same words, so that an email's text is written
 * once. Paragraphs stay paragraphs; one whose lines all are " label: value", indented by two
 * blanks, becomes a table. Fields in braces stay as they are.
 */

/* Make a whole HTML file, in arena. language: its code ("de"); title: for a browser's tab. */
const char *markup_make(struct arena *arena, const char *language, const char *title,
    const char *text);

/* Append a text so that nothing in it is HTML. */
void markup_escape(struct buf *out, const char *text);

#endif
