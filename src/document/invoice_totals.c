#include "document/invoice.h"

#define ABOVE sheet_down(s, 9.0f)
#define TAX_RATE_RIGHT sheet_at(s, 144.0f)
#define TAX_NET_RIGHT sheet_at(s, 204.0f)
#define TAX_TAX_RIGHT sheet_at(s, 258.0f)
#define TAX_GROSS_RIGHT sheet_at(s, 318.0f)
#define TOTALS_LEFT sheet_at(s, 348.0f)

float
invoice_totals_height(const struct sheet *s)
{
	size_t rows = s->model->tax_count + (s->model->tax_per_line ? 1 : 0) + 1;

	return (ABOVE + (rows > 4 ? s->line * (float)rows : 3 * s->line + sheet_down(s, 9)));
}

/* One row of the tax table: five texts. */
static void
draw_tax_row(struct sheet *s, enum layout_ink ink, const char *const cells[5])
{
	const float RIGHTS[] = { 0, TAX_RATE_RIGHT, TAX_NET_RIGHT, TAX_TAX_RIGHT, TAX_GROSS_RIGHT };
	size_t i;

	sheet_fitted(s, ink, (struct sheet_fit){ s->left, s->y, 48, false }, cells[0]);
	for (i = 1; i < LENGTH(RIGHTS); i++)
		sheet_right(s, ink, RIGHTS[i], cells[i]);
	s->y += s->line;
}

/* Tax by code and rate, at the left. */
static void
draw_taxes(struct sheet *s)
{
	const struct document_model *m = s->model;
	size_t i;

	draw_tax_row(s, INK_COLUMN, (const char *const[]){ sheet_text(s, TEXT_TAX_SUMMARY), sheet_text(s, TEXT_RATE),
	    sheet_text(s, TEXT_NET), sheet_text(s, TEXT_TAX), sheet_text(s, TEXT_GROSS) });
	sheet_rule(s, s->colour[COLOUR_RULE], s->left, TAX_GROSS_RIGHT, s->y - 9);
	s->y += 1.5f;
	for (i = 0; i < m->tax_count; i++) {
		const struct document_tax *tax = &m->taxes[i];

		draw_tax_row(s, INK_LABEL, (const char *const[]){ tax->code,
		    arena_printf(s->arena, "%s\xc2\xa0%%", sheet_number(s, decimal_trim(tax->percent))),
		    sheet_money(s, tax->net_minor), sheet_money(s, tax->tax_minor),
		    sheet_money(s, tax->net_minor + tax->tax_minor) });
	}
	if (m->tax_per_line)
		sheet_left(s, INK_SMALL, s->left, sheet_text(s, TEXT_TAX_PER_LINE));
}

/* Net, tax and total, at the right, the total between rules. */
static void
draw_totals(struct sheet *s)
{
	const struct document_model *m = s->model;
	const char *total = locale_price(s->locale, s->arena, sheet_money(s, m->total_minor), m->currency);
	float width;

	sheet_left(s, INK_BODY, TOTALS_LEFT, sheet_text(s, TEXT_NET_TOTAL));
	sheet_right(s, INK_BODY, s->right, sheet_money(s, m->net_minor));
	s->y += s->line;
	sheet_left(s, INK_BODY, TOTALS_LEFT, sheet_text(s, TEXT_TAX_TOTAL));
	sheet_right(s, INK_BODY, s->right, sheet_money(s, m->tax_minor));
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 0.75f, (struct canvas_box){ TOTALS_LEFT, s->y + 6,
	    s->right - TOTALS_LEFT, 0 });
	s->y += s->line + sheet_down(s, 9);
	width = s->right - TOTALS_LEFT - 9 - canvas_width(s->canvas, &s->layout->ink[INK_HEAD], script_piece(total));
	sheet_fitted(s, INK_HEAD, (struct sheet_fit){ TOTALS_LEFT, s->y, width, false },
	    sheet_text(s, m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT : TEXT_TOTAL));
	sheet_right(s, INK_HEAD, s->right, total);
}

void
invoice_totals_draw(struct sheet *s, const struct layout_element *x)
{
	float top, height = invoice_totals_height(s);

	(void)sheet_need(s, height);
	top = s->y + ABOVE;
	if (x->taxes && s->model->tax_count > 0) {
		s->y = top;
		draw_taxes(s);
	}
	s->y = top;
	draw_totals(s);
	s->y = top + height - ABOVE;
}
