#include "base/date.h"
#include "document/invoice.h"
#include "document/flow.h"
#include "document/shape.h"
#include "document/sheet_words.h"
#include "document/payment.h"
#include "document/payment_codes.h"

#define PAY_HEIGHT 79.5f
#define PAY_ABOVE 4.5f
#define BELOW_MARGIN 3.0f /* it has edges of its own */
#define PAY_PADDING 12.0f
#define QR_SIDE 73.5f    /* with its quiet zone: 45 squares of half a millimetre and more */
#define BAR_HEIGHT 21.0f
#define VALUE_LEADING 7.5f
#define BARS_LEFT 390.0f
#define BAR_LEAST CANVAS_MM(0.25f) /* ISO/IEC 15417 and GS1 want no finer one */
#define BAR_QUIET 10               /* on each side, in bars */
#define BARS_SURE \
	12 /* so many characters always fit: 12 x 11 bars, 35 for the ends and the check, 20 for \
	      quiet */

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
			(void)flow_head(s, TEXT_MESSAGES, s->line);
		any = true;
		flow_paragraph(s, &s->layout->ink[INK_BODY], s->line, m->messages[i]);
		s->y += sheet_down(s, 3);
	}
}

/*
 * A value that the payer copies into a form is never cut: it is drawn in one line, smaller if need
 * be, or in two.
 */
static void
draw_value(struct sheet *s, float x, float y, float width, const char *value)
{
	struct script_style style = s->layout->ink[INK_STRONG];
	struct script_piece line, rest = script_piece(value);

	while (style.size - 0.5f >= LAYOUT_SMALLEST &&
	    canvas_width(s->canvas, &style, rest) > width)
		style.size -= 0.5f;
	for (; rest.length > 0; y += VALUE_LEADING) {
		line = canvas_wrap(s->canvas, &style, rest, width, &rest);
		canvas_put(s->canvas, &style, x, y, line);
	}
}

/* A label and, under it, what it names. */
static void
draw_detail(struct sheet *s, float x, float width, enum text label, const char *value)
{
	if (value[0] == '\0')
		return;
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ x, s->y, width, false },
	    sheet_text(s, label));
	draw_value(s, x, s->y + 10.5f, width, value);
	s->y += 25.5f;
}

/* How this bill can be paid, worked out once. */
struct slip {
	const char *reference; /* given by the payer, so that the payment finds its account */
	enum { NO_CODE, BARS, SQUARE } shape;
	enum code_kind symbology;
	const char *code; /* the text in it */
	float top;
	float left, second, third, end; /* of the columns: by transfer, by biller code, how much;
	                                   where the last one ends */
};

/* How wide the bars of a code below the amount are. */
static float
bar_width(const struct sheet *s, const char *text)
{
	struct canvas_pattern pattern;
	struct err e;

	/* A text that cannot be bars at all is refused when it is drawn. */
	if (code_make(s->code, CODE_128, text, &pattern, &e) != 0)
		return (BAR_LEAST);
	return ((s->right - 6 - sheet_at(s, BARS_LEFT)) / (float)(pattern.width + 2 * BAR_QUIET));
}

/*
 * Choose the code that is scanned to pay: the first payment code that this bill has, else the
 * reference in bars, or as a QR if a phone could not read bars so fine.
 */
static void
choose_code(const struct sheet *s, const struct layout_element *x, struct slip *slip)
{
	const struct payment_code *paid_by;
	const char *bpay = x->check_digit ? payment_bpay(s->arena, s->model) : "";

	slip->reference = bpay[0] != '\0' ? bpay : s->model->account_number;
	if (!x->codes)
		return;
	paid_by = payment_codes_on_slip(s->arena, s->model, &slip->code);
	if (paid_by != NULL) {
		slip->symbology = paid_by->symbology;
		slip->shape = paid_by->symbology == CODE_128 ? BARS : SQUARE;
		return;
	}
	slip->code = slip->reference;
	slip->shape = strlen(slip->code) <= BARS_SURE || bar_width(s, slip->code) >= BAR_LEAST
	    ? BARS
	    : SQUARE;
	slip->symbology = slip->shape == BARS ? CODE_128 : CODE_QR;
}

/* Choose the places of its columns; the top is chosen later. */
static void
arrange(const struct sheet *s, struct slip *slip)
{
	slip->left = s->left + PAY_PADDING;
	slip->third = sheet_at(s, slip->shape == SQUARE ? 348 : BARS_LEFT);
	slip->second = sheet_at(s, slip->shape == SQUARE ? 243 : 261);
	slip->end = s->right - PAY_PADDING;
	if (slip->shape == SQUARE)
		slip->end = s->right - 3 - QR_SIDE - 9;
}

/* A QR at the right end of the slip, or bars below the amount. */
static void
draw_code(struct sheet *s, const struct slip *slip)
{
	struct canvas_box box = { s->right - 3 - QR_SIDE, slip->top + 3, QR_SIDE, QR_SIDE };

	if (slip->shape == BARS)
		box = (struct canvas_box){ slip->third, slip->top + PAY_HEIGHT - BAR_HEIGHT - 6,
			s->right - 6 - slip->third, BAR_HEIGHT };
	shape_code(s, slip->symbology, box, slip->code);
}

