#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "page/code.h"
#include "page/script.h"
#include "words/texts.h"

/*
 * layout: how documents look, as a layout file (templates/layouts/; the README.md there is its
 * manual) has it once it is read (layout_read.h). This room knows nothing of how a page is drawn.
 *
 * A file is a list of sections, drawn in their order. [page], [colours], [inks], [texts] and
 * [texts.<language>] have settings; every other section is an element: `[kind]` or `[kind name]`.
 * Lengths in files are millimetres, sizes of letters points; here all are points, from the top left
 * corner of the sheet down. Read-only once made: threads may share it.
 */

enum layout_ink {
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

enum layout_colour {
	COLOUR_ACCENT,
	COLOUR_ON_ACCENT,
	COLOUR_TINT,
	COLOUR_DARK,
	COLOUR_GREY,
	COLOUR_RULE,
	COLOUR_PALE,
	COLOUR_WHITE,
	COLOUR_COUNT
};

/*
 * No letters are smaller than this, in points: neither may a layout ask for them, nor is a text
 * that must fit made so.
 */
#define LAYOUT_SMALLEST 6.0f

/*
 * The leadings of elements side by side at the head of a page are multiples of this, so that their
 * baselines are level or clearly apart.
 */
#define LAYOUT_GRID 3.0f

/*
 * The kinds of elements. Up to LAYOUT_CODE they are drawn at the place that the file gives; the
 * others follow one another down the pages.
 */
enum layout_kind {
	LAYOUT_TEXT,
	LAYOUT_LINE,
	LAYOUT_BOX,
	LAYOUT_IMAGE,
	LAYOUT_CODE,
	LAYOUT_ADDRESS,
	LAYOUT_FACTS,
	LAYOUT_SUMMARY,
	LAYOUT_LINES,
	LAYOUT_TOTALS,
	LAYOUT_READS,
	LAYOUT_CHART,
	LAYOUT_MESSAGES,
	LAYOUT_PAYMENT,
	LAYOUT_ENTRIES,
	LAYOUT_AGE,
	LAYOUT_BREAK,
	LAYOUT_KINDS
};

/* The pages on which an element with a place of its own is drawn. */
enum layout_where { ON_FIRST, ON_NEXT, ON_LAST, ON_ALL };

enum layout_align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/*
 * Columns of the lines' table, from its left edge: the width of the first, then right edges,
 * decimal marks and left edges.
 */
enum layout_column {
	COLUMN_DESCRIPTION,
	COLUMN_DAYS,
	COLUMN_QUANTITY,
	COLUMN_UNIT,
	COLUMN_PRICE,
	COLUMN_TAX,
	COLUMN_COUNT
};

struct expression;
struct condition;

/*
 * A line of an element's text, or a row of its facts (label and value), in one language or, with
 * -1, in all others.
 */
struct layout_text {
	int language;
	bool strong;
	const struct expression *label; /* of a row of facts */
	const struct expression *text;
};

struct layout_element {
	enum layout_kind kind;
	const char *name; /* as in the file: "text sender" */
	size_t line;
	const struct condition *when; /* NULL: always */
	int where; /* enum layout_where */
	bool placed; /* it has a place of its own: x and y */
	bool late;   /* drawn when the number of pages is known */
	float x, y, width, height;
	float lowest; /* of a text above the window: how far down it may reach, 0: as far as it
	                 takes */
	bool below; /* facts that had to go below the window, where they are set in two columns */
	float above,
	    from; /* in the flow: a gap before it, and a baseline that it does not begin above */
	struct script_style style; /* the ink, with what the element changes of it: */
	int ink, bold; /* bold: -1 as the ink */
	float size; /* 0: as the ink */
	bool coloured;
	int align; /* enum layout_align */
	float leading, thickness, radius, label;
	int lines; /* at most; text becomes smaller to fit. 0: as many as it takes */
	bool fit, working, subtotals, taxes, codes, check_digit, part;
	int list; /* 1: a list, not a panel */
	uint32_t colour;
	enum code_kind code;
	const char *picture; /* a file's name, or LAYOUT_LOGO for the document's own */
	float column[COLUMN_COUNT];
	struct layout_text *texts;
	size_t text_count, text_room;
};

/* Where an envelope shows the address, in points. */
struct layout_window {
	float left, top, width, height, back,
	    indent; /* back: height of the part for the sender's line */
	float fold[2], punch; /* 0: none */
};

struct layout {
	const char *name;
	const char *source; /* the whole file, then the window that it has from a file of windows */
	float width, height, left, right, top, bottom;
	float line, small,
	    gap; /* leading of body and of small text; from a section to the next one's head */
	float tighten; /* the share by which lines may stand closer if that saves a page */
	bool marks;
	struct layout_window window;
	uint32_t colour[COLOUR_COUNT];
	struct script_style ink[INK_COUNT];
	const char *texts[TEXTS_LANGUAGES][TEXT_COUNT]; /* NULL: the usual one */
	int second; /* a second language beside the first, -1 for none */
	struct layout_element *elements;
	size_t count, room;
};

/*
 * Has it an element of this kind? A layout with [lines] is for bills, one with [entries] for
 * statements and reminders.
 */
bool layout_has(const struct layout *layout, enum layout_kind kind);

/*
 * The next picture that the layout names itself, from element *at on; *at becomes the element after
 * it. NULL if there is none left.
 */
#define LAYOUT_LOGO "logo"
const char *layout_picture(const struct layout *layout, size_t *at);

/*
 * The file of a layout that the program carries, NULL if it has none of this name; and their names,
 * NULL after the last.
 */
const char *layout_shipped(const char *name);
const char *layout_shipped_name(size_t index);

/* "#1f5f8b" as a number. */
bool layout_read_colour(const char *text, uint32_t *colour) NODISCARD;

#endif
