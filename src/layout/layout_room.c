#include "layout/layout_room.h"

#define BESIDE CANVAS_MM(3)      /* white beside the window */
#define OUTSIDE \
	CANVAS_MM(12) /* above one without a zone for the sender's line: two lines of it \
	               */
#define ABOVE CANVAS_MM(1) /* from an element that ends above the window to it */
#define BELOW CANVAS_MM(4) /* from the window to an element that had to go below it */
#define FACTS_LEAST CANVAS_MM(65)
#define SUMMARY_LEAST CANVAS_MM(50)
#define LABEL_SHARE 0.38f /* of facts that had to become narrower */
#define PART 0.25f /* of an element that may be cut off at the window */
#define HAIR 0.5f /* boxes that share no more than this do not meet */

struct canvas_box
layout_room_window(const struct layout *layout)
{
	const struct layout_window *w = &layout->window;
	float above = w->back > 0 ? 0 : OUTSIDE;

	return ((struct canvas_box){ w->left, w->top - above, w->width, w->height + above });
}

bool
layout_room_meet(struct canvas_box a, struct canvas_box b)
{
	return (a.x + a.width > b.x + HAIR && b.x + b.width > a.x + HAIR &&
	    a.y + a.height > b.y + HAIR && b.y + b.height > a.y + HAIR);
}

struct canvas_box
layout_room_box(const struct layout *layout, const struct layout_element *x)
{
	struct canvas_box box = { x->x, x->y, x->width > 0 ? x->width : layout->right - x->x,
		x->height };
	size_t lines = x->text_count > 0 ? x->text_count : 1;

	if (x->kind == LAYOUT_TEXT && x->lines > 0 && (size_t)x->lines < lines)
		lines = (size_t)x->lines;
	if (x->kind == LAYOUT_TEXT && x->fit)
		lines = 1;
	if (x->kind == LAYOUT_SUMMARY)
		box.y = x->from;
	if (x->kind == LAYOUT_TEXT || x->kind == LAYOUT_FACTS) {
		box.y -= x->style.size * 0.75f;
		box.height = x->style.size * 0.95f + x->leading * (float)(lines - 1);
	}

	/* A summary in a list: four parts, the amount, and by when. */
	if (x->kind == LAYOUT_SUMMARY)
		box.height = 7 * layout->line;
	return (box);
}

/* Put facts or a summary beside the window if it is at least so narrow there, else below. */
static void
move_aside(struct layout *layout, struct layout_element *x, float least)
{
	struct canvas_box window = layout_room_window(layout);
	float at = window.x + window.width + BESIDE, right = layout->right - at,
	      left = window.x - BESIDE - layout->left;
	bool at_right = right >= x->width || right >= left;
	float room = at_right ? right : left;

	if (room < least) {
		x->from = window.y + window.height + layout->line;
		x->x = layout->left;
		x->width = layout->right - layout->left;
		x->below = true;
		x->placed = false;
		return;
	}
	if (room < x->width) {
		x->label =
		    x->label > 0 && x->label > room * LABEL_SHARE ? room * LABEL_SHARE : x->label;
		x->width = room;
	}

	/* At the right it keeps to the margin. */
	x->x = at_right ? layout->right - x->width : layout->left;
}

/* An element that begins above the window ends above it. */
static void
end_above(const struct layout *layout, struct layout_element *x)
{
	struct canvas_box window = layout_room_window(layout), box = layout_room_box(layout, x);
	float aside = window.x + window.width + BESIDE - box.x;

	if (x->where == ON_NEXT || x->where == ON_LAST)
		return;

	/*
	 * An element that begins in the window goes below it, or beside it if the larger part of it
	 * is there already.
	 */
	if (box.y + HAIR >= window.y && layout_room_meet(box, window)) {
		if (aside > 0 && aside <= box.width * PART) {
			x->x += aside;
			x->width = box.width - aside;
			return;
		}
		x->y += window.y + window.height + BELOW - box.y;
		return;
	}
	box.height = layout->height;
	if (box.y + HAIR >= window.y || !layout_room_meet(box, window))
		return;
	if (x->kind == LAYOUT_TEXT)
		x->lowest = window.y - ABOVE;
	else if (x->y + x->height > window.y - ABOVE)
		x->height = window.y - ABOVE - x->y;
}

void
layout_room_make(struct layout *layout)
{
	struct canvas_box window = layout_room_window(layout);
	size_t i;

	for (i = 0; i < layout->count; i++) {
		struct layout_element *x = &layout->elements[i];
		bool summary = x->kind == LAYOUT_SUMMARY && x->list == 1 && x->x > 0 &&
		    x->width > 0 && x->from > 0;

		if ((x->kind == LAYOUT_TEXT || x->kind == LAYOUT_IMAGE) && x->placed)
			end_above(layout, x);
		if (((x->kind == LAYOUT_FACTS && x->placed) || summary) &&
		    layout_room_meet(layout_room_box(layout, x), window))
			move_aside(layout, x, summary ? SUMMARY_LEAST : FACTS_LEAST);
	}
}
