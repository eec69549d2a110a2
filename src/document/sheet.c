#include "document/sheet.h"

#define FOOT_RULE 798.0f
#define FOOT_TEXT 808.5f
#define HEAD_BEFORE 24.0f /* from the last baseline of a section to the head of the next one */
#define ELLIPSIS "\xe2\x80\xa6"
#define SMALLEST 4.0f /* a text that must fit becomes no smaller than this */

/* Face, size and colour of each ink; a colour of 0 stands for the accent. */
static const struct script_style INKS[INK_COUNT] = {
	[INK_BODY] = { SCRIPT_REGULAR, 8.5f, SHEET_DARK },
	[INK_STRONG] = { SCRIPT_BOLD, 8.5f, SHEET_DARK },
	[INK_SMALL] = { SCRIPT_REGULAR, 7, SHEET_GREY },
	[INK_LABEL] = { SCRIPT_REGULAR, 7.5f, SHEET_GREY },
	[INK_COLUMN] = { SCRIPT_BOLD, 7, SHEET_GREY },
	[INK_GROUP] = { SCRIPT_BOLD, 8.5f, 0 },
	[INK_HEAD] = { SCRIPT_BOLD, 11, SHEET_DARK },
	[INK_TITLE] = { SCRIPT_BOLD, 20, SHEET_DARK },
	[INK_ADDRESS] = { SCRIPT_REGULAR, 10, SHEET_DARK },
	[INK_RETURN] = { SCRIPT_REGULAR, 6.5f, SHEET_GREY },
	[INK_SENDER] = { SCRIPT_BOLD, 15, 0 },
	[INK_FIGURE] = { SCRIPT_REGULAR, 11, SHEET_DARK },
	[INK_AMOUNT] = { SCRIPT_BOLD, 21, SHEET_WHITE },
	[INK_ON_ACCENT] = { SCRIPT_REGULAR, 8.5f, SHEET_WHITE },
};

/* Perceived brightness, 0 to 255000 (weights of ITU-R BT.601). */
static unsigned int
brightness(uint32_t colour)
{
	return ((colour >> 16 & 0xff) * 299 + (colour >> 8 & 0xff) * 587 + (colour & 0xff) * 114);
}

/* The colour mixed with white: `share` of 100 parts of it. */
static uint32_t
shade(uint32_t colour, uint32_t share)
{
	uint32_t mixed = 0;
	int shift;

	for (shift = 16; shift >= 0; shift -= 8)
		mixed |= (255 - (255 - (colour >> shift & 0xff)) * share / 100) << shift;
	return (mixed);
}

/* The marks at the edge of the first page where to fold for the envelope, and to punch (DIN 5008 B), all in mm. */
static void
draw_marks(struct sheet *s)
{
	static const struct {
		float y, length;
	} MARKS[] = { { 105, 3 }, { 148.5f, 5 }, { 210, 3 } };
	size_t i;

	for (i = 0; i < LENGTH(MARKS); i++)
		canvas_line(s->canvas, SHEET_RULE, 0.5f, (struct canvas_box){ CANVAS_MM(5), CANVAS_MM(MARKS[i].y),
		    CANVAS_MM(MARKS[i].length), 0 });
}

void
sheet_init(struct sheet *s, uint32_t accent)
{
	/* Text on a light accent is dark. */
	uint32_t on_accent = brightness(accent) > 160000 ? SHEET_DARK : SHEET_WHITE;
	int i;

	memcpy(s->ink, INKS, sizeof(INKS));
	for (i = 0; i < INK_COUNT; i++)
		if (s->ink[i].colour == 0)
			s->ink[i].colour = on_accent == SHEET_WHITE ? accent : SHEET_DARK;
	s->ink[INK_AMOUNT].colour = s->ink[INK_ON_ACCENT].colour = on_accent;
	s->accent = accent;
	s->tint = shade(accent, 8);
	canvas_page(s->canvas);
	draw_marks(s);
}

/* Title of the document in one word. */
static const char *
title(const struct sheet *s)
{
	return (sheet_text(s, s->model->kind == DOCUMENT_REVERSAL ? TEXT_CREDIT_NOTE : TEXT_INVOICE));
}

void
sheet_break(struct sheet *s)
{
	const struct document_model *m = s->model;
	const char *which;

	canvas_page(s->canvas);
	canvas_fill(s->canvas, s->accent, (struct canvas_box){ SHEET_LEFT, 30, SHEET_RIGHT - SHEET_LEFT, 1.5f }, 0);
	which = arena_printf(s->arena, "%s %s, %s", title(s), m->invoice_number, sheet_text(s, TEXT_CONTINUED));
	sheet_fitted(s, INK_GROUP, (struct sheet_fit){ SHEET_LEFT, 48, 260, false }, m->sender_name);
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ SHEET_RIGHT, 48, 200, true }, which);
	s->y = SHEET_TOP;
}

