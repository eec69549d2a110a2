#ifndef LAYOUT_LAYOUT_CHECK_H
#define LAYOUT_LAYOUT_CHECK_H

#include "layout/layout.h"

/*
 * layout_check: refuse a layout that can be read, and would draw an element nowhere, on top of
 * others, or not at all. 0, or -1 with ERR_REJECT that names file, line and remedy.
 */
int layout_check(const struct layout *layout, struct err *e) NODISCARD;

#endif
