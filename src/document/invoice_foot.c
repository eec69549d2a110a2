#include "base/date.h"
#include "document/invoice.h"

#define PAY_HEIGHT 81.0f
#define PAY_ABOVE 12.0f
#define PAY_PADDING 12.0f
#define PAY_SECOND 249.0f
#define PAY_THIRD 408.0f

/* One message as a paragraph that may run over a page, but not with one line of it alone. */
static void
draw_message(struct sheet *s, const char *text)
{
	float width = SHEET_RIGHT - SHEET_LEFT;
	int count = sheet_lines(s, INK_BODY, width, text), left;
	struct script_piece line, rest = script_piece(text);

	for (left = count; left > 0; left--) {
		bool pair = count > 1 && (left == count || left == 2);

		(void)sheet_need(s, pair ? SHEET_LINE : 0);
		line = canvas_wrap(s->canvas, &s->ink[INK_BODY], rest, width, &rest);
		canvas_put(s->canvas, &s->ink[INK_BODY], SHEET_LEFT, s->y, line);
		s->y += SHEET_LINE;
	}
	s->y += SHEET_GRID;
}

void
invoice_messages_draw(struct sheet *s)
{
	const struct document_model *m = s->model;
	bool any = false;
	size_t i;

	for (i = 0; i < LENGTH(m->messages); i++) {
		if (m->messages[i][0] == '\0')
			continue;
		if (!any)
			sheet_head(s, TEXT_MESSAGES, SHEET_LINE);
		any = true;
		draw_message(s, m->messages[i]);
	}
}

/* A label and, under it, what it names. */
static void
draw_detail(struct sheet *s, float x, float width, enum text label, const char *value)
{
	if (value[0] == '\0')
		return;
	sheet_left(s, INK_SMALL, x, sheet_text(s, label));
	sheet_fitted(s, INK_STRONG, (struct sheet_fit){ x, s->y + 10.5f, width, false }, value);
	s->y += 25.5f;
}

/* The ways to pay, in columns: by transfer, by biller code, and at the right how much by when. */
static void
draw_ways(struct sheet *s, float top)
{
	const struct document_model *m = s->model;
	float x = SHEET_LEFT + PAY_PADDING, width = PAY_SECOND - x - 12;
	struct script_style amount = s->ink[INK_HEAD];

	s->y = top + 36;
	draw_detail(s, x, width, TEXT_ACCOUNT_HOLDER, m->bank_account[0] == '\0' ? "" : m->bank_name);
	draw_detail(s, x, width, TEXT_BANK_ACCOUNT, m->bank_account);
	s->y = top + 36;
	width = PAY_THIRD - PAY_SECOND - 12;
	draw_detail(s, PAY_SECOND, width, TEXT_BILLER_CODE, m->biller_code);
	draw_detail(s, PAY_SECOND, width, TEXT_REFERENCE, m->account_number);

	s->y = top + 36;
	width = SHEET_RIGHT - PAY_PADDING - PAY_THIRD;
	sheet_left(s, INK_SMALL, PAY_THIRD, sheet_text(s, TEXT_AMOUNT_DUE));
	amount.size = 15;
	canvas_text(s->canvas, &amount, PAY_THIRD, s->y + 16.5f,
	    locale_price(s->locale, s->arena, sheet_money(s, m->due_minor), m->currency));
	if (m->due_date != DATE_NONE)
		sheet_fitted(s, INK_BODY, (struct sheet_fit){ PAY_THIRD, s->y + 30, width, false },
		    locale_fill(s->locale, s->arena, TEXT_DUE_BY, sheet_date(s, m->due_date)));
}

/* Only who owes something needs to know how to pay it. */
void
invoice_payment_draw(struct sheet *s)
{
	const struct document_model *m = s->model;
	float top;

	if (m->kind != DOCUMENT_INVOICE || m->due_minor <= 0 || (m->bank_account[0] == '\0' && m->biller_code[0] == '\0'))
		return;

	/* It stands at the foot of the last page, or at the head of one that it has for itself. */
	top = SHEET_BOTTOM - PAY_HEIGHT + 3;
	if (s->y + PAY_ABOVE > top) {
		sheet_break(s);
		top = s->y;
	}
	canvas_fill(s->canvas, s->tint, (struct canvas_box){ SHEET_LEFT, top, SHEET_RIGHT - SHEET_LEFT, PAY_HEIGHT }, 3);
	s->y = top + 18;
	sheet_left(s, INK_GROUP, SHEET_LEFT + PAY_PADDING, sheet_text(s, TEXT_HOW_TO_PAY));
	if (m->sender_email[0] != '\0')
		sheet_fitted(s, INK_SMALL, (struct sheet_fit){ SHEET_RIGHT - PAY_PADDING, s->y, 240, true },
		    locale_fill(s->locale, s->arena, TEXT_QUESTIONS, m->sender_email));
	draw_ways(s, top);
	s->y = top + PAY_HEIGHT;
}
