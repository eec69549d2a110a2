#include "document/invoice.h"

/* The address field of DIN 5008 B, in mm from the top left corner of the sheet (facts: KOMA-Script's DIN5008B). */
#define FIELD_WIDTH 85.0f
#define FIELD_INDENT 5.0f      /* left blank of the text inside */
#define RETURN_BASELINE 61.0f  /* in the 17.7 mm return zone that begins at 45 */
#define RETURN_RULE 62.2f
#define ADDRESS_BASELINE 66.7f /* first of six in the 27.3 mm recipient zone that begins at 62.7 */
#define ADDRESS_WIDTH (FIELD_WIDTH - FIELD_INDENT - 2.5f)
#define ADDRESS_LINES 6

/* The facts stand beside the field. */
#define FACTS_LEFT 327.0f
#define FACTS_VALUE 402.0f
#define FACTS_TOP 141.0f
#define SENDER_WIDTH 250.0f
#define TITLE_BASELINE 279.0f

/* The letterhead: the sender's name at the left, lines at the right, under a rule in the accent. */
static void
draw_letterhead(struct sheet *s)
{
	const struct document_model *m = s->model;
	int i;

	canvas_fill(s->canvas, s->accent, (struct canvas_box){ SHEET_LEFT, 30, SHEET_RIGHT - SHEET_LEFT, 1.5f }, 0);

	/* A long name becomes smaller until three lines hold it. */
	while (sheet_lines(s, INK_SENDER, SENDER_WIDTH, m->sender_name) > 3 && s->ink[INK_SENDER].size > 8)
		s->ink[INK_SENDER].size -= 1;
	s->y = 54;
	sheet_wrapped(s, INK_SENDER, (struct sheet_block){ SHEET_LEFT, SENDER_WIDTH, s->ink[INK_SENDER].size + 3 },
	    m->sender_name);
	s->y = 51;
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++) {
		if (m->sender_lines[i][0] == '\0')
			continue;
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ FACTS_LEFT, s->y, SHEET_RIGHT - FACTS_LEFT, false },
		    m->sender_lines[i]);
		s->y += SHEET_LINE_SMALL;
	}
	if (m->sender_email[0] != '\0') {
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ FACTS_LEFT, s->y, SHEET_RIGHT - FACTS_LEFT, false },
		    m->sender_email);
		s->y += SHEET_LINE_SMALL;
	}
	if (m->sender_tax_number[0] != '\0')
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ FACTS_LEFT, s->y, SHEET_RIGHT - FACTS_LEFT, false },
		    arena_printf(s->arena, "%s %s", sheet_text(s, TEXT_TAX_NUMBER), m->sender_tax_number));
}

/* The sender in one small line above the recipient, for the postman who cannot deliver. */
static void
draw_return_line(struct sheet *s)
{
	const struct document_model *m = s->model;
	const char *line = m->sender_name;
	int i;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		if (m->sender_lines[i][0] != '\0')
			line = arena_printf(s->arena, "%s \xc2\xb7 %s", line, m->sender_lines[i]);
	sheet_fitted(s, INK_RETURN, (struct sheet_fit){ SHEET_LEFT, CANVAS_MM(RETURN_BASELINE), CANVAS_MM(ADDRESS_WIDTH),
	    false }, line);
	sheet_rule(s, SHEET_RULE, SHEET_LEFT, SHEET_LEFT + CANVAS_MM(ADDRESS_WIDTH), CANVAS_MM(RETURN_RULE));
}

/* The recipient. A long line is broken while the window has lines to spare, and drawn smaller when it has not. */
static void
draw_address(struct sheet *s)
{
	const struct document_model *m = s->model;
	struct sheet_block block = { SHEET_LEFT, CANVAS_MM(ADDRESS_WIDTH), SHEET_LINE };
	int spare = ADDRESS_LINES, lines, i;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		if (m->recipient[i][0] != '\0')
			spare--;
	s->y = CANVAS_MM(ADDRESS_BASELINE);
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++) {
		if (m->recipient[i][0] == '\0')
			continue;
		lines = sheet_lines(s, INK_ADDRESS, block.width, m->recipient[i]);
		if (lines - 1 <= spare) {
			sheet_wrapped(s, INK_ADDRESS, block, m->recipient[i]);
			spare -= lines - 1;
			continue;
		}
		sheet_fitted(s, INK_ADDRESS, (struct sheet_fit){ block.x, s->y, block.width, false }, m->recipient[i]);
		s->y += SHEET_LINE;
	}
}

/* One fact: what it is, and its value in as many lines as it needs. */
static void
draw_fact(struct sheet *s, enum text label, enum sheet_ink ink, const char *value)
{
	if (value[0] == '\0')
		return;
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ FACTS_LEFT, s->y, FACTS_VALUE - FACTS_LEFT - 6, false },
	    sheet_text(s, label));
	sheet_wrapped(s, ink, (struct sheet_block){ FACTS_VALUE, SHEET_RIGHT - FACTS_VALUE, SHEET_LINE }, value);
}

/* The facts by which an invoice is found again. */
static void
draw_facts(struct sheet *s)
{
	const struct document_model *m = s->model;

	s->y = FACTS_TOP;
	draw_fact(s, m->kind == DOCUMENT_REVERSAL ? TEXT_CREDIT_NUMBER : TEXT_INVOICE_NUMBER, INK_STRONG,
	    m->invoice_number);
	draw_fact(s, TEXT_ACCOUNT_NUMBER, INK_STRONG, m->account_number);
	draw_fact(s, TEXT_INVOICE_DATE, INK_BODY, sheet_date(s, m->invoice_date));
	draw_fact(s, TEXT_PERIOD, INK_BODY, locale_period(s->locale, s->arena, m->period_from, m->period_to));
	draw_fact(s, TEXT_ACCOUNT_NAME, INK_BODY, m->account_name);
	draw_fact(s, TEXT_SUPPLY_ADDRESS, INK_BODY, m->supply_address);
	draw_fact(s, TEXT_SITE, INK_BODY, m->site);
	draw_fact(s, TEXT_PLAN, INK_BODY, m->plan);
}

/* What this document is. In Australia and New Zealand an invoice with tax must be called a tax invoice. */
static enum text
title_text(const struct document_model *m)
{
	bool gst = strcmp(m->currency, "AUD") == 0 || strcmp(m->currency, "NZD") == 0;

	if (m->kind == DOCUMENT_REVERSAL)
		return (TEXT_CREDIT_NOTE);
	return (gst && m->sender_tax_number[0] != '\0' && m->tax_count > 0 ? TEXT_TAX_INVOICE : TEXT_INVOICE);
}

void
invoice_head_draw(struct sheet *s)
{
	const struct document_model *m = s->model;

	draw_letterhead(s);
	draw_return_line(s);
	draw_address(s);
	draw_facts(s);

	/* The title keeps its place unless the facts need more than theirs. */
	s->y = s->y + 15 > TITLE_BASELINE ? s->y + 15 : TITLE_BASELINE;
	sheet_left(s, INK_TITLE, SHEET_LEFT, sheet_text(s, title_text(m)));
	if (m->kind == DOCUMENT_REVERSAL && m->reverses[0] != '\0') {
		s->y += 15;
		sheet_left(s, INK_BODY, SHEET_LEFT, locale_fill(s->locale, s->arena, TEXT_CANCELS, m->reverses));
	}
	s->y += 15;
}
