#ifndef DOCUMENT_SHAPE_H
#define DOCUMENT_SHAPE_H

#include "document/sheet.h"

/*
 * shape: the elements of a layout that have a place of their own on the page: texts, lines, boxes,
 * pictures, codes.
 */

/* Draw an element on the current page, whatever its `when` is. */
void shape_draw(struct sheet *s, const struct layout_element *x);

/* The element's text for this document: the lines in its language that are not empty. */
const char *shape_text(const struct sheet *s, const struct layout_element *x);

/*
 * Draw a code on white, as large as whole squares allow in this box, with its quiet zone left free.
 * A text that makes no code marks the document as one that cannot be drawn (sheet->refused).
 */
void shape_code(struct sheet *s, enum code_kind kind, struct canvas_box box, const char *text);

/* A QR that fills its box, with a white border of this width round it. */
void shape_square(struct sheet *s, struct canvas_box box, float quiet, const char *text);

/*
 * Can the layout's codes hold their texts of this document? s has arena, model, locale and layout.
 * 0, or -1 with ERR_REJECT that names the element. Codes with page numbers are not checked.
 */
int shape_check(const struct sheet *s, struct err *e) NODISCARD;

#endif
