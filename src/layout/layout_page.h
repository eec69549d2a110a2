#ifndef LAYOUT_LAYOUT_PAGE_H
#define LAYOUT_LAYOUT_PAGE_H

#include "layout/layout_value.h"

/*
 * layout_page: the keys of a layout about all pages: the sheet, its margins, its window, colours
 * and inks.
 */

/*
 * The values of keys that a file does not give: first the sheet and the usual colours; then, when
 * its own colours are read, the shades that follow from them, and the inks.
 */
void layout_page_begin(struct layout *layout, uint32_t accent);
void layout_page_shades(struct layout_reading *r);
void layout_page_inks(struct layout *layout);

/*
 * The begin of the name of a section in which a layout gives the measures of a window: [window
 * mine].
 */
#define LAYOUT_PAGE_WINDOW "window "

/*
 * `key = value` of [page]; and its window, by name: one of the layout's own, of the file of windows
 * that goes with it, or of the program's. Errors without file and line.
 */
int layout_page_set(struct layout_reading *r, const char *key, const char *value,
    struct err *e) NODISCARD;
int layout_page_window(struct layout_reading *r, const char *name, struct err *e) NODISCARD;

#endif