bool
sheet_need(struct sheet *s, float height)
{
	if (s->y + height <= SHEET_BOTTOM)
		return (false);
	sheet_break(s);
	return (true);
}

/* The foot of the page that is current: who sends it, and which page of which document this is. */
static void
draw_foot(struct sheet *s, size_t page)
{
	const struct document_model *m = s->model;
	const char *left, *count;

	count = locale_fill_two(s->locale, s->arena, TEXT_PAGE, arena_printf(s->arena, "%zu", page + 1),
	    arena_printf(s->arena, "%zu", canvas_pages(s->canvas)));
	left = m->sender_tax_number[0] == '\0' ? m->sender_name :
	    arena_printf(s->arena, "%s \xc2\xb7 %s %s", m->sender_name, sheet_text(s, TEXT_TAX_NUMBER),
	    m->sender_tax_number);
	sheet_rule(s, SHEET_RULE, SHEET_LEFT, SHEET_RIGHT, FOOT_RULE);
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ SHEET_LEFT, FOOT_TEXT, 220, false }, left);
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ SHEET_RIGHT, FOOT_TEXT, 240, true },
	    arena_printf(s->arena, "%s %s \xc2\xb7 %s %s \xc2\xb7 %s", title(s), m->invoice_number,
	    sheet_text(s, TEXT_ACCOUNT_NUMBER), m->account_number, count));
}

void
sheet_finish(struct sheet *s)
{
	size_t page;

	for (page = 0; page < canvas_pages(s->canvas); page++) {
		canvas_turn(s->canvas, page);
		draw_foot(s, page);
	}
}

const char *
sheet_text(const struct sheet *s, enum text text)
{
	return (locale_text(s->locale, text));
}

char *
sheet_money(const struct sheet *s, int64_t minor)
{
	return (locale_money(s->locale, s->arena, minor, s->model->minor_places));
}

char *
sheet_number(const struct sheet *s, struct decimal value)
{
	return (locale_decimal(s->locale, s->arena, value));
}

char *
sheet_date(const struct sheet *s, int32_t day)
{
	return (locale_date(s->locale, s->arena, day));
}

void
sheet_left(struct sheet *s, enum sheet_ink ink, float x, const char *text)
{
	canvas_text(s->canvas, &s->ink[ink], x, s->y, text);
}

void
sheet_right(struct sheet *s, enum sheet_ink ink, float x, const char *text)
{
	canvas_right(s->canvas, &s->ink[ink], x, s->y, text);
}

void
sheet_fitted(struct sheet *s, enum sheet_ink ink, struct sheet_fit fit, const char *text)
{
	struct script_style style = s->ink[ink];
	struct script_piece piece = script_piece(text), rest;
	float width = canvas_width(s->canvas, &style, piece);

	/* Half a point at a time; below the smallest size, what still does not fit is cut and marked. */
	while (width > fit.width && style.size > SMALLEST) {
		style.size -= 0.5f;
		width = canvas_width(s->canvas, &style, piece);
	}
	if (width > fit.width) {
		piece = canvas_wrap(s->canvas, &style, piece, fit.width - style.size, &rest);
		piece = script_piece(arena_printf(s->arena, "%.*s" ELLIPSIS, (int)piece.length, piece.text));
	}
	width = canvas_width(s->canvas, &style, piece);
	canvas_put(s->canvas, &style, fit.right ? fit.x - width : fit.x, fit.y, piece);
}

void
sheet_wrapped(struct sheet *s, enum sheet_ink ink, struct sheet_block block, const char *text)
{
	struct script_piece line, rest = script_piece(text);

	do {
		line = canvas_wrap(s->canvas, &s->ink[ink], rest, block.width, &rest);
		canvas_put(s->canvas, &s->ink[ink], block.x, s->y, line);
		s->y += block.leading;
	} while (rest.length > 0);
}

int
sheet_lines(const struct sheet *s, enum sheet_ink ink, float width, const char *text)
{
	struct script_piece rest = script_piece(text);
	int lines = 0;

	do {
		(void)canvas_wrap(s->canvas, &s->ink[ink], rest, width, &rest);
		lines++;
	} while (rest.length > 0);
	return (lines);
}

void
sheet_rule(struct sheet *s, uint32_t colour, float x, float right, float y)
{
	canvas_line(s->canvas, colour, 0.5f, (struct canvas_box){ x, y, right - x, 0 });
}

void
sheet_head(struct sheet *s, enum text text, float with)
{
	/* At the top of a page there is nothing to keep away from. */
	if (s->y + HEAD_BEFORE + SHEET_HEAD_AFTER + with > SHEET_BOTTOM)
		sheet_break(s);
	else
		s->y += HEAD_BEFORE - SHEET_LINE;
	sheet_left(s, INK_HEAD, SHEET_LEFT, sheet_text(s, text));
	s->y += SHEET_HEAD_AFTER;
}
