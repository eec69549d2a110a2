#ifndef PAGE_FONT_H
#define PAGE_FONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "page/codebook.h"

/*
 * font: one TrueType file, read once a run: what it covers, how wide its letters are, and subsets
 * of it ready for a PDF. The one place that knows HarfBuzz.
 *
 * Only text that needs no shaping is drawn, so a width is a table look-up. Widths are whole
 * thousandths of the size, the unit of a PDF's /Widths, so that what is measured here is what a
 * reader will show. Read-only once opened: threads may share it.
 */
struct font;

/*
 * Read a font. Returns 0, or -1 with ERR_REJECT: not there, not TrueType (glyf outlines), not
 * permitted to be embedded (by its own OS/2 fsType), or digits of unequal width, which would not
 * line up in columns.
 */
int font_open(const char *path, struct font **font, struct err *e) NODISCARD;
void font_close(struct font *font);

/* Has it a glyph for this character? */
bool font_has(const struct font *font, uint32_t point);

/* Advance width in 1/1000 of the size; 0 for a character that it has not. */
int font_width(const struct font *font, uint32_t point);

/* PDF objects of one font: the font, its descriptor, its file, and its map to Unicode. */
#define FONT_OBJECTS 4
struct font_object {
	struct buf bytes; /* "5 0 obj ... endobj\n", numbered as asked */
};

/*
 * Serialise the subset of `font` that has these characters, by code (0: none), as FONT_OBJECTS PDF
 * objects with the numbers first, first + 1, ... (the font itself is `first`). Deterministic.
 * Returns 0, or -1 with ERR_REJECT when HarfBuzz cannot subset this file.
 */
int font_serialise(const struct font *font, const uint16_t points[static 256], int first,
    struct font_object objects[static FONT_OBJECTS], struct err *e) NODISCARD;

#endif
