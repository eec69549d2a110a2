#include "document/invoice.h"

#include "document/condition.h"
#include "document/element.h"

/* Begin a page where the layout wants one. */
static void
draw_break(struct sheet *s, const struct layout_element *x)
{
	sheet_break(s);
}

/* A text that has a place of its own was drawn with its page. */
static void
draw_text(struct sheet *s, const struct layout_element *x)
{
	if (!x->placed)
		element_flow(s, x);
}

static void (*const PARTS[LAYOUT_KINDS])(struct sheet *s, const struct layout_element *x) = {
	[LAYOUT_TEXT] = draw_text, [LAYOUT_ADDRESS] = invoice_address_draw, [LAYOUT_FACTS] = invoice_facts_draw,
	[LAYOUT_SUMMARY] = invoice_summary_draw, [LAYOUT_LINES] = invoice_lines_draw, [LAYOUT_TOTALS] = invoice_totals_draw,
	[LAYOUT_READS] = invoice_reads_draw, [LAYOUT_CHART] = invoice_chart_draw, [LAYOUT_MESSAGES] = invoice_messages_draw,
	[LAYOUT_PAYMENT] = invoice_payment_draw, [LAYOUT_ENTRIES] = invoice_entries_draw, [LAYOUT_AGE] = invoice_age_draw,
	[LAYOUT_BREAK] = draw_break,
};

void
invoice_draw(struct sheet *s)
{
	size_t i;

	sheet_begin(s);
	for (i = 0; i < s->layout->count; i++) {
		const struct layout_element *x = &s->layout->elements[i];

		if (PARTS[x->kind] == NULL || !condition_holds(x->when, s))
			continue;
		if (x->kind != LAYOUT_TEXT)
			s->y = s->y + x->above > x->from ? s->y + x->above : x->from;
		PARTS[x->kind](s, x);
	}
	sheet_finish(s);
}
