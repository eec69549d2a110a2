#ifndef DOCUMENT_BUNDLE_H
#define DOCUMENT_BUNDLE_H

#include "document/document.h"

/*
 * bundle: many documents as one file to print: a cover sheet, then each document (a set) on sheets
 * of its own, with a mark on the front of every sheet that an inserter reads. One bundle is in
 * memory at a time. Deterministic, as documents are.
 *
 * Documents come as finished PDFs of the same stock: their pages are taken as they are, still
 * packed, so that what is printed is what was verified, and nothing is drawn twice. A mark is a
 * second content stream of its page.
 */
struct bundle;

/*
 * Where marks stand and what they are, from the settings; lengths in mm from the top left corner of
 * the sheet.
 */
enum bundle_marks { BUNDLE_NO_MARKS, BUNDLE_TEXT, BUNDLE_DATAMATRIX, BUNDLE_OMR };

#define BUNDLE_OMR_MOST 24

/* What each line of an OMR mark says (templates/omr.ini). */
enum bundle_omr {
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

struct bundle_style {
	bool duplex;
	enum bundle_marks marks;
	float x, y;
	float clear; /* white around it, in mm; of a text as the caller says */
	/* OMR */
	enum bundle_omr omr[BUNDLE_OMR_MOST];
	int omr_count;
	float pitch, length, thickness;
};

/*
 * Read "none", "text", "datamatrix", or "omr-<machine>" with a machine of templates/omr.ini into
 * style: marks and where they stand. Returns 0, or -1 with ERR_REJECT that says what there is.
 */
int bundle_read_marks(const char *word, struct bundle_style *style, struct err *e) NODISCARD;

/*
 * Is there room for these marks beside the text of all layouts of the stock, and nothing else in
 * their place? 0, or -1 with ERR_REJECT that says which layout, and what to do.
 */
int bundle_check(const struct bundle_style *style, const struct document_stock *stock,
    struct err *e) NODISCARD;

struct bundle *bundle_new(const struct document_stock *stock, const struct bundle_style *style);
void bundle_free(struct bundle *b);

/*
 * Begin a file with a cover sheet, of the size of its first document: a title, and rows of a label
 * and a value, which are ASCII or in the run's characters.
 */
struct bundle_row {
	const char *label;
	const char *value;
};
void bundle_begin(struct bundle *b, const char *title, const struct bundle_row *rows, size_t count);

/* The sheets that a document of so many pages takes. */
int bundle_sheets(const struct bundle_style *style, int pages);

/*
 * Add a document, a PDF made by document_draw with the bundle's stock, whose first sheet has this
 * number in the run, without its first `skip` sheets. Its bytes are copied.
 */
int bundle_add(struct bundle *b, const struct buf *pdf, const char *run, int64_t first_sheet,
    int skip, struct err *e) NODISCARD;

/* The finished file into pdf (reset first). */
void bundle_finish(struct bundle *b, struct buf *pdf);

#endif
