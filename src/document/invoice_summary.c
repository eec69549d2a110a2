#include "base/date.h"
#include "document/invoice.h"

#define HEIGHT 63.0f
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
	if (m->due_minor < 0)
		return ((struct due){ sheet_text(s, TEXT_IN_CREDIT), amount, sheet_text(s, TEXT_CREDIT_KEPT) });
	if (m->due_minor == 0)
		return ((struct due){ sheet_text(s, TEXT_NOTHING_TO_PAY), amount, sheet_text(s, TEXT_SETTLED) });
	return ((struct due){ sheet_text(s, TEXT_AMOUNT_DUE), amount, m->due_date == DATE_NONE ? "" :
	    locale_fill(s->locale, s->arena, TEXT_DUE_BY, sheet_date(s, m->due_date)) });
}

/* The part on the accent. */
static void
draw_due(struct sheet *s, float top)
{
	struct due due = find_due(s);
	float x = SHEET_RIGHT - DUE_WIDTH, width = DUE_WIDTH - 2 * PADDING;

	canvas_fill(s->canvas, s->accent, (struct canvas_box){ x, top, DUE_WIDTH, HEIGHT }, RADIUS);

	/* The round corners are those of the whole panel: the inner edge is straight. */
	canvas_fill(s->canvas, s->accent, (struct canvas_box){ x, top, 2 * RADIUS, HEIGHT }, 0);
	sheet_fitted(s, INK_ON_ACCENT, (struct sheet_fit){ x + PADDING, top + 18, width, false }, due.label);
	sheet_fitted(s, INK_AMOUNT, (struct sheet_fit){ x + PADDING, top + 40.5f, width, false }, due.amount);
	sheet_fitted(s, INK_ON_ACCENT, (struct sheet_fit){ x + PADDING, top + 55.5f, width, false }, due.by);
}

/* Money that came in counts against what was owed. */
void
invoice_summary_draw(struct sheet *s)
{
	const struct document_model *m = s->model;
	const struct {
		enum text label;
		int64_t minor;
	} PARTS[] = {
		{ TEXT_PREVIOUS, m->previous_minor }, { TEXT_RECEIVED, -m->received_minor },
		{ TEXT_ADJUSTED, m->adjusted_minor },
		{ m->kind == DOCUMENT_REVERSAL ? TEXT_THIS_CREDIT : TEXT_THIS_BILL, m->total_minor },
	};
	float top = s->y, left = SHEET_RIGHT - SHEET_LEFT - DUE_WIDTH - PADDING;
	float cell = left / (float)LENGTH(PARTS), x = SHEET_LEFT + PADDING;
	size_t i;

	canvas_fill(s->canvas, s->tint, (struct canvas_box){ SHEET_LEFT, top, SHEET_RIGHT - SHEET_LEFT, HEIGHT }, RADIUS);
	for (i = 0; i < LENGTH(PARTS); i++, x += cell) {
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ x, top + 18, cell - 9, false }, sheet_text(s, PARTS[i].label));
		sheet_fitted(s, INK_FIGURE, (struct sheet_fit){ x, top + 40.5f, cell - 6, false },
		    sheet_money(s, PARTS[i].minor));
	}
	draw_due(s, top);
	s->y = top + HEIGHT + SHEET_LINE;
}
