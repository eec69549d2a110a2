#ifndef DOCUMENT_SHEET_H
#define DOCUMENT_SHEET_H

#include <stdbool.h>

#include "base/arena.h"
#include "page/canvas.h"
#include "document/document.h"
#include "layout/layout.h"
#include "words/locale.h"
#include "page/picture.h"

/*
 * sheet: a document while it is being drawn by its layout, and how text is set on its current page.
 * flow.h turns the pages, sheet_words.h has the document's texts.
 *
 * All lengths are in points. A part of a layout is a function that draws at sheet->y and moves it
 * down.
 */
#define SHEET_HEAD_AFTER 13.5f /* from the head of a section to its first line */
#define SHEET_SECOND 7.5f      /* from a label to the second language below it */

/*
 * The heights of what follows one another down this page and the page before: flow_shortage finds
 * from them whether one page would do for both.
 */
struct sheet_flow {
	float from;  /* where it begins on this page */
	float stiff; /* the share of it on this page that stays as high when lines stand closer */
	float room, used, stiff_before; /* of the page before */
};

struct sheet {
	struct canvas *canvas;
	struct arena *arena; /* texts made for this document */
	struct code *code;
	const struct picture *pictures;
	int picture_count;
	const struct document_model *model;
	const struct locale *locale;
	const struct layout *layout;
	float left, right, top, bottom; /* of the layout */
	float line, small, gap; /* those of the layout, closer by `tight` */
	float second; /* SHEET_SECOND where the document has two languages, else 0 */
	const uint32_t *colour; /* by enum layout_colour */
	float tight; /* the share by which lines stand closer than usual: 0, or up to the layout's
	                `tighten` */
	float y;     /* the next baseline, or top of a block */
	struct sheet_flow flow;
	size_t page; /* the one drawn on, from 0 */
	bool parted; /* one page ends with a payment part: elements that would stand in its place
	                are drawn above it, when that page is known */
	size_t part_page;
	bool refused; /* it cannot be drawn; why has the reason */
	struct err why;
};

/* The height of a payment part (swiss.h), which takes the whole width of a page, too. */
#define SHEET_PART CANVAS_MM(105)

/* A text in the document's language, and in the layout's second one: "" if that is the same. */
struct sheet_words {
	const char *first, *second;
};

/* A distance down the page, as close as this document's lines stand. */
float sheet_down(const struct sheet *s, float distance);

/* A position across the page that was meant for margins of 25 and 20 mm, scaled to this layout's.
 */
float sheet_at(const struct sheet *s, float x);

/* Draw a text that begins (ends) at x on the baseline s->y. */
void sheet_left(struct sheet *s, enum layout_ink ink, float x, const char *text);
void sheet_right(struct sheet *s, enum layout_ink ink, float x, const char *text);

/*
 * Draw a text that ends (right) or begins at x, in a size small enough that it is at most `width`
 * wide.
 */
struct sheet_fit {
	float x, y, width;
	bool right;
};
void sheet_fitted(struct sheet *s, enum layout_ink ink, struct sheet_fit fit, const char *text);

/*
 * The style of the second language beside an ink: smaller, and in the grey of labels unless it is
 * on the accent.
 */
struct script_style sheet_second_style(const struct sheet *s, enum layout_ink ink);

/*
 * sheet_label draws words as sheet_fitted does, with the second language s->second below.
 * sheet_beside draws the second language at the right of the first, on the same baseline, if both
 * are at most fit.width wide (sheet_beside_width is their width), else as sheet_label: it returns
 * by how much it took more height than one line.
 */
void sheet_label(struct sheet *s, enum layout_ink ink, struct sheet_fit fit,
    struct sheet_words words);
float sheet_beside_width(const struct sheet *s, enum layout_ink ink, struct sheet_words words);
float sheet_beside(struct sheet *s, enum layout_ink ink, struct sheet_fit fit,
    struct sheet_words words);

/*
 * Make the style's size small enough that the text is at most *width wide; a text that is wider in
 * the smallest size is cut, and ends with an ellipsis. Returns the text to draw; *width becomes its
 * width.
 */
struct script_piece sheet_shrink(const struct sheet *s, struct script_style *style,
    const char *text, float *width);

/*
 * Draw a text in lines of at most `width` from x, `leading` apart; s->y ends one leading below the
 * last one.
 */
struct sheet_block {
	float x, width, leading;
};
void sheet_wrapped(struct sheet *s, enum layout_ink ink, struct sheet_block block,
    const char *text);

/* In how many lines of at most `width` would a text be in this style? */
int sheet_lines(const struct sheet *s, const struct script_style *style, float width,
    const char *text);

/* A hairline across from x to `right`, at y. */
void sheet_rule(struct sheet *s, uint32_t colour, float x, float right, float y);

#endif
