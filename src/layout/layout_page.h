#ifndef LAYOUT_LAYOUT_PAGE_H
#define LAYOUT_LAYOUT_PAGE_H

#include "layout/layout_value.h"

/*
 * layout_page: what a layout says about all pages: the sheet, its margins, its window, colours and
 * inks.
 */

/*
 * What a file need not say; where it does not say it, what follows from its colours: shades, then
 * inks.
 */
void layout_page_begin(struct layout *layout, uint32_t accent);
void layout_page_shades(struct layout_reading *r);
void layout_page_inks(struct layout *layout);

/*
 * What the name of a section begins with in which a layout gives the numbers of a window itself:
 * [window mine].
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
