#include "base/date.h"
#include "document/invoice.h"

#define HEIGHT 55.5f
#define LABEL_DOWN 15.75f /* baselines, from the top of a panel */
#define FIGURE_DOWN 36.75f
#define BY_DOWN 50.25f
#define DUE_WIDTH 159.0f /* of the part on the accent, at the right */
#define PADDING 12.0f
#define RADIUS 3.0f

/* The words of the part that people look for. */
struct due {
	const char *label;
	const char *amount;
	const char *by;
};

/* Amount due and when, nothing to pay, or in credit: each has words of its own. */
static struct due
find_due(const struct sheet *s)
{
	const struct document_model *m = s->model;
	int64_t shown = m->due_minor < 0 ? -m->due_minor : m->due_minor;
	const char *amount = locale_price(s->locale, s->arena, sheet_money(s, shown), m->currency);

	/* Whoever gets a credit note is asked for nothing: the invoices themselves say what to pay by when. */
	if (m->kind == DOCUMENT_REVERSAL && m->due_minor > 0)
		return ((struct due){ sheet_text(s, TEXT_BALANCE), amount, sheet_text(s, TEXT_AFTER_CREDIT) });
	if (m->kind == DOCUMENT_STATEMENT && m->due_minor > 0)
		return ((struct due){ sheet_text(s, TEXT_BALANCE), amount, sheet_fill(s, TEXT_AS_OF, sheet_date(s, m->period_to)) });
	if (m->due_minor < 0)
		return ((struct due){ sheet_text(s, TEXT_IN_CREDIT), amount, sheet_text(s, TEXT_CREDIT_KEPT) });
	if (m->due_minor == 0)
		return ((struct due){ sheet_text(s, TEXT_NOTHING_TO_PAY), amount, sheet_text(s, TEXT_SETTLED) });
	return ((struct due){ sheet_text(s, TEXT_AMOUNT_DUE), amount, m->due_date == DATE_NONE ? "" :
	    sheet_fill(s, TEXT_DUE_BY, sheet_date(s, m->due_date)) });
}

/* The part on the accent. */
static void
draw_due(struct sheet *s, float top)
{
	struct due due = find_due(s);
	float x = s->right - DUE_WIDTH, width = DUE_WIDTH - 2 * PADDING;

	canvas_fill(s->canvas, s->colour[COLOUR_ACCENT], (struct canvas_box){ x, top, DUE_WIDTH, HEIGHT }, RADIUS);

	/* The round corners are those of the whole panel: the inner edge is straight. */
	canvas_fill(s->canvas, s->colour[COLOUR_ACCENT], (struct canvas_box){ x, top, 2 * RADIUS, HEIGHT }, 0);
	sheet_fitted(s, INK_ON_ACCENT, (struct sheet_fit){ x + PADDING, top + LABEL_DOWN, width, false }, due.label);
	sheet_fitted(s, INK_AMOUNT, (struct sheet_fit){ x + PADDING, top + FIGURE_DOWN, width, false }, due.amount);
	sheet_fitted(s, INK_ON_ACCENT, (struct sheet_fit){ x + PADDING, top + BY_DOWN, width, false }, due.by);
}

/* What the balance is made of. Money that came in counts against what was owed. */
struct part {
	enum text label;
	int64_t minor;
};

#define PARTS 4

static void
find_parts(const struct document_model *m, struct part parts[PARTS])
{
	parts[0] = (struct part){ m->kind == DOCUMENT_STATEMENT ? TEXT_OPENING : TEXT_PREVIOUS, m->previous_minor };
	parts[1] = (struct part){ TEXT_RECEIVED, -m->received_minor };
	parts[2] = (struct part){ TEXT_ADJUSTED, m->adjusted_minor };
	parts[3] = (struct part){ m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT : m->kind == DOCUMENT_STATEMENT ? TEXT_INVOICES :
	    TEXT_THIS_BILL, m->total_minor };
}

/* One beside the other in a panel across the page. */
static void
draw_panel(struct sheet *s, const struct part parts[PARTS])
{
	float top = s->y, left = s->right - s->left - DUE_WIDTH - PADDING;
	float cell = left / PARTS, x = s->left + PADDING;
	size_t i;

	canvas_fill(s->canvas, s->colour[COLOUR_TINT], (struct canvas_box){ s->left, top, s->right - s->left, HEIGHT }, RADIUS);
	for (i = 0; i < PARTS; i++, x += cell) {
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ x, top + LABEL_DOWN, cell - 9, false }, sheet_text(s, parts[i].label));
		sheet_fitted(s, INK_FIGURE, (struct sheet_fit){ x, top + FIGURE_DOWN, cell - 6, false }, sheet_money(s, parts[i].minor));
	}
	draw_due(s, top);
	s->y = top + HEIGHT + s->line;
	s->flow.stiff += HEIGHT;
}

/* One below the other, from x on, with the amount due below a rule. */
static void
draw_list(struct sheet *s, const struct layout_element *x, const struct part parts[PARTS])
{
	float left = x->x > 0 ? x->x : s->left, right = x->width > 0 ? left + x->width : s->right;
	struct due due = find_due(s);
	struct script_style style = s->layout->ink[INK_AMOUNT];
	float width;
	size_t i;

	for (i = 0; i < PARTS; i++) {
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ left, s->y, (right - left) * 0.6f, false }, sheet_text(s, parts[i].label));
		sheet_fitted(s, INK_BODY, (struct sheet_fit){ right, s->y, (right - left) * 0.38f, true }, sheet_money(s, parts[i].minor));
		s->y += s->line + sheet_down(s, 1.5f);
	}
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 1, (struct canvas_box){ left, s->y - 6, right - left, 0 });

	/* The amount in its own ink, but for the colour, which is made for the accent. */
	style.colour = s->layout->ink[INK_GROUP].colour;
	s->y += style.size - 3;
	width = canvas_width(s->canvas, &style, script_piece(due.amount));
	canvas_right(s->canvas, &style, right, s->y, due.amount);
	sheet_fitted(s, INK_STRONG, (struct sheet_fit){ left, s->y, right - left - width - 12, false }, due.label);
	s->y += s->line;
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ right, s->y, right - left, true }, due.by);
	s->y += s->line;
}

void
invoice_summary_draw(struct sheet *s, const struct layout_element *x)
{
	struct part parts[PARTS];

	find_parts(s->model, parts);
	if (x->list == 1)
		draw_list(s, x, parts);
	else
		draw_panel(s, parts);
}
