#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

#define ABOVE sheet_down(s, 6.0f)
#define TAX_RATE_RIGHT sheet_at(s, 144.0f)
#define TAX_NET_RIGHT sheet_at(s, 204.0f)
#define TAX_TAX_RIGHT sheet_at(s, 258.0f)
#define TAX_GROSS_RIGHT sheet_at(s, 318.0f)
#define TOTALS_LEFT sheet_at(s, 348.0f)
#define TWICE 2 /* labels whose second language may be below */

#define TAX_CODE_WIDTH 48.0f

float
invoice_totals_height(const struct sheet *s)
{
	size_t rows = s->model->tax_count + (s->model->tax_per_line ? 1 : 0) + 1;

	return (ABOVE + s->line * (float)(rows > 4 ? rows : 4) + TWICE * s->second);
}

/* The heads of the tax table, and below each the second language; y ends at the first row. */
static void
draw_tax_heads(struct sheet *s)
{
	static const enum text HEADS[] = { TEXT_TAX_SUMMARY, TEXT_RATE, TEXT_NET, TEXT_TAX,
		TEXT_GROSS };
	const float RIGHTS[] = { 0, TAX_RATE_RIGHT, TAX_NET_RIGHT, TAX_TAX_RIGHT, TAX_GROSS_RIGHT };
	size_t i;

	for (i = 0; i < LENGTH(HEADS); i++)
		sheet_label(s, INK_COLUMN,
		    (struct sheet_fit){ i == 0 ? s->left : RIGHTS[i], s->y, TAX_CODE_WIDTH, i > 0 },
		    sheet_words(s, HEADS[i]));
	s->y += s->second;
	sheet_rule(s, s->colour[COLOUR_RULE], s->left, TAX_GROSS_RIGHT, s->y + 2.5f);
	s->y += s->line;
}

/* One row of the tax table: five texts. */
static void
draw_tax_row(struct sheet *s, const char *const cells[5])
{
	const float RIGHTS[] = { 0, TAX_RATE_RIGHT, TAX_NET_RIGHT, TAX_TAX_RIGHT, TAX_GROSS_RIGHT };
	size_t i;

	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ s->left, s->y, TAX_CODE_WIDTH, false },
	    cells[0]);
	for (i = 1; i < LENGTH(RIGHTS); i++)
		sheet_right(s, INK_LABEL, RIGHTS[i], cells[i]);
	s->y += s->line;
}

/* Tax by code and rate, at the left. */
static void
draw_taxes(struct sheet *s)
{
	const struct document_model *m = s->model;
	size_t i;

	draw_tax_heads(s);
	for (i = 0; i < m->tax_count; i++) {
		const struct document_tax *tax = &m->taxes[i];

		draw_tax_row(s,
		    (const char *const[]){ tax->code,
			arena_printf(s->arena, "%s\xc2\xa0%%",
			    sheet_number(s, decimal_trim(tax->percent))),
			sheet_money(s, tax->net_minor), sheet_money(s, tax->tax_minor),
			sheet_money(s, tax->net_minor + tax->tax_minor) });
	}
	if (m->tax_per_line)
		(void)sheet_beside(s, INK_SMALL,
		    (struct sheet_fit){ s->left, s->y, TAX_GROSS_RIGHT - s->left, false },
		    sheet_words(s, TEXT_TAX_PER_LINE));
}

/* A label and its sum, on the baseline y. */
static void
draw_total(struct sheet *s, enum layout_ink ink, enum text label, const char *sum)
{
	float width = s->right - TOTALS_LEFT - 6 -
	    canvas_width(s->canvas, &s->layout->ink[ink], script_piece(sum));

	s->y += sheet_beside(s, ink, (struct sheet_fit){ TOTALS_LEFT, s->y, width, false },
	    sheet_words(s, label));
	sheet_right(s, ink, s->right, sum);
}

/*
 * Net, tax and total, at the right, the total between rules: on the baselines of the tax table's
 * rows.
 */
static void
draw_totals(struct sheet *s)
{
	const struct document_model *m = s->model;
	float top = s->y;

	draw_total(s, INK_BODY, TEXT_NET_TOTAL, sheet_money(s, m->net_minor));
	s->y = top + s->second + s->line;
	draw_total(s, INK_BODY, TEXT_TAX_TOTAL, sheet_money(s, m->tax_minor));
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 0.75f,
	    (struct canvas_box){ TOTALS_LEFT, s->y + 6, s->right - TOTALS_LEFT, 0 });
	s->y += 2 * s->line;
	draw_total(s, INK_HEAD, m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT : TEXT_TOTAL,
	    locale_price(s->locale, s->arena, sheet_money(s, m->total_minor), m->currency));
}

void
invoice_totals_draw(struct sheet *s, const struct layout_element *x)
{
	float top, height = invoice_totals_height(s);

	(void)flow_need(s, height);
	top = s->y + ABOVE;
	if (x->taxes && s->model->tax_count > 0) {
		s->y = top;
		draw_taxes(s);
	}
	s->y = top;
	draw_totals(s);
	s->y = top + height - ABOVE;
}
