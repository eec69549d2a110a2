#ifndef DOCUMENT_INSERTER_H
#define DOCUMENT_INSERTER_H

#include <stdint.h>

#include "document/document.h"
#include "page/canvas.h"
#include "page/code.h"

/*
 * inserter: the marks at the left edge of printed sheets, by which a machine that puts sheets into
 * envelopes knows which of them belong together. Lengths are in mm from the top left corner of the
 * sheet.
 */
enum inserter_marks { INSERTER_NO_MARKS, INSERTER_TEXT, INSERTER_DATAMATRIX, INSERTER_OMR };

#define INSERTER_OMR_MOST 24

/* The meaning of each line of an OMR mark (templates/omr.ini). */
enum inserter_omr {
	OMR_ALWAYS,
	OMR_LAST,
	OMR_NOT_LAST,
	OMR_FIRST,
	OMR_NOT_FIRST,
	OMR_SEQUENCE_1,
	OMR_SEQUENCE_2,
	OMR_SEQUENCE_4,
	OMR_PARITY,
	OMR_KINDS
};

/* The marks of a machine, and their place. */
struct inserter {
	enum inserter_marks marks;
	float x, y;
	float clear; /* white around a mark in text: given by the caller */
	/* of an OMR mark */
	enum inserter_omr omr[INSERTER_OMR_MOST];
	int omr_count;
	float pitch, length, thickness;
};

/*
 * Read "none", "text", "datamatrix", or "omr-<machine>" with a machine of templates/omr.ini into
 * style, which is zero but for clear. Returns 0, or -1 with ERR_REJECT that lists the words.
 */
int inserter_read(const char *word, struct inserter *style, struct err *e) NODISCARD;

/*
 * Is there room for these marks beside the text of all layouts of the stock, and nothing else in
 * their place? 0, or -1 with ERR_REJECT that names the layout, and the remedy.
 */
int inserter_check(const struct inserter *style, const struct document_stock *stock,
    struct err *e) NODISCARD;

/*
 * The top of the mark on a sheet of this height: the style's, or higher on a sheet that ends sooner
 * than a machine allows.
 */
float inserter_top(const struct inserter *style, float height);

/* The sheet that a mark is drawn on. */
struct inserter_sheet {
	const char *run;
	int number, count; /* in its set, from 1 */
	int64_t sheet; /* in the run, from 1 */
	float top; /* inserter_top */
};

struct inserter_tools {
	struct canvas *canvas; /* on its current page */
	struct arena *arena;
	struct code *code;
};

/* Draw the mark of a sheet. 0, or -1 with ERR_REJECT for a run's name that makes no DataMatrix. */
int inserter_draw(const struct inserter *style, const struct inserter_tools *tools,
    const struct inserter_sheet *sheet, struct err *e) NODISCARD;

#endif
