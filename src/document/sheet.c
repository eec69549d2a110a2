#include "document/sheet.h"

#include <math.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define BESIDE 5.0f /* between a text and the second language at its right */
#define SECOND_SHARE 0.8f /* of the size of the first language */
#define SECOND_MOST 7.0f
#define USUAL_LEFT 70.875f
#define USUAL_WIDTH 467.625f

float
sheet_down(const struct sheet *s, float distance)
{
	/*
	 * Rounded down to what is drawn, so that equal distances are equal, and no sum of them is
	 * more than it should be.
	 */
	return (s->tight > 0 ? floorf(distance * (1 - s->tight) * 8) / 8 : distance);
}

float
sheet_at(const struct sheet *s, float x)
{
	return (s->left + (x - USUAL_LEFT) * (s->right - s->left) / USUAL_WIDTH);
}

void
sheet_left(struct sheet *s, enum layout_ink ink, float x, const char *text)
{
	canvas_text(s->canvas, &s->layout->ink[ink], x, s->y, text);
}

void
sheet_right(struct sheet *s, enum layout_ink ink, float x, const char *text)
{
	canvas_right(s->canvas, &s->layout->ink[ink], x, s->y, text);
}

struct script_piece
sheet_shrink(const struct sheet *s, struct script_style *style, const char *text, float *width)
{
	struct script_piece piece = script_piece(text), rest;
	float most = *width;

	/*
	 * Half a point at a time; below the smallest size, what still does not fit is cut and
	 * marked.
	 */
	while ((*width = canvas_width(s->canvas, style, piece)) > most &&
	    style->size > LAYOUT_SMALLEST)
		style->size =
		    style->size - 0.5f > LAYOUT_SMALLEST ? style->size - 0.5f : LAYOUT_SMALLEST;
	if (*width > most) {
		piece = canvas_wrap(s->canvas, style, piece, most - style->size, &rest);
		piece = script_piece(arena_printf(s->arena, "%.*s" ELLIPSIS, (int)piece.length,
		    piece.text));
		*width = canvas_width(s->canvas, style, piece);
	}
	return (piece);
}

void
sheet_fitted(struct sheet *s, enum layout_ink ink, struct sheet_fit fit, const char *text)
{
	struct script_style style = s->layout->ink[ink];
	float width = fit.width;
	struct script_piece piece = sheet_shrink(s, &style, text, &width);

	canvas_put(s->canvas, &style, fit.right ? fit.x - width : fit.x, fit.y, piece);
}

struct script_style
sheet_second_style(const struct sheet *s, enum layout_ink ink)
{
	struct script_style style = s->layout->ink[ink];
	float size = floorf(style.size * SECOND_SHARE * 8) / 8;

	style.face = SCRIPT_REGULAR;
	style.size = size < LAYOUT_SMALLEST ? LAYOUT_SMALLEST
	    : size > SECOND_MOST            ? SECOND_MOST
					    : size;
	if (ink != INK_ON_ACCENT)
		style.colour = s->layout->ink[INK_LABEL].colour;
	return (style);
}

void
sheet_label(struct sheet *s, enum layout_ink ink, struct sheet_fit fit, struct sheet_words words)
{
	struct script_style style = sheet_second_style(s, ink);
	struct script_piece piece;
	float width = fit.width;

	sheet_fitted(s, ink, fit, words.first);
	if (words.second[0] == '\0')
		return;
	piece = sheet_shrink(s, &style, words.second, &width);
	canvas_put(s->canvas, &style, fit.right ? fit.x - width : fit.x, fit.y + s->second, piece);
}

float
sheet_beside_width(const struct sheet *s, enum layout_ink ink, struct sheet_words words)
{
	struct script_style style = sheet_second_style(s, ink);
	float width = canvas_width(s->canvas, &s->layout->ink[ink], script_piece(words.first));

	return (words.second[0] == '\0'
		? width
		: width + BESIDE + canvas_width(s->canvas, &style, script_piece(words.second)));
}

float
sheet_beside(struct sheet *s, enum layout_ink ink, struct sheet_fit fit, struct sheet_words words)
{
	struct script_style style = sheet_second_style(s, ink);
	float first = canvas_width(s->canvas, &s->layout->ink[ink], script_piece(words.first));

	if (words.second[0] == '\0' || sheet_beside_width(s, ink, words) > fit.width) {
		sheet_label(s, ink, fit, words);
		return (words.second[0] == '\0' ? 0 : s->second);
	}
	canvas_text(s->canvas, &s->layout->ink[ink], fit.x, fit.y, words.first);
	canvas_text(s->canvas, &style, fit.x + first + BESIDE, fit.y, words.second);
	return (0);
}

void
sheet_wrapped(struct sheet *s, enum layout_ink ink, struct sheet_block block, const char *text)
{
	struct script_piece line, rest = script_piece(text);

	do {
		line = canvas_wrap(s->canvas, &s->layout->ink[ink], rest, block.width, &rest);
		canvas_put(s->canvas, &s->layout->ink[ink], block.x, s->y, line);
		s->y += block.leading;
	} while (rest.length > 0);
}

int
sheet_lines(const struct sheet *s, const struct script_style *style, float width, const char *text)
{
	struct script_piece rest = script_piece(text);
	int lines = 0;

	do {
		(void)canvas_wrap(s->canvas, style, rest, width, &rest);
		lines++;
	} while (rest.length > 0);
	return (lines);
}

void
sheet_rule(struct sheet *s, uint32_t colour, float x, float right, float y)
{
	canvas_line(s->canvas, colour, 0.5f, (struct canvas_box){ x, y, right - x, 0 });
}
