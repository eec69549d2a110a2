#ifndef LAYOUT_LAYOUT_ELEMENT_H
#define LAYOUT_LAYOUT_ELEMENT_H

#include "layout/layout_value.h"

/* layout_element: the keys that the elements of a layout have, and what each does. */

/* The kinds that are shapes: they are drawn at x and y. */
#define LAYOUT_KIND(kind) (1u << LAYOUT_##kind)
#define LAYOUT_SHAPES \
	(LAYOUT_KIND(TEXT) | LAYOUT_KIND(LINE) | LAYOUT_KIND(BOX) | LAYOUT_KIND(IMAGE) | \
	    LAYOUT_KIND(CODE))

/* An element of this kind, as it is before its keys are read. */
struct layout_element layout_element_begin(enum layout_kind kind, const char *name, size_t line);

/* `key = value` or `text.de = value` of an element. Errors without file and line. */
int layout_element_set(struct layout_reading *r, struct layout_element *element, const char *name,
    const char *value, struct err *e) NODISCARD;

/* All keys are read: values that the element does not have follow from the layout. */
void layout_element_complete(const struct layout *layout, struct layout_element *element);

#endif
