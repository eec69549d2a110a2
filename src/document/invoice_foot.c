#include "base/date.h"
#include "document/element.h"
#include "document/invoice.h"
#include "document/payment.h"

#define PAY_HEIGHT 79.5f
#define PAY_ABOVE 4.5f
#define PAY_PADDING 12.0f
#define QR_SIDE 73.5f    /* with its quiet zone: 45 squares of half a millimetre and more */
#define SWISS_HEIGHT 156.0f
#define SWISS_SIDE CANVAS_MM(46) /* without it, as the standard demands */
#define SWISS_QUIET CANVAS_MM(4)
#define BAR_HEIGHT 21.0f

void
invoice_messages_draw(struct sheet *s, const struct layout_element *x)
{
	const struct document_model *m = s->model;
	bool any = false;
	size_t i;

	for (i = 0; i < LENGTH(m->messages); i++) {
		if (m->messages[i][0] == '\0')
			continue;
		if (!any)
			sheet_head(s, TEXT_MESSAGES, s->line);
		any = true;
		element_paragraph(s, &s->layout->ink[INK_BODY], s->line, m->messages[i]);
		s->y += 3;
	}
}

/* A label and, under it, what it names. */
static void
draw_detail(struct sheet *s, float x, float width, enum text label, const char *value)
{
	if (value[0] == '\0')
		return;
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ x, s->y, width, false }, sheet_text(s, label));
	sheet_fitted(s, INK_STRONG, (struct sheet_fit){ x, s->y + 10.5f, width, false }, value);
	s->y += 25.5f;
}

/* What the payer says, so that the payment finds its account. */
static const char *
reference_of(const struct sheet *s, const struct layout_element *x)
{
	const char *bpay = x->check_digit ? payment_bpay(s->arena, s->model) : "";

	return (bpay[0] != '\0' ? bpay : s->model->account_number);
}

/* The text and kind of the code that this bill can be paid with; a reference in bars where there is no other. */
static const char *
find_code(const struct sheet *s, const struct layout_element *x, enum code_kind *kind)
{
	const char *text = payment_epc(s->arena, s->model);

	*kind = CODE_QR;
	if (text[0] == '\0')
		text = payment_swiss(s->arena, s->model);
	if (text[0] != '\0')
		return (text);
	*kind = CODE_128;
	return (reference_of(s, x));
}

/* Is that code a square one? */
static bool
is_square(const struct sheet *s, const struct layout_element *x)
{
	enum code_kind kind;

	(void)find_code(s, x, &kind);
	return (kind == CODE_QR);
}

/* Is it the Swiss one? */
static bool
is_swiss(const struct sheet *s)
{
	return (payment_epc(s->arena, s->model)[0] == '\0' && payment_swiss(s->arena, s->model)[0] != '\0');
}

/* In the middle of the Swiss code stands a cross, 7 mm of the code's 46 (SIX, style guide): on white, in black with white bars. */
static void
draw_cross(struct sheet *s, struct canvas_box code)
{
	float unit = code.width * 7 / 46 / 32, x = code.x + code.width / 2, y = code.y + code.height / 2;
	const struct canvas_box white = { x - 16 * unit, y - 16 * unit, 32 * unit, 32 * unit };
	const struct canvas_box black = { x - 14 * unit, y - 14 * unit, 28 * unit, 28 * unit };
	const struct canvas_box bars[] = { { x - 3 * unit, y - 10 * unit, 6 * unit, 20 * unit },
		{ x - 10 * unit, y - 3 * unit, 20 * unit, 6 * unit } };

	canvas_bars(s->canvas, 0xffffff, &white, 1);
	canvas_bars(s->canvas, 0, &black, 1);
	canvas_bars(s->canvas, 0xffffff, bars, LENGTH(bars));
}

