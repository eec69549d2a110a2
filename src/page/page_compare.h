#ifndef PAGE_PAGE_COMPARE_H
#define PAGE_PAGE_COMPARE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * page_compare: do two PDF files of our own writer have the same pages, however they are packed?
 *
 * Compared are the number of pages, and of each page its text, decoded through its fonts' maps, and
 * its operators, unpacked. The outlines of fonts and the pixels of pictures are not compared: the
 * caller knows from which files they came.
 */

/*
 * Compare the pages; *same is true if they are equal. Returns 0, or -1 with ERR_REJECT if a file
 * cannot be read.
 */
int page_compare(const struct buf *a, const struct buf *b, bool *same, struct err *e) NODISCARD;

#endif