/* How much by when. */
static void
draw_amount(struct sheet *s, float x, float y, float width)
{
	const struct document_model *m = s->model;
	struct script_style amount = s->layout->ink[INK_HEAD];
	const char *price =
	    locale_price(s->locale, s->arena, sheet_money(s, m->due_minor), m->currency);

	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ x, y, width, false },
	    sheet_text(s, TEXT_AMOUNT_DUE));
	for (amount.size = 15;
	    amount.size > 8 && canvas_width(s->canvas, &amount, script_piece(price)) > width;)
		amount.size -= 0.5f;
	canvas_text(s->canvas, &amount, x, y + 15, price);
	if (m->due_date != DATE_NONE)
		sheet_label(s, INK_BODY, (struct sheet_fit){ x, y + 28.5f, width, false },
		    sheet_words_fill(s, TEXT_DUE_BY, sheet_words_date(s, m->due_date)));
}

/*
 * The ways to pay, in columns: by transfer, by biller code, and how much by when; and a code that
 * has it all.
 */
static void
draw_ways(struct sheet *s, const struct slip *slip)
{
	const struct document_model *m = s->model;
	float first_width = slip->second - slip->left - 12, width = slip->third - slip->second - 12;

	if (slip->shape != NO_CODE)
		draw_code(s, slip);
	s->y = slip->top + 36;
	draw_detail(s, slip->left, first_width, TEXT_ACCOUNT_HOLDER,
	    m->bank_account[0] == '\0' ? "" : m->bank_name);
	draw_detail(s, slip->left, first_width, TEXT_BANK_ACCOUNT, payment_account(s->arena, m));
	s->y = slip->top + 36;
	draw_detail(s, slip->second, width, TEXT_BILLER_CODE, m->biller_code);
	draw_detail(s, slip->second, width, TEXT_REFERENCE, slip->reference);
	draw_amount(s, slip->third, slip->top + (slip->shape == BARS ? 18 - s->second : 36),
	    slip->end - slip->third);
}

/*
 * Whom to ask, after the slip's head: in the second column, or nearer to the head if that is too
 * narrow.
 */
static void
draw_questions(struct sheet *s, float end)
{
	const struct script_style *head = &s->layout->ink[INK_GROUP],
				  *small = &s->layout->ink[INK_SMALL];
	float left = s->left + PAY_PADDING +
	    canvas_width(s->canvas, head, script_piece(sheet_text(s, TEXT_HOW_TO_PAY))) + 12;
	const char *email = s->model->sender_email, *text;
	float width;

	if (email[0] == '\0')
		return;

	/* In two languages the address itself is written once. */
	text = locale_fill_form(s->arena, sheet_text(s, TEXT_QUESTIONS), email);
	if (sheet_words(s, TEXT_QUESTIONS).second[0] != '\0')
		text = locale_fill_two_form(s->arena, sheet_text(s, TEXT_QUESTIONS), "", email);
	width = canvas_width(s->canvas, small, script_piece(text));
	if (left < sheet_at(s, 243) && sheet_at(s, 243) + width <= end)
		left = sheet_at(s, 243);
	else if (left + width < end)
		left = end - width;
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ left, s->y, end - left, false }, text);
}

bool
invoice_payment_parted(const struct sheet *s)
{
	struct swiss_bill bill;
	size_t i;

	for (i = 0; i < s->layout->count; i++) {
		const struct layout_element *x = &s->layout->elements[i];

		if (x->kind == LAYOUT_PAYMENT && x->part && sheet_holds(s, x->when))
			return (swiss_make(s->arena, s->model, &bill));
	}
	return (false);
}

/*
 * The payment part, at the foot of this page if there is room for it, else of the next one; the
 * foot of the page is drawn above it.
 */
static void
draw_part(struct sheet *s)
{
	struct swiss_bill bill;

	s->y -= s->line;
	if (s->y > s->bottom - SHEET_PART)
		flow_break(s);
	s->part_page = s->page;
	s->flow.used -= s->layout->height - SHEET_PART - s->y;
	s->flow.stiff += SHEET_PART;
	s->y = s->layout->height;
	if (swiss_make(s->arena, s->model, &bill))
		invoice_part_draw(s, &bill);
}

/* Only who owes something needs to know how to pay it, and who has a copy does not. */
void
invoice_payment_draw(struct sheet *s, const struct layout_element *x)
{
	const struct document_model *m = s->model;
	struct slip slip = { .shape = NO_CODE };

	if (m->kind == DOCUMENT_REVERSAL || m->copy || m->due_minor <= 0 ||
	    (m->bank_account[0] == '\0' && m->biller_code[0] == '\0'))
		return;
	if (x->part && s->parted && s->part_page == SIZE_MAX) {
		draw_part(s);
		return;
	}
	choose_code(s, x, &slip);
	arrange(s, &slip);

	/*
	 * It is drawn at the foot of the last page, or at the head of one that it has for itself.
	 */
	slip.top = s->bottom - PAY_HEIGHT + BELOW_MARGIN;
	s->y += PAY_ABOVE - s->line;
	if (s->y > slip.top) {
		flow_break(s);
		slip.top = s->y;
	}
	s->flow.used -= slip.top + BELOW_MARGIN - s->y; /* what is left free above it is not used */
	s->flow.stiff += PAY_HEIGHT;
	canvas_fill(s->canvas, s->colour[COLOUR_TINT],
	    (struct canvas_box){ s->left, slip.top, s->right - s->left, PAY_HEIGHT }, 3);
	s->y = slip.top + 18;
	sheet_left(s, INK_GROUP, s->left + PAY_PADDING, sheet_text(s, TEXT_HOW_TO_PAY));
	draw_questions(s, slip.shape == BARS ? slip.third - 12 : slip.end);
	draw_ways(s, &slip);
	s->y = slip.top + PAY_HEIGHT;
}
