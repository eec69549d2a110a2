#include "document/invoice.h"

/* The sections in the order in which they are drawn. */
static void (*const SECTIONS[])(struct sheet *s) = {
	invoice_head_draw, invoice_summary_draw, invoice_lines_draw, invoice_totals_draw, invoice_reads_draw,
	invoice_chart_draw, invoice_messages_draw, invoice_payment_draw,
};

void
invoice_draw(struct sheet *s)
{
	size_t i;

	for (i = 0; i < LENGTH(SECTIONS); i++)
		SECTIONS[i](s);
	sheet_finish(s);
}
