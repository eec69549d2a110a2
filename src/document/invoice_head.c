#include "document/invoice.h"

#include "document/expression.h"

#define RETURN_ABOVE CANVAS_MM(1.7f)  /* from the sender's line to the end of its zone */
#define RULE_ABOVE CANVAS_MM(0.5f)
#define ADDRESS_BELOW CANVAS_MM(4)    /* from the zone's end to the first line of the address */
#define CLEAR CANVAS_MM(2.5f)         /* at the right edge of a window (Deutsche Post: clear distance) */
#define ABOVE_WINDOW CANVAS_MM(2)

/* The sender in one small line above the recipient, for the postman who cannot deliver. */
static void
draw_return_line(struct sheet *s, float x, float width)
{
	const struct layout_window *w = &s->layout->window;
	float y = w->back > 0 ? w->top + w->back - RETURN_ABOVE : w->top - ABOVE_WINDOW;

	sheet_fitted(s, INK_RETURN, (struct sheet_fit){ x, y, width, false }, sheet_sender(s));
	if (w->back > 0)
		sheet_rule(s, s->colour[COLOUR_RULE], x, x + width, w->top + w->back - RULE_ABOVE);
}

/* The recipient. A long line is broken while the window has lines to spare, and drawn smaller when it has not. */
void
invoice_address_draw(struct sheet *s, const struct layout_element *x)
{
	const struct layout_window *w = &s->layout->window;
	const struct document_model *m = s->model;
	struct sheet_block block = { w->left + w->indent, w->width - w->indent - CLEAR, s->layout->ink[INK_ADDRESS].size * 1.2f };
	int spare = DOCUMENT_ADDRESS_LINES, lines, i;
	float y = s->y;

	draw_return_line(s, block.x, block.width);
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		if (m->recipient[i][0] != '\0')
			spare--;
	s->y = w->top + w->back + ADDRESS_BELOW;
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++) {
		if (m->recipient[i][0] == '\0')
			continue;
		lines = sheet_lines(s, &s->layout->ink[INK_ADDRESS], block.width, m->recipient[i]);
		if (lines - 1 <= spare) {
			sheet_wrapped(s, INK_ADDRESS, block, m->recipient[i]);
			spare -= lines - 1;
			continue;
		}
		sheet_fitted(s, INK_ADDRESS, (struct sheet_fit){ block.x, s->y, block.width, false }, m->recipient[i]);
		s->y += block.leading;
	}

	/* What follows begins below the window, or where it would have. */
	s->y = y;
	if (y < w->top + w->height + s->line)
		sheet_from(s, w->top + w->height + s->line);
}

/* The facts by which an invoice is found again: what each is, and its value in as many lines as it needs. */
void
invoice_facts_draw(struct sheet *s, const struct layout_element *x)
{
	float width = x->width > 0 ? x->width : s->right - x->x, label = x->label > 0 ? x->label : width / 3, y = s->y;
	float leading = x->placed ? x->leading : sheet_down(s, x->leading);
	size_t i;

	if (x->placed)
		s->y = x->y;
	for (i = 0; i < x->text_count; i++) {
		const char *value = expression_text(x->texts[i].text, s);

		if (value[0] == '\0')
			continue;
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ x->x, s->y, label - 6, false }, expression_text(x->texts[i].label, s));
		sheet_wrapped(s, x->texts[i].strong ? INK_STRONG : INK_BODY, (struct sheet_block){ x->x + label, width - label,
		    leading }, value);
	}
	if (x->placed && s->y > y)
		sheet_from(s, s->y);
	else if (s->y < y)
		s->y = y;
}
