#ifndef LAYOUT_LAYOUT_CHECK_H
#define LAYOUT_LAYOUT_CHECK_H

#include "layout/layout.h"

/*
 * layout_check: what a layout that can be read would draw nowhere, on top of everything, or not at
 * all. 0, or -1 with ERR_REJECT.
 */
int layout_check(const struct layout *layout, struct err *e) NODISCARD;

#endif
