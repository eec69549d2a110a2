#ifndef DOCUMENT_FLOW_H
#define DOCUMENT_FLOW_H

#include "document/sheet.h"

/*
 * flow: how the parts of a document follow one another down its pages: where a page ends, and what
 * is kept together on one.
 */

/*
 * Begin a document: its first page. canvas, arena, model, locale, layout, code, pictures, tight and
 * parted are set.
 */
void flow_begin(struct sheet *s);

/*
 * Go on at y, such as below the window. The distance above it is none that closer lines could save.
 */
void flow_from(struct sheet *s, float y);

/* Begin another page, and y at its first baseline. */
void flow_break(struct sheet *s);

/* Is there room for a block of this height? If not, begin a new page; true if that was done. */
bool flow_need(struct sheet *s, float height);

/*
 * All parts are drawn. By which share would lines have to stand closer to save the last page? More
 * than 1 if that cannot be.
 */
float flow_shortage(const struct sheet *s);

/* The number of pages is known: draw the elements that waited for it. */
void flow_finish(struct sheet *s);

/*
 * The head of a section: a gap, the head, and s->y at the first baseline below. Keeps `with` points
 * below it on this page. Returns where the head ends.
 */
float flow_head(struct sheet *s, enum text text, float with);

/*
 * The same of a table whose first column is `width` wide. A head that fits into it is drawn in the
 * place of that column's head, on the baseline of the other columns' heads: then true. s->y is at
 * that baseline.
 */
bool flow_table(struct sheet *s, enum text text, float width, float with);

/* Go down by the gap above an element, and to the place where it may begin. */
void flow_element(struct sheet *s, const struct layout_element *x);

/*
 * Draw the text of an element without a place of its own, as a paragraph at s->y; it may run over
 * pages, but not with one line alone.
 */
void flow_text(struct sheet *s, const struct layout_element *x);

/* A paragraph across the text's width. */
void flow_paragraph(struct sheet *s, const struct script_style *style, float leading,
    const char *text);

#endif
