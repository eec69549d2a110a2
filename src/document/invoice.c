#include "document/invoice.h"

#include "document/flow.h"
#include "document/sheet_words.h"

/* Begin a page where the layout wants one. */
static void
draw_break(struct sheet *s, const struct layout_element *x)
{
	flow_break(s);
}

/* A text that has a place of its own was drawn with its page. */
static void
draw_text(struct sheet *s, const struct layout_element *x)
{
	if (!x->placed)
		flow_text(s, x);
}

static void (*const PARTS[LAYOUT_KINDS])(struct sheet *s, const struct layout_element *x) = {
	[LAYOUT_TEXT] = draw_text,
	[LAYOUT_ADDRESS] = invoice_address_draw,
	[LAYOUT_FACTS] = invoice_facts_draw,
	[LAYOUT_SUMMARY] = invoice_summary_draw,
	[LAYOUT_LINES] = invoice_lines_draw,
	[LAYOUT_TOTALS] = invoice_totals_draw,
	[LAYOUT_READS] = invoice_reads_draw,
	[LAYOUT_CHART] = invoice_chart_draw,
	[LAYOUT_MESSAGES] = invoice_messages_draw,
	[LAYOUT_PAYMENT] = invoice_payment_draw,
	[LAYOUT_ENTRIES] = invoice_entries_draw,
	[LAYOUT_AGE] = invoice_age_draw,
	[LAYOUT_BREAK] = draw_break,
};

/* All of it but what waits for the number of pages. */
static void
draw_parts(struct sheet *s)
{
	size_t i;

	flow_begin(s);
	for (i = 0; i < s->layout->count; i++) {
		const struct layout_element *x = &s->layout->elements[i];

		if (PARTS[x->kind] == NULL || !sheet_holds(s, x->when))
			continue;
		if (x->kind != LAYOUT_TEXT)
			flow_element(s, x);
		PARTS[x->kind](s, x);
	}
}

/* Draw it again, with lines closer by this share. Returns the number of pages. */
static size_t
draw_again(struct sheet *s, float tight)
{
	canvas_reset(s->canvas, s->layout->height);
	s->tight = tight;
	draw_parts(s);
	return (canvas_pages(s->canvas));
}

void
invoice_draw(struct sheet *s)
{
	float most = s->layout->tighten, tight;
	size_t pages;

	s->tight = 0;
	s->parted = invoice_payment_parted(s);
	draw_parts(s);
	pages = canvas_pages(s->canvas);

	/*
	 * If closer lines save a last page with little on it, they are used: closer by the share
	 * that this takes, or by the most that the layout allows.
	 */
	tight = pages > 1 ? flow_shortage(s) : 2;
	if (tight <= most && draw_again(s, tight) == pages && draw_again(s, most) == pages)
		(void)draw_again(s, 0);
	flow_finish(s);
}
