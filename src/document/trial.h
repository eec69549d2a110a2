#ifndef DOCUMENT_TRIAL_H
#define DOCUMENT_TRIAL_H

#include "document/document.h"

/*
 * trial: bills and letters that nobody gets, drawn with each layout of a stock before a number is
 * used, and read back as real ones are. So a layout that lacks a number on some page is refused
 * here, and not at the first bill of several pages, with its run half made.
 *
 * All of them are of ASCII, so that a stock made for any charset can draw them.
 */

/* Returns 0, or -1 with ERR_REJECT that names layout, line, section and remedy. */
int trial_layouts(const struct document_stock *stock, struct err *e) NODISCARD;

#endif
