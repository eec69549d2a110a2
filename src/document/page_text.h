#ifndef DOCUMENT_PAGE_TEXT_H
#define DOCUMENT_PAGE_TEXT_H

#include "document/pdf_reader.h"

/* page_text: what a page of a finished PDF says, decoded as a reader of PDF files would. */

/*
 * Append the text of a page, from 0, decoded through the maps of its fonts to UTF-8; each string that is placed
 * anew begins a line. Returns 0, or -1 with ERR_REJECT for what is damaged or not of our own writer's making.
 */
int page_text_read(const struct pdf_reader *r, size_t page, struct buf *text, struct err *e) NODISCARD;

#endif
