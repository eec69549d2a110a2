#ifndef MAIL_MARKUP_H
#define MAIL_MARKUP_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * markup: a plain body as HTML that says the same, so that whoever writes an email's text writes it
 * once. Paragraphs stay paragraphs; one whose lines all are "  label:  value", indented by two
 * blanks, becomes a table. Fields in braces stay as they are.
 */

/* A whole HTML file, in arena. language: its code ("de"); title: what a browser's tab would show.
 */
const char *markup_make(struct arena *arena, const char *language, const char *title,
    const char *text);

/* Append a text so that nothing in it is HTML. */
void markup_escape(struct buf *out, const char *text);

#endif
