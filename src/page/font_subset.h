#ifndef PAGE_FONT_SUBSET_H
#define PAGE_FONT_SUBSET_H

#include <hb.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * font_subset: the two streams of a PDF font: the cut-down TrueType file and the map from codes to
 * Unicode.
 *
 * `points` has the character of each byte (0: none). The file gets a cmap of our own, (1,0) and
 * (3,0), that maps the bytes straight to glyphs: the form of a symbolic simple font that every
 * reader knows (ISO 32000-1, 9.6.6.4).
 */
#define FONT_SUBSET_TAG_SIZE 7 /* six capitals and a NUL */

/*
 * Append the object `number` with the packed file, without hints, names and layout tables; tag
 * receives the six letters that mark a subset, made from the file's own digest. Returns 0, or -1 if
 * HarfBuzz refuses the font.
 */
int font_subset_file(hb_face_t *face, const uint16_t points[256], int number,
    char tag[static FONT_SUBSET_TAG_SIZE], struct buf *out) NODISCARD;

/* Append the object `number` with the packed ToUnicode map. Source: Adobe Technical Note 5411. */
void font_subset_map(const uint16_t points[256], int number, struct buf *out);

#endif
