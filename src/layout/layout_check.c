#include "layout/layout_check.h"

#include "page/canvas.h"
#include "layout/layout_element.h"
#include "layout/layout_room.h"

#define TABLE_LEAST CANVAS_MM(130)  /* the least width of the columns of [lines] */
#define COLUMN_LEAST CANVAS_MM(3)
#define AMOUNT_LEAST CANVAS_MM(15)  /* after the column of taxes */
#define CHART_BESIDE CANVAS_MM(60)  /* the height that a page must have beside a chart */
#define VALUE_LEAST CANVAS_MM(25)   /* of facts, after the label */
#define ADDRESS_WIDTH CANVAS_MM(50) /* of the text in a window */
#define ADDRESS_HEIGHT CANVAS_MM(20.5) /* six lines of 8 points, and the white above them */
#define ADDRESS_CLEAR CANVAS_MM(2.5f)
#define LEADING_MOST 72.0f
#define EDGE \
	CANVAS_MM(50) /* elements so near to the edge of each page are its head or its foot \
	               */
#define BLEED CANVAS_MM(6)

/* A length as a layout file has it. */
static double
mm(float points)
{
	return ((double)(points * 25.4f / 72));
}

/* The end of a sentence about an element that cannot be drawn; NULL if it can. */
static const char *
find_fault(const struct layout *layout, const struct layout_element *x)
{
	bool shape = (LAYOUT_SHAPES >> x->kind & 1) != 0;

	if (shape && x->kind != LAYOUT_TEXT && !x->placed)
		return ("needs x and y: where it stands, in millimetres from the top left corner");
	if ((x->kind == LAYOUT_TEXT || x->kind == LAYOUT_CODE) && x->text_count == 0)
		return (x->kind == LAYOUT_TEXT ? "says nothing; give it `text = ...`"
					       : "says nothing; give it `data = ...`");
	if ((x->kind == LAYOUT_CODE || x->kind == LAYOUT_BOX || x->kind == LAYOUT_IMAGE) &&
	    (x->width <= 0 || x->height <= 0))
		return ("needs width and height in millimetres");
	if (x->late && !(shape && x->placed))
		return ("has page, pages, page_of or `page = last`, which are known when all pages "
			"are: only a text or shape that has y can");
	if (x->placed && (x->x >= layout->width || x->y >= layout->height))
		return ("stands beside the sheet; x and y are millimetres from its top left "
			"corner");
	if (x->kind == LAYOUT_TEXT && x->placed && x->width <= 0 && x->x >= layout->right)
		return ("begins in the right margin; give it a width");
	if ((x->kind == LAYOUT_TEXT || x->kind == LAYOUT_FACTS) &&
	    (x->leading > LEADING_MOST || x->leading < x->style.size / 2))
		return ("has lines on one another, or too far apart: leading is points from line "
			"to line, about 1.2 of the size of its letters");
	if (x->kind == LAYOUT_FACTS && x->label > 0 && x->width > 0 &&
	    x->label > x->width - VALUE_LEAST)
		return ("has labels that leave less than 25 mm for what they name; make label "
			"smaller or width larger");
	return (NULL);
}

/* The columns of the lines' table: from left to right, within it. */
static int
check_columns(const struct layout *layout, const struct layout_element *x, struct err *e)
{
	static const char *const NAMES[COLUMN_COUNT] = { "description", "days", "quantity", "unit",
		"price", "tax" };
	float width = layout->right - layout->left, end = width - AMOUNT_LEAST;
	int i;

	if (width < TABLE_LEAST)
		return (err_reject(e,
		    "layout %s: [page]: the margins leave %.0f mm for the table of [lines], which "
		    "needs %.0f; make left or right smaller.",
		    layout->name, mm(width), mm(TABLE_LEAST)));
	for (i = 0; i < COLUMN_COUNT; i++)
		if (x->column[i] > end || (i > 0 && x->column[i] < x->column[i - 1] + COLUMN_LEAST))
			return (err_reject(e,
			    "layout %s, line %zu: [%s] %s = %.4g: description, days, quantity, "
			    "unit, price and tax stand in this order, at least %.0f mm from one to "
			    "the next, and not beyond %.0f mm.",
			    layout->name, x->line, x->name, NAMES[i], mm(x->column[i]),
			    mm(COLUMN_LEAST), mm(end)));
	return (0);
}

/*
 * Does it leave the sheet? Elements without letters may run off its edges a little, as a band of
 * colour does.
 */
static bool
leaves_sheet(const struct layout *layout, const struct layout_element *x)
{
	struct canvas_box box = layout_room_box(layout, x);
	float bleed = x->kind == LAYOUT_BOX || x->kind == LAYOUT_LINE || x->kind == LAYOUT_IMAGE
	    ? BLEED
	    : 0.5f;

	return (box.x < -bleed || box.y < -bleed || box.x + box.width > layout->width + bleed ||
	    box.y + box.height > layout->height + bleed);
}

/* The head and the foot of each page need margins as large as they are. */
static int
check_margins(const struct layout *layout, const struct layout_element *x, struct err *e)
{
	struct canvas_box box = layout_room_box(layout, x);

	if (x->where == ON_FIRST || x->kind == LAYOUT_BOX)
		return (0);
	if (box.y > layout->height - EDGE && box.y < layout->bottom)
		return (err_reject(e,
		    "layout %s, line %zu: [%s] stands on the text of its page: make bottom in "
		    "[page] at least %.1f, or its y larger.",
		    layout->name, x->line, x->name, mm(layout->height - box.y)));
	if (x->where != ON_LAST && box.y + box.height < EDGE && box.y + box.height > layout->top)
		return (err_reject(e,
		    "layout %s, line %zu: [%s] stands on the text of its page: make top in [page] "
		    "at least %.1f, or its y smaller.",
		    layout->name, x->line, x->name, mm(box.y + box.height)));
	return (0);
}

