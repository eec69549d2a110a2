#ifndef DOCUMENT_INVOICE_H
#define DOCUMENT_INVOICE_H

#include "document/sheet.h"
#include "document/swiss.h"

/*
 * invoice: the parts of invoices, reversals, statements and reminders, drawn in the order of their
 * layout.
 *
 * Each part is one function that draws at sheet->y, asks the sheet for room, and leaves sheet->y at
 * the next baseline. A part without content draws nothing.
 */

/* Draw the whole document, with the elements of every page. */
void invoice_draw(struct sheet *s);

/* Address in the window; facts beside it or wherever. */
void invoice_address_draw(struct sheet *s, const struct layout_element *x);
void invoice_facts_draw(struct sheet *s, const struct layout_element *x);

/*
 * The baseline nearest to y from which lines with this leading are level with those of the address,
 * where any of them can be.
 */
float invoice_level(const struct sheet *s, float y, float leading);

/* The account in one panel or list: what was owed, came in, is added, and what to pay by when. */
void invoice_summary_draw(struct sheet *s, const struct layout_element *x);

/* The lines of this bill by group, with subtotals and sums carried from page to page. */
void invoice_lines_draw(struct sheet *s, const struct layout_element *x);

/* Tax by code and rate beside the totals. invoice_totals_height is what it needs at most. */
void invoice_totals_draw(struct sheet *s, const struct layout_element *x);
float invoice_totals_height(const struct sheet *s);

/* Meter reads. */
void invoice_reads_draw(struct sheet *s, const struct layout_element *x);

/* Use in the last periods as bars, and compared by the day. */
void invoice_chart_draw(struct sheet *s, const struct layout_element *x);

/* Messages of the building and of the customer, and how to pay, at the bottom of the last page. */
void invoice_messages_draw(struct sheet *s, const struct layout_element *x);
void invoice_payment_draw(struct sheet *s, const struct layout_element *x);

/*
 * Will this document have a Swiss payment part? And draw it, at the foot of the current page, which
 * the caller keeps free.
 */
bool invoice_payment_parted(const struct sheet *s);
void invoice_part_draw(struct sheet *s, const struct swiss_bill *bill);

/* Of letters: the movements of the account, or its overdue invoices; and the age of its balance. */
void invoice_entries_draw(struct sheet *s, const struct layout_element *x);
void invoice_age_draw(struct sheet *s, const struct layout_element *x);

#endif
