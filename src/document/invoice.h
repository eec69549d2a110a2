#ifndef DOCUMENT_INVOICE_H
#define DOCUMENT_INVOICE_H

#include "document/sheet.h"

/*
 * invoice: the layout of an invoice and of a reversal, as a list of sections drawn one after another.
 *
 * Each section is a file of its own (invoice_*.c) and one function that draws at sheet->y, asks the sheet for room, and
 * leaves sheet->y at the next baseline. A section with nothing to say draws nothing.
 */

/* All of it, with the feet of its pages. */
void invoice_draw(struct sheet *s);

/* Letterhead, address in the window, facts at its right, title. */
void invoice_head_draw(struct sheet *s);

/* The account in one row: what was owed, came in, is added, and what to pay by when. */
void invoice_summary_draw(struct sheet *s);

/* The lines of this bill by group, with subtotals and sums carried from page to page. */
void invoice_lines_draw(struct sheet *s);

/* Tax by code and rate beside the totals. invoice_totals_height is what it needs at most. */
void invoice_totals_draw(struct sheet *s);
float invoice_totals_height(const struct sheet *s);

/* Meter reads. */
void invoice_reads_draw(struct sheet *s);

/* Use in the last periods as bars, and compared by the day. */
void invoice_chart_draw(struct sheet *s);

/* Messages of the building and of the customer, and how to pay, at the bottom of the last page. */
void invoice_messages_draw(struct sheet *s);
void invoice_payment_draw(struct sheet *s);

#endif