/* Has it letters or a picture in a place of its own? */
static bool
takes_room(const struct layout_element *x)
{
	return ((x->placed && x->kind != LAYOUT_BOX && x->kind != LAYOUT_LINE) ||
	    (x->kind == LAYOUT_SUMMARY && x->list == 1 && x->x > 0 && x->width > 0 && x->from > 0 &&
		!x->below));
}

/*
 * Can both be on one page of one document? Of two that have conditions, one may be there when the
 * other is not.
 */
static bool
stand_together(const struct layout_element *a, const struct layout_element *b)
{
	if (a->when != NULL && b->when != NULL)
		return (false);
	return (a->where == b->where || a->where == ON_ALL || b->where == ON_ALL ||
	    a->where == ON_LAST || b->where == ON_LAST);
}

/* Two elements on one another, or one in the window. */
static int
check_overlaps(const struct layout *layout, const struct layout_element *x, struct err *e)
{
	struct canvas_box box = layout_room_box(layout, x);
	const struct layout_element *y;

	if (!takes_room(x))
		return (0);
	if (x->where != ON_NEXT && layout_room_meet(box, layout_room_window(layout)))
		return (err_reject(e,
		    "layout %s, line %zu: [%s] stands in the window of the envelope, where the "
		    "address is; move it, or choose another window in [page].",
		    layout->name, x->line, x->name));
	for (y = layout->elements; y < x; y++)
		if (takes_room(y) && stand_together(x, y) &&
		    layout_room_meet(box, layout_room_box(layout, y)))
			return (err_reject(e,
			    "layout %s, line %zu: [%s] stands on [%s] of line %zu: at %.0f to %.0f "
			    "mm from the left and %.0f to %.0f mm from the top; move one of them "
			    "or make it smaller.",
			    layout->name, x->line, x->name, y->name, y->line, mm(box.x),
			    mm(box.x + box.width), mm(box.y), mm(box.y + box.height)));
	return (0);
}

/* One element, by itself and beside those before it. */
static int
check_element(const struct layout *layout, const struct layout_element *x, struct err *e)
{
	const char *fault = find_fault(layout, x);
	float most = layout->bottom - layout->top - CHART_BESIDE;

	if (fault == NULL && x->placed && leaves_sheet(layout, x))
		fault = "leaves the sheet: make x, y, width or height smaller";
	if (fault != NULL)
		return (err_reject(e, "layout %s, line %zu: [%s] %s.", layout->name, x->line,
		    x->name, fault));
	if (x->kind == LAYOUT_CHART && x->height > most)
		return (err_reject(e,
		    "layout %s, line %zu: [chart] height = %.4g: a page has room for one of %.0f "
		    "mm.",
		    layout->name, x->line, mm(x->height), mm(most)));
	if (x->kind == LAYOUT_LINES && check_columns(layout, x, e) != 0)
		return (-1);
	if (x->placed && check_margins(layout, x, e) != 0)
		return (-1);
	return (check_overlaps(layout, x, e));
}

/* The window must lie on the sheet, and hold an address. */
static int
check_window(const struct layout *layout, struct err *e)
{
	const struct layout_window *w = &layout->window;

	if (w->left + w->width > layout->width || w->top + w->height > layout->height)
		return (err_reject(e,
		    "layout %s: [page] window: it leaves the sheet; left and top are millimetres "
		    "from its top left corner.",
		    layout->name));
	if (w->width - w->indent - ADDRESS_CLEAR < ADDRESS_WIDTH ||
	    w->height - w->back < ADDRESS_HEIGHT)
		return (err_reject(e,
		    "layout %s: [page] window: it has %.0f x %.1f mm for the address, which needs "
		    "%.0f x %.1f; make it larger, or return or indent smaller.",
		    layout->name, mm(w->width - w->indent - ADDRESS_CLEAR), mm(w->height - w->back),
		    mm(ADDRESS_WIDTH), mm(ADDRESS_HEIGHT)));
	return (0);
}

int
layout_check(const struct layout *layout, struct err *e)
{
	bool there[LAYOUT_KINDS] = { false };
	size_t i;

	if (layout->right - layout->left < CANVAS_MM(80) ||
	    layout->bottom - layout->top < CANVAS_MM(80))
		return (err_reject(e,
		    "layout %s: [page]: the margins leave less than 80 mm; make them smaller.",
		    layout->name));
	if (check_window(layout, e) != 0)
		return (-1);
	for (i = 0; i < layout->count; i++) {
		there[layout->elements[i].kind] = true;
		if (check_element(layout, &layout->elements[i], e) != 0)
			return (-1);
	}
	if (!there[LAYOUT_ADDRESS] ||
	    (!there[LAYOUT_ENTRIES] && (!there[LAYOUT_LINES] || !there[LAYOUT_SUMMARY])))
		return (err_reject(e,
		    "layout %s has no [%s]; without it nobody could send or pay the bill. (One for "
		    "statements or reminders has [entries] instead of [lines] and [summary].)",
		    layout->name,
		    !there[LAYOUT_ADDRESS]     ? "address"
			: !there[LAYOUT_LINES] ? "lines"
					       : "summary"));
	return (0);
}