/* A QR at the right end of the slip, or bars below the amount. Returns where the texts have to end. */
static float
draw_code(struct sheet *s, const struct layout_element *x, float top, float amount_left)
{
	enum code_kind kind;
	const char *text = find_code(s, x, &kind);
	struct canvas_box box = { s->right - 3 - QR_SIDE, top + 3, QR_SIDE, QR_SIDE };

	if (kind == CODE_128) {
		box = (struct canvas_box){ amount_left, top + PAY_HEIGHT - BAR_HEIGHT - 6, s->right - 6 - amount_left, BAR_HEIGHT };
		element_code(s, kind, box, text);
		return (s->right - PAY_PADDING);
	}
	if (!is_swiss(s)) {
		element_code(s, kind, box, text);
		return (box.x - 9);
	}
	box.width = box.height = SWISS_SIDE;
	box.x = s->right - 6 - SWISS_QUIET - SWISS_SIDE;
	box.y = top + (SWISS_HEIGHT - SWISS_SIDE) / 2;
	element_square(s, box, SWISS_QUIET, text);
	draw_cross(s, box);
	return (box.x - SWISS_QUIET - 6);
}

/* How much by when. */
static void
draw_amount(struct sheet *s, float x, float y, float width)
{
	const struct document_model *m = s->model;
	struct script_style amount = s->layout->ink[INK_HEAD];
	const char *price = locale_price(s->locale, s->arena, sheet_money(s, m->due_minor), m->currency);

	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ x, y, width, false }, sheet_text(s, TEXT_AMOUNT_DUE));
	for (amount.size = 15; amount.size > 8 && canvas_width(s->canvas, &amount, script_piece(price)) > width;)
		amount.size -= 0.5f;
	canvas_text(s->canvas, &amount, x, y + 15, price);
	if (m->due_date != DATE_NONE)
		sheet_fitted(s, INK_BODY, (struct sheet_fit){ x, y + 26.5f, width, false }, sheet_fill(s, TEXT_DUE_BY, sheet_date(s, m->due_date)));
}

/* The ways to pay, in columns: by transfer, by biller code, and how much by when; and a code that says it all. */
static void
draw_ways(struct sheet *s, const struct layout_element *x, float top)
{
	const struct document_model *m = s->model;
	float end = s->right - PAY_PADDING, left = s->left + PAY_PADDING, third = sheet_at(s, 390), second;

	if (x->codes && is_square(s, x))
		third = sheet_at(s, is_swiss(s) ? 243 : 348);
	second = sheet_at(s, third == sheet_at(s, 390) ? 261 : 243);
	if (x->codes)
		end = draw_code(s, x, top, third);
	s->y = top + 36;
	draw_detail(s, left, second - left - 12, TEXT_ACCOUNT_HOLDER, m->bank_account[0] == '\0' ? "" : m->bank_name);
	draw_detail(s, left, second - left - 12, TEXT_BANK_ACCOUNT, m->bank_account);
	if (third > second)
		s->y = top + 36;
	draw_detail(s, third > second ? second : left, (third > second ? third : end) - second - 12, TEXT_BILLER_CODE, m->biller_code);
	draw_detail(s, third > second ? second : left, (third > second ? third : end) - second - 12, TEXT_REFERENCE, reference_of(s, x));
	draw_amount(s, third, top + (x->codes && end == s->right - PAY_PADDING ? 18 : 36), end - third);
}

/* Only who owes something needs to know how to pay it. */
void
invoice_payment_draw(struct sheet *s, const struct layout_element *x)
{
	const struct document_model *m = s->model;
	float top, height = x->codes && is_swiss(s) ? SWISS_HEIGHT : PAY_HEIGHT;

	if (m->kind != DOCUMENT_INVOICE || m->due_minor <= 0 || (m->bank_account[0] == '\0' && m->biller_code[0] == '\0'))
		return;

	/* It stands at the foot of the last page, or at the head of one that it has for itself. */
	top = s->bottom - height + 3;
	if (s->y + PAY_ABOVE - s->line > top) {
		sheet_break(s);
		top = s->y;
	}
	canvas_fill(s->canvas, s->colour[COLOUR_TINT], (struct canvas_box){ s->left, top, s->right - s->left, height }, 3);
	s->y = top + 18;
	sheet_left(s, INK_GROUP, s->left + PAY_PADDING, sheet_text(s, TEXT_HOW_TO_PAY));
	if (m->sender_email[0] != '\0')
		sheet_fitted(s, INK_SMALL, (struct sheet_fit){ sheet_at(s, 243), s->y, sheet_at(s, 378) - sheet_at(s, 243), false },
		    sheet_fill(s, TEXT_QUESTIONS, m->sender_email));
	draw_ways(s, x, top);
	s->y = top + height;
}
