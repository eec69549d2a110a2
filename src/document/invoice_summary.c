#include <math.h>

#include "base/date.h"
#include "document/invoice.h"
#include "document/sheet_words.h"

#define HEIGHT 55.5f
#define LABEL_DOWN 15.75f /* baselines, from the top of a panel */
#define FIGURE_DOWN 36.75f
#define BY_DOWN 50.25f
#define DUE_WIDTH 159.0f /* of the part on the accent, at the right */
#define PADDING 12.0f
#define RADIUS 3.0f
#define ASIDE 12.0f /* between a label and its amount, at least */

/* The words of the part that people look for. */
struct summary_due {
	struct sheet_words label;
	const char *amount;
	struct sheet_words by;
};

/* Amount due and when, nothing to pay, or in credit: each has words of its own. */
static struct summary_due
find_due(const struct sheet *s)
{
	const struct document_model *m = s->model;
	int64_t shown = m->due_minor < 0 ? -m->due_minor : m->due_minor;
	const char *amount = locale_price(s->locale, s->arena, sheet_money(s, shown), m->currency);

	/* A credit note asks for nothing: the invoices themselves have what to pay by when. */
	if (m->kind == DOCUMENT_REVERSAL && m->due_minor > 0)
		return ((struct summary_due){
		    sheet_words(s, TEXT_BALANCE), amount, sheet_words(s, TEXT_AFTER_CREDIT) });
	if (m->kind == DOCUMENT_STATEMENT && m->due_minor > 0)
		return ((struct summary_due){ sheet_words(s, TEXT_BALANCE), amount,
		    sheet_words_fill(s, TEXT_AS_OF, sheet_words_date(s, m->period_to)) });
	if (m->due_minor < 0)
		return ((struct summary_due){
		    sheet_words(s, TEXT_IN_CREDIT), amount, sheet_words(s, TEXT_CREDIT_KEPT) });
	if (m->due_minor == 0)
		return ((struct summary_due){
		    sheet_words(s, TEXT_NOTHING_TO_PAY), amount, sheet_words(s, TEXT_SETTLED) });

	/* The reader of a copy must not pay a second time what its customer pays. */
	if (m->copy)
		return ((struct summary_due){ sheet_words(s, TEXT_AMOUNT_DUE), amount,
		    sheet_words_fill(s, TEXT_COPY_PAID,
			(struct sheet_words){ m->account_name, "" }) });
	return ((struct summary_due){ sheet_words(s, TEXT_AMOUNT_DUE), amount,
	    m->due_date == DATE_NONE
		? (struct sheet_words){ "", "" }
		: sheet_words_fill(s, TEXT_DUE_BY, sheet_words_date(s, m->due_date)) });
}

/* Of a panel. Where there is a second language, each label has it below. */
static float
panel_height(const struct sheet *s)
{
	return (HEIGHT + 2 * s->second);
}

/* The part on the accent. */
static void
draw_due(struct sheet *s, float top)
{
	struct summary_due due = find_due(s);
	float x = s->right - DUE_WIDTH, width = DUE_WIDTH - 2 * PADDING, height = panel_height(s);

	canvas_fill(s->canvas, s->colour[COLOUR_ACCENT],
	    (struct canvas_box){ x, top, DUE_WIDTH, height }, RADIUS);

	/* The round corners are those of the whole panel: the inner edge is straight. */
	canvas_fill(s->canvas, s->colour[COLOUR_ACCENT],
	    (struct canvas_box){ x, top, 2 * RADIUS, height }, 0);
	sheet_label(s, INK_ON_ACCENT,
	    (struct sheet_fit){ x + PADDING, top + LABEL_DOWN, width, false }, due.label);
	sheet_fitted(s, INK_AMOUNT,
	    (struct sheet_fit){ x + PADDING, top + FIGURE_DOWN + s->second, width, false },
	    due.amount);
	sheet_label(s, INK_ON_ACCENT,
	    (struct sheet_fit){ x + PADDING, top + BY_DOWN + s->second, width, false }, due.by);
}

/* The parts of the balance. Money that came in counts against the debt. */
struct summary_part {
	enum text label;
	int64_t minor;
};

#define PARTS 4

static void
find_parts(const struct document_model *m, struct summary_part parts[PARTS])
{
	parts[0] =
	    (struct summary_part){ m->kind == DOCUMENT_STATEMENT ? TEXT_OPENING : TEXT_PREVIOUS,
		    m->previous_minor };
	parts[1] = (struct summary_part){ TEXT_RECEIVED, -m->received_minor };
	parts[2] = (struct summary_part){ TEXT_ADJUSTED, m->adjusted_minor };
	parts[3] = (struct summary_part){ m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT
		    : m->kind == DOCUMENT_STATEMENT                    ? TEXT_INVOICES
								       : TEXT_THIS_BILL,
		m->total_minor };
}

