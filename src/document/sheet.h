#ifndef DOCUMENT_SHEET_H
#define DOCUMENT_SHEET_H

#include <stdbool.h>

#include "base/arena.h"
#include "document/canvas.h"
#include "document/document.h"
#include "document/locale.h"

/*
 * sheet: an A4 document in the making: where its next line goes, in which inks, and what happens at the end of a
 * page.
 *
 * All lengths are in points. Baselines in the running part stand on a grid of SHEET_GRID. The areas that a window
 * envelope shows are in millimetres from DIN 5008 B. A section of a layout is a function that draws at sheet->y
 * and moves it down.
 */
#define SHEET_WIDTH 595.276f
#define SHEET_HEIGHT 841.89f
#define SHEET_LEFT 70.875f   /* 25 mm: where the address begins too */
#define SHEET_RIGHT 538.5f   /* 190 mm */
#define SHEET_TOP 81.0f      /* first baseline of a continuation page */
#define SHEET_BOTTOM 786.0f  /* nothing of the running part below this */
#define SHEET_GRID 3.0f
#define SHEET_LINE 12.0f     /* one line of running text, and of small text */
#define SHEET_LINE_SMALL 9.0f
#define SHEET_HEAD_AFTER 18.0f /* from the head of a section to its first line */

/* Colours that every layout shares; the accent comes from the style. */
#define SHEET_DARK 0x1b2530u
#define SHEET_GREY 0x5c6773u
#define SHEET_RULE 0xc3cad1u
#define SHEET_PALE 0xe4e8ecu
#define SHEET_WHITE 0xffffffu

enum sheet_ink {
	INK_BODY,    /* running text and figures */
	INK_STRONG,  /* the same, bold */
	INK_SMALL,   /* workings, notes */
	INK_LABEL,   /* what a figure is */
	INK_COLUMN,  /* heads of columns */
	INK_GROUP,   /* heads of groups of lines */
	INK_HEAD,    /* heads of sections */
	INK_TITLE,   /* the document's */
	INK_ADDRESS, /* in the window */
	INK_RETURN,  /* the sender's line above it */
	INK_SENDER,  /* the letterhead */
	INK_FIGURE,  /* the parts of the account summary */
	INK_AMOUNT,  /* the amount due, on the accent */
	INK_ON_ACCENT,
	INK_COUNT
};

struct sheet {
	struct canvas *canvas;
	struct arena *arena; /* texts made for this document */
	const struct document_model *model;
	const struct locale *locale;
	struct script_style ink[INK_COUNT];
	uint32_t accent, tint; /* tint: the accent's shade for backgrounds */
	float y;               /* the next baseline, or top of a block */
};

/* Begin a document: its first page, and the inks for this accent. */
void sheet_init(struct sheet *s, uint32_t accent);

/* Begin a continuation page: a short head, and y at the first baseline. */
void sheet_break(struct sheet *s);

/* Is there room for a block of this height? If not, begin a new page; true if that was done. */
bool sheet_need(struct sheet *s, float height);

/* Number of pages is known: draw the foot of every page. */
void sheet_finish(struct sheet *s);

/* The texts and formats of this document, shortly. */
const char *sheet_text(const struct sheet *s, enum text text);
char *sheet_money(const struct sheet *s, int64_t minor);
char *sheet_number(const struct sheet *s, struct decimal value);
char *sheet_date(const struct sheet *s, int32_t day);

/* Draw a text that begins (ends) at x on the baseline s->y. */
void sheet_left(struct sheet *s, enum sheet_ink ink, float x, const char *text);
void sheet_right(struct sheet *s, enum sheet_ink ink, float x, const char *text);

/* Draw a text that ends (right) or begins at x, in a size small enough that it is at most `width` wide. */
struct sheet_fit {
	float x, y, width;
	bool right;
};
void sheet_fitted(struct sheet *s, enum sheet_ink ink, struct sheet_fit fit, const char *text);

/* Draw a text in lines of at most `width` from x, `leading` apart; s->y ends one leading below the last one. */
struct sheet_block {
	float x, width, leading;
};
void sheet_wrapped(struct sheet *s, enum sheet_ink ink, struct sheet_block block, const char *text);

/* In how many lines would that be? */
int sheet_lines(const struct sheet *s, enum sheet_ink ink, float width, const char *text);

/* A hairline across from x to `right`, at y. */
void sheet_rule(struct sheet *s, uint32_t colour, float x, float right, float y);

/*
 * The head of a section: a blank, the head, and s->y at the first baseline below. Keeps `with` points below it on
 * this page.
 */
void sheet_head(struct sheet *s, enum text text, float with);

#endif
