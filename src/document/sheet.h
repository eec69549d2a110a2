#ifndef DOCUMENT_SHEET_H
#define DOCUMENT_SHEET_H

#include <stdbool.h>

#include "base/arena.h"
#include "page/canvas.h"
#include "document/document.h"
#include "document/layout.h"
#include "words/locale.h"
#include "page/picture.h"

/*
 * sheet: a document in the making, by its layout: where its next line goes, and what happens at the
 * end of a page.
 *
 * All lengths are in points. A part of a layout is a function that draws at sheet->y and moves it
 * down.
 */
#define SHEET_HEAD_AFTER 13.5f /* from the head of a section to its first line */
#define SHEET_SECOND 7.5f      /* from a label to the second language below it */

/*
 * What follows one another down this page and the one before, in heights: what tells whether one
 * page would do for both.
 */
struct sheet_flow {
	float from;  /* where it begins on this page */
	float stiff; /* what cannot be made less of that on this page */
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
	/* the layout's, shortly */
	float left, right, top, bottom;
	float line, small, gap; /* those of this document */
	float second; /* SHEET_SECOND where the document has two languages, else 0 */
	const uint32_t *colour; /* by enum layout_colour */
	float tight; /* by which share lines stand closer than usual: 0, or up to the layout's
	                `tighten` */
	float y;     /* the next baseline, or top of a block */
	struct sheet_flow flow;
	size_t page; /* the one drawn on, from 0 */
	bool parted; /* one page ends with a payment part: what stands so low is drawn when that
	                page is known, above it */
	size_t part_page;
	bool refused; /* it cannot be drawn, because of why */
	struct err why;
};

/* The height of a payment part (swiss.h), which takes the whole width of a page, too. */
#define SHEET_PART CANVAS_MM(105)

/*
 * Begin a document: its first page. canvas, arena, model, locale, layout, code, pictures, tight and
 * parted are set.
 */
void sheet_begin(struct sheet *s);

/* A distance down the page, as close as this document's lines stand. */
float sheet_down(const struct sheet *s, float distance);

/*
 * Go on at a place of its own, such as below the window: what is above it is not part of what could
 * be made less.
 */
void sheet_from(struct sheet *s, float y);

/*
 * All is drawn that follows one another down the pages. By which share would lines have to stand
 * closer to save the last page? More than 1 if that cannot be.
 */
float sheet_shortage(const struct sheet *s);

/* Begin another page, and y at its first baseline. */
void sheet_break(struct sheet *s);

/* Is there room for a block of this height? If not, begin a new page; true if that was done. */
bool sheet_need(struct sheet *s, float height);

/* The number of pages is known: draw what waited for that. */
void sheet_finish(struct sheet *s);

/* A position across the page that was meant for margins of 25 and 20 mm, scaled to this layout's.
 */
float sheet_at(const struct sheet *s, float x);

/*
 * A text in the document's language and in the second one of the layout; `second` is "" where there
 * is none, or it says the same. Fixed texts are as the layout has them. `known` finds the words of
 * services and registers, which are data, in the second language.
 */
struct sheet_words {
	const char *first, *second;
};
struct sheet_words sheet_words(const struct sheet *s, enum text text);
struct sheet_words sheet_words_fill(const struct sheet *s, enum text text,
    struct sheet_words value);
struct sheet_words sheet_words_date(const struct sheet *s, int32_t day);
struct sheet_words sheet_words_known(const struct sheet *s, const char *word);

/*
 * The texts and formats of this document, shortly; fixed texts in both languages, one behind the
 * other, if the layout has two.
 */
const char *sheet_text(const struct sheet *s, enum text text);
const char *sheet_own_text(const struct sheet *s,
    enum text text); /* in the customer's language alone */
struct voice sheet_voice(const struct sheet *s); /* the same, for a working */
const char *sheet_fill(const struct sheet *s, enum text text, const char *value);
const char *sheet_fill_two(const struct sheet *s, enum text text, const char *first,
    const char *second);
char *sheet_money(const struct sheet *s, int64_t minor);
char *sheet_number(const struct sheet *s, struct decimal value);
char *sheet_date(const struct sheet *s, int32_t day);

/* What this document is called: "Tax invoice", "Credit note", "Tax invoice – COPY". */
const char *sheet_title(const struct sheet *s);

/* What the title of a copy has behind it: "COPY"; "" for other documents. */
const char *sheet_mark(const struct sheet *s);

/*
 * The address lines of a party, those that are not empty; and the sender in one line, as it stands
 * above an address.
 */
const char *sheet_join_lines(const struct sheet *s, const char *const lines[DOCUMENT_ADDRESS_LINES],
    const char *between);
const char *sheet_sender(const struct sheet *s);

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
 * Draw words in that way, with the second language below (s->second), smaller and in grey; or
 * beside, on the same baseline, if both are at most fit.width wide (sheet_beside_width is how wide
 * they are): returns by how much it took more height than one line.
 */
void sheet_label(struct sheet *s, enum layout_ink ink, struct sheet_fit fit,
    struct sheet_words words);
float sheet_beside_width(const struct sheet *s, enum layout_ink ink, struct sheet_words words);
float sheet_beside(struct sheet *s, enum layout_ink ink, struct sheet_fit fit,
    struct sheet_words words);

/*
 * Make the style's size small enough that the text, or as much of it as can be (with an ellipsis),
 * is at most *width wide. Returns what is to be drawn; *width is how wide that is.
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

/*
 * The head of a section: a blank, the head, and s->y at the first baseline below. Keeps `with`
 * points below it on this page. Returns where the head ends.
 */
float sheet_head(struct sheet *s, enum text text, float with);

/*
 * The same of a table whose first column is `width` wide: true if the head is so short that it
 * stands there, on the baseline of the columns' heads and for that of the first column. s->y is at
 * that baseline.
 */
bool sheet_table(struct sheet *s, enum text text, float width, float with);

#endif
