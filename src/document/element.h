#ifndef DOCUMENT_ELEMENT_H
#define DOCUMENT_ELEMENT_H

#include "document/sheet.h"

/*
 * element: the parts of a layout that say what they draw themselves: texts, lines, boxes, pictures,
 * codes.
 */

/* Draw an element that has a place of its own, on the current page, whatever `when` says. */
void element_place(struct sheet *s, const struct layout_element *x);

/*
 * Go down by the gap above an element that follows another down the page, and to where it may
 * begin.
 */
void element_begin(struct sheet *s, const struct layout_element *x);

/*
 * Draw a text that has none as a paragraph at s->y; it may run over pages, but not with one line
 * alone.
 */
void element_flow(struct sheet *s, const struct layout_element *x);

/* A paragraph in an ink across the text's width: what element_flow and messages are made of. */
void element_paragraph(struct sheet *s, const struct script_style *style, float leading,
    const char *text);

/*
 * A code over a box, as large as whole squares allow, with its quiet zone left free. A text that
 * makes no code marks the document as one that cannot be drawn (sheet->refused).
 */
void element_code(struct sheet *s, enum code_kind kind, struct canvas_box box, const char *text);

/*
 * Can the codes of the layout hold what this document says in them? s has arena, model, locale and
 * layout. 0, or -1 with ERR_REJECT that names the element. Those that show page numbers are not
 * asked.
 */
int element_check(const struct sheet *s, struct err *e) NODISCARD;

/* A QR that fills its box, with a white border of this width round it. */
void element_square(struct sheet *s, struct canvas_box box, float quiet, const char *text);

#endif
