#ifndef PAGE_PAGE_TEXT_H
#define PAGE_PAGE_TEXT_H

#include "page/pdf_reader.h"

/*
 * page_text: the text of a page of a finished PDF, decoded as a reader of PDF files would.
 *
 * The map of a font takes longer to read than a page. The documents of a run have the same fonts,
 * so a reader remembers the maps that it has read, and reads one again only where the file's bytes
 * are others.
 */
struct page_text;

struct page_text *page_text_new(void);
void page_text_free(struct page_text *t);

/*
 * Append the text of a page, from 0, decoded through the maps of its fonts to UTF-8; each string
 * that is placed anew begins a line. Returns 0, or -1 with ERR_REJECT for what is damaged or not of
 * our own writer's making.
 */
int page_text_read(struct page_text *t, const struct pdf_reader *r, size_t page, struct buf *text,
    struct err *e) NODISCARD;

#endif