/* The size in which all figures are at most `width` wide: beside one another they are of one size.
 */
static struct script_style
figure_style(const struct sheet *s, const struct summary_part parts[PARTS], float width)
{
	struct script_style style = s->layout->ink[INK_FIGURE];
	float one;
	size_t i;

	for (i = 0; i < PARTS; i++) {
		one = width;
		(void)sheet_shrink(s, &style, sheet_money(s, parts[i].minor), &one);
	}
	return (style);
}

/* One beside the other in a panel across the page. */
static void
draw_panel(struct sheet *s, const struct summary_part parts[PARTS])
{
	float top = s->y, left = s->right - s->left - DUE_WIDTH - PADDING, height = panel_height(s);
	float cell = left / PARTS, x = s->left + PADDING;
	struct script_style style = figure_style(s, parts, cell - 6);
	size_t i;

	canvas_fill(s->canvas, s->colour[COLOUR_TINT],
	    (struct canvas_box){ s->left, top, s->right - s->left, height }, RADIUS);
	for (i = 0; i < PARTS; i++, x += cell) {
		sheet_label(s, INK_LABEL,
		    (struct sheet_fit){ x, top + LABEL_DOWN, cell - 6, false },
		    sheet_words(s, parts[i].label));
		canvas_text(s->canvas, &style, x, top + FIGURE_DOWN + s->second,
		    sheet_money(s, parts[i].minor));
	}
	draw_due(s, top);
	s->y = top + height + s->line;
	s->flow.stiff += height;
}

/*
 * The amount in its own ink, but for the colour, which is made for the accent; its label beside it
 * or, where both have no room, above.
 */
static void
draw_amount(struct sheet *s, const struct summary_due *due, float left, float right)
{
	struct script_style style = s->layout->ink[INK_AMOUNT];
	float width = right - left,
	      label = canvas_width(s->canvas, &s->layout->ink[INK_STRONG],
		  script_piece(due->label.first));
	float step = LAYOUT_GRID * ceilf((style.size - 3) / LAYOUT_GRID);
	struct script_piece amount;

	style.colour = s->layout->ink[INK_GROUP].colour;
	amount = sheet_shrink(s, &style, due->amount, &width);
	s->y += step;
	if (label + ASIDE + width > right - left) {
		s->y += sheet_beside(s, INK_STRONG,
		    (struct sheet_fit){ left, s->y, right - left, false }, due->label);
		s->y += step;
	} else {
		sheet_label(s, INK_STRONG,
		    (struct sheet_fit){ left, s->y, right - left - width - ASIDE, false },
		    due->label);
	}
	canvas_put(s->canvas, &style, right - width, s->y, amount);
}

/* One below the other, from x on, with the amount due below a rule. */
static void
draw_list(struct sheet *s, const struct layout_element *x, const struct summary_part parts[PARTS])
{
	float left = x->x > 0 ? x->x : s->left, right = x->width > 0 ? left + x->width : s->right,
	      width;
	float leading = LAYOUT_GRID * ceilf(s->layout->line / LAYOUT_GRID + 1);
	struct summary_due due = find_due(s);
	size_t i;

	s->y = invoice_level(s, s->y, leading);
	for (i = 0; i < PARTS; i++) {
		const char *amount = sheet_money(s, parts[i].minor);

		width = canvas_width(s->canvas, &s->layout->ink[INK_BODY], script_piece(amount));
		sheet_right(s, INK_BODY, right, amount);
		s->y += sheet_beside(s, INK_LABEL,
		    (struct sheet_fit){ left, s->y, right - left - width - ASIDE, false },
		    sheet_words(s, parts[i].label));
		s->y += leading;
	}
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 1,
	    (struct canvas_box){ left, s->y - 6, right - left, 0 });
	draw_amount(s, &due, left, right);
	s->y += s->line + (due.label.second[0] != '\0' ? s->second : 0);
	sheet_label(s, INK_LABEL, (struct sheet_fit){ right, s->y, right - left, true }, due.by);
	s->y += s->line + s->second;
}

void
invoice_summary_draw(struct sheet *s, const struct layout_element *x)
{
	struct summary_part parts[PARTS];

	find_parts(s->model, parts);
	if (x->list == 1)
		draw_list(s, x, parts);
	else
		draw_panel(s, parts);
}
