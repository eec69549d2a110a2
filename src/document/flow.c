#include "document/flow.h"

#include "document/shape.h"
#include "document/sheet_words.h"

#define SHORTAGE_LEAST 0.01f

/* The marks at the edge of the first page where to fold for the envelope, and to punch. */
static void
draw_marks(struct sheet *s)
{
	const struct layout_window *w = &s->layout->window;
	const struct {
		float y, length;
	} MARKS[] = { { w->fold[0], CANVAS_MM(3) }, { w->punch, CANVAS_MM(5) },
		{ w->fold[1], CANVAS_MM(3) } };
	bool parted = s->parted && s->part_page == 0;
	size_t i;

	for (i = 0; i < LENGTH(MARKS); i++)
		if (MARKS[i].y > 0 && (!parted || MARKS[i].y < s->layout->height - SHEET_PART))
			canvas_line(s->canvas, s->colour[COLOUR_RULE], 0.5f,
			    (struct canvas_box){ CANVAS_MM(5), MARKS[i].y, MARKS[i].length, 0 });
}

/*
 * Is an element with a place of its own drawn on the current page? `last` is known when the pages
 * are.
 */
static bool
stands_here(const struct sheet *s, const struct layout_element *x, bool last)
{
	switch ((enum layout_where)x->where) {
	case ON_FIRST:
		return (s->page == 0);
	case ON_NEXT:
		return (s->page > 0);
	case ON_LAST:
		return (last);
	case ON_ALL:
		break;
	}
	return (true);
}

/* Is its place that of a payment part? */
static bool
is_low(const struct sheet *s, const struct layout_element *x)
{
	return (s->parted && x->y > s->layout->height - SHEET_PART);
}

/*
 * Draw the elements with a place of their own on the current page: at its beginning, or those that
 * are late when the number of pages is known.
 */
static void
draw_placed(struct sheet *s, bool late)
{
	bool last = late && s->page + 1 == canvas_pages(s->canvas);
	size_t i;

	for (i = 0; i < s->layout->count; i++) {
		const struct layout_element *x = &s->layout->elements[i];
		struct layout_element higher;

		if (!x->placed || x->kind > LAYOUT_CODE || (x->late || is_low(s, x)) != late ||
		    !stands_here(s, x, last) || !sheet_holds(s, x->when))
			continue;
		if (is_low(s, x) && s->page == s->part_page) {
			higher = *x;
			higher.y -= SHEET_PART;
			x = &higher;
		}
		shape_draw(s, x);
	}
}

void
flow_begin(struct sheet *s)
{
	const struct layout *layout = s->layout;

	s->left = layout->left;
	s->right = layout->right;
	s->top = layout->top;
	s->bottom = layout->bottom;
	s->line = sheet_down(s, layout->line);
	s->small = layout->small -
	    (layout->small - sheet_down(s, layout->small)) /
		2; /* small lines are close as they are */
	s->gap = sheet_down(s, layout->gap);
	s->second = sheet_words_language(s) == locale_language(s->locale) ? 0 : SHEET_SECOND;
	s->colour = layout->colour;
	s->page = 0;
	s->part_page = SIZE_MAX;
	s->flow = (struct sheet_flow){ .from = s->top };
	canvas_page(s->canvas);
	if (layout->marks && !s->parted)
		draw_marks(s);
	draw_placed(s, false);
	s->y = s->top;
}

void
flow_from(struct sheet *s, float y)
{
	s->y = s->flow.from = y;
}

void
flow_break(struct sheet *s)
{
	s->flow = (struct sheet_flow){ .room = s->bottom - s->flow.from,
		.used = s->y - s->flow.from,
		.stiff_before = s->flow.stiff };
	canvas_page(s->canvas);
	s->page = canvas_pages(s->canvas) - 1;
	draw_placed(s, false);
	flow_from(s, s->top);
}

float
flow_shortage(const struct sheet *s)
{
	float used = s->flow.used + s->y - s->flow.from,
	      give = used - s->flow.stiff - s->flow.stiff_before;

	/*
	 * If all would have had room on one page but for lines that are kept together, the least is
	 * enough.
	 */
	if (give <= 0)
		return (2);
	return (used > s->flow.room ? (used - s->flow.room) / give : SHORTAGE_LEAST);
}

bool
flow_need(struct sheet *s, float height)
{
	if (s->y + height <= s->bottom)
		return (false);
	flow_break(s);
	return (true);
}

void
flow_finish(struct sheet *s)
{
	for (s->page = 0; s->page < canvas_pages(s->canvas); s->page++) {
		canvas_turn(s->canvas, s->page);
		if (s->page == 0 && s->layout->marks && s->parted)
			draw_marks(s);
		draw_placed(s, true);
	}
}

/* The blank above a section, whose head and `with` points below it stay on one page. */
static void
begin_section(struct sheet *s, float with)
{
	bool fits = s->y + s->gap + sheet_down(s, SHEET_HEAD_AFTER) + with <= s->bottom;

	/* At the top of a page there is nothing to keep away from. */
	s->y += s->gap - s->line;
	if (!fits)
		flow_break(s);
}

float
flow_head(struct sheet *s, enum text text, float with)
{
	struct sheet_words words = sheet_words(s, text);
	float width = sheet_beside_width(s, INK_HEAD, words), under;

	begin_section(s, with);
	under = sheet_beside(s, INK_HEAD,
	    (struct sheet_fit){ s->left, s->y, s->right - s->left, false }, words);
	s->y += sheet_down(s, SHEET_HEAD_AFTER) + under;
	s->flow.stiff += under;
	return (s->left + width);
}

bool
flow_table(struct sheet *s, enum text text, float width, float with)
{
	struct script_style style = sheet_second_style(s, INK_HEAD);
	struct sheet_words words = sheet_words(s, text);

	if (canvas_width(s->canvas, &s->layout->ink[INK_HEAD], script_piece(words.first)) > width ||
	    canvas_width(s->canvas, &style, script_piece(words.second)) > width) {
		(void)flow_head(s, text, with);
		return (false);
	}
	begin_section(s, with);
	sheet_label(s, INK_HEAD, (struct sheet_fit){ s->left, s->y, width, false }, words);
	return (true);
}

void
flow_paragraph(struct sheet *s, const struct script_style *style, float leading, const char *text)
{
	float width = s->right - s->left;
	int count = sheet_lines(s, style, width, text), left;
	struct script_piece line, rest = script_piece(text);

	for (left = count; left > 0; left--) {
		bool pair = count > 1 && (left == count || left == 2);

		(void)flow_need(s, pair ? leading : 0);
		line = canvas_wrap(s->canvas, style, rest, width, &rest);
		canvas_put(s->canvas, style, s->left, s->y, line);
		s->y += leading;
	}
}

void
flow_element(struct sheet *s, const struct layout_element *x)
{
	s->y += sheet_down(s, x->above);
	if (s->y < x->from)
		flow_from(s, x->from);
}

void
flow_text(struct sheet *s, const struct layout_element *x)
{
	const char *text = shape_text(s, x);

	if (text[0] == '\0')
		return;
	flow_element(s, x);
	flow_paragraph(s, &x->style, sheet_down(s, x->leading), text);
}
