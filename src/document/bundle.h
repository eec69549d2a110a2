#ifndef DOCUMENT_BUNDLE_H
#define DOCUMENT_BUNDLE_H

#include "document/inserter.h"

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

struct bundle_style {
	bool duplex;
	struct inserter inserter;
};

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
