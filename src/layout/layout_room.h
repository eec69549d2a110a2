#ifndef LAYOUT_LAYOUT_ROOM_H
#define LAYOUT_LAYOUT_ROOM_H

#include "page/canvas.h"
#include "layout/layout.h"

/*
 * layout_room: the place of the elements beside the envelope's window. Any window goes with any
 * layout, by one rule: elements in the window's place go to the side where the window leaves room
 * or, where neither side does, below it; elements that begin above the window end above it.
 */

/* The box that the window and the sender's line must have for themselves. */
struct canvas_box layout_room_window(const struct layout *layout);

/*
 * The box of an element that has a place of its own, or x and width; as high as it is at least. Of
 * facts, one line a row.
 */
struct canvas_box layout_room_box(const struct layout *layout,
    const struct layout_element *element);

/* Do two boxes have more than an edge in common? */
bool layout_room_meet(struct canvas_box a, struct canvas_box b);

/* Move the elements that are in the window's way. */
void layout_room_make(struct layout *layout);

#endif
