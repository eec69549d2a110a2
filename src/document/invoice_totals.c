#include "document/invoice.h"

#define ABOVE 12.0f
#define TAX_RATE_RIGHT 144.0f
#define TAX_NET_RIGHT 204.0f
#define TAX_TAX_RIGHT 258.0f
#define TAX_GROSS_RIGHT 318.0f
#define TOTALS_LEFT 348.0f

float
invoice_totals_height(const struct sheet *s)
{
	size_t rows = s->model->tax_count + (s->model->tax_per_line ? 1 : 0) + 1;

	return (ABOVE + SHEET_LINE * (float)(rows > 4 ? rows : 4));
}

/* One row of the tax table: five texts. */
static void
draw_tax_row(struct sheet *s, enum sheet_ink ink, const char *const cells[5])
{
	static const float RIGHTS[] = { 0, TAX_RATE_RIGHT, TAX_NET_RIGHT, TAX_TAX_RIGHT, TAX_GROSS_RIGHT };
	size_t i;

	sheet_fitted(s, ink, (struct sheet_fit){ SHEET_LEFT, s->y, 48, false }, cells[0]);
	for (i = 1; i < LENGTH(RIGHTS); i++)
		sheet_right(s, ink, RIGHTS[i], cells[i]);
	s->y += SHEET_LINE;
}

/* Tax by code and rate, at the left. */
static void
draw_taxes(struct sheet *s)
{
	const struct document_model *m = s->model;
	size_t i;

	draw_tax_row(s, INK_COLUMN, (const char *const[]){ sheet_text(s, TEXT_TAX_SUMMARY), sheet_text(s, TEXT_RATE),
	    sheet_text(s, TEXT_NET), sheet_text(s, TEXT_TAX), sheet_text(s, TEXT_GROSS) });
	sheet_rule(s, SHEET_RULE, SHEET_LEFT, TAX_GROSS_RIGHT, s->y - 9);
	s->y += 1.5f;
	for (i = 0; i < m->tax_count; i++) {
		const struct document_tax *tax = &m->taxes[i];

		draw_tax_row(s, INK_LABEL, (const char *const[]){ tax->code,
		    arena_printf(s->arena, "%s\xc2\xa0%%", sheet_number(s, decimal_trim(tax->percent))),
		    sheet_money(s, tax->net_minor), sheet_money(s, tax->tax_minor),
		    sheet_money(s, tax->net_minor + tax->tax_minor) });
	}
	if (m->tax_per_line)
		sheet_left(s, INK_SMALL, SHEET_LEFT, sheet_text(s, TEXT_TAX_PER_LINE));
}

/* Net, tax and total, at the right, the total between rules. */
static void
draw_totals(struct sheet *s)
{
	const struct document_model *m = s->model;
	struct script_style style = s->ink[INK_HEAD];
	const char *total = locale_price(s->locale, s->arena, sheet_money(s, m->total_minor), m->currency);

	sheet_left(s, INK_BODY, TOTALS_LEFT, sheet_text(s, TEXT_NET_TOTAL));
	sheet_right(s, INK_BODY, SHEET_RIGHT, sheet_money(s, m->net_minor));
	s->y += SHEET_LINE;
	sheet_left(s, INK_BODY, TOTALS_LEFT, sheet_text(s, TEXT_TAX_TOTAL));
	sheet_right(s, INK_BODY, SHEET_RIGHT, sheet_money(s, m->tax_minor));
	canvas_line(s->canvas, s->accent, 0.75f, (struct canvas_box){ TOTALS_LEFT, s->y + 6,
	    SHEET_RIGHT - TOTALS_LEFT, 0 });
	s->y += SHEET_LINE + 9;
	sheet_left(s, INK_HEAD, TOTALS_LEFT,
	    sheet_text(s, m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT : TEXT_TOTAL));
	canvas_right(s->canvas, &style, SHEET_RIGHT, s->y, total);
}

void
invoice_totals_draw(struct sheet *s)
{
	float top, height = invoice_totals_height(s);

	(void)sheet_need(s, height);
	top = s->y + ABOVE;
	if (s->model->tax_count > 0) {
		s->y = top;
		draw_taxes(s);
	}
	s->y = top;
	draw_totals(s);
	s->y = top + height - ABOVE;
}
