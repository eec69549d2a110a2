#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

#include <math.h>

#define RETURN_ABOVE 15.0f /* from the sender's line to the first line of the address */
#define RULE_ABOVE CANVAS_MM(0.5f)
#define ADDRESS_BELOW CANVAS_MM(4) /* from the zone's end to the first line of the address */
#define RETURN_LEADING 9.0f /* of two lines, where one has no room */
#define CLEAR CANVAS_MM(2.5f) /* at the right edge of a window (Deutsche Post: clear distance) */
#define RETURN_OUTSIDE 18.0f /* the same where the line is above the window */
#define ADDRESS_SMALL 8.0f /* the smallest letters that DIN 5008 allows here */
#define ADDRESS_SMALL_LEADING 9.0f
#define DESCENT 0.22f /* of a size: how far letters reach below their baseline */
#define BETWEEN " \xc2\xb7" /* the parts of the sender's line */
#define ELLIPSIS "\xe2\x80\xa6"

/* The first baseline of the address. */
static float
address_begin(const struct layout_window *w)
{
	return (w->top + w->back + ADDRESS_BELOW);
}

float
invoice_level(const struct sheet *s, float y, float leading)
{
	const struct layout_window *w = &s->layout->window;
	float first = address_begin(w);

	return (y < w->top + w->height ? first - leading * roundf((first - y) / leading) : y);
}

/* How facts are set: how wide their labels are, and how far it is from row to row. */
struct fact_style {
	float label, leading;
};
#define COLUMN_GAP CANVAS_MM(5)

/*
 * The sender in one small line above the recipient, for the postman who cannot deliver; in two if
 * it is long.
 */
static void
draw_return_line(struct sheet *s, float x, float width)
{
	const struct layout_window *w = &s->layout->window;
	struct script_style style = s->layout->ink[INK_RETURN];
	const char *sender = sheet_sender(s), *first;
	struct script_piece piece = { "", 0 }, rest = script_piece(sender);
	float y = address_begin(w) - (w->back > 0 ? RETURN_ABOVE : RETURN_OUTSIDE);

	while (style.size - 0.5f >= LAYOUT_SMALLEST &&
	    canvas_width(s->canvas, &style, rest) > width)
		style.size -= 0.5f;
	if (canvas_width(s->canvas, &style, rest) > width)
		piece = canvas_wrap(s->canvas, &style, rest, width, &rest);

	/* Neither line begins or ends with the dot between two parts. */
	if (piece.length > strlen(BETWEEN) &&
	    memcmp(piece.text + piece.length - strlen(BETWEEN), BETWEEN, strlen(BETWEEN)) == 0)
		piece.length -= strlen(BETWEEN);
	if (strncmp(rest.text, &BETWEEN[1], strlen(&BETWEEN[1])) == 0)
		rest.text += strlen(BETWEEN);
	first = arena_bytes(s->arena, piece.text, piece.length);
	canvas_text(s->canvas, &style, x, y - RETURN_LEADING, first);
	sheet_fitted(s, INK_RETURN, (struct sheet_fit){ x, y, width, false }, rest.text);
	if (w->back > 0)
		sheet_rule(s, s->colour[COLOUR_RULE], x, x + width, w->top + w->back - RULE_ABOVE);
}

/* How the recipient is set: in which letters, and in how many lines each line of the address. */
struct address_setting {
	struct script_style style;
	float leading;
	int lines[DOCUMENT_ADDRESS_LINES], count;
};

/* How many lines this window has for such letters. */
static int
room_of(const struct layout_window *w, const struct address_setting *setting)
{
	float high = w->height - w->back - ADDRESS_BELOW - DESCENT * setting->style.size;

	return (high < 0 ? 1 : 1 + (int)(high / setting->leading));
}

/* Set the address in the letters of the setting: what is wider than the window is wrapped. */
static void
set_lines(const struct sheet *s, float width, struct address_setting *setting)
{
	int i;

	setting->count = 0;
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++) {
		const char *line = s->model->recipient[i];

		setting->lines[i] =
		    line[0] == '\0' ? 0 : sheet_lines(s, &setting->style, width, line);
		setting->count += setting->lines[i];
	}
}

/* Take lines from the longest ones until the window holds them all; each keeps one at least. */
static void
shorten(struct address_setting *setting, int room)
{
	int i, longest;

	while (setting->count > room) {
		longest = 0;
		for (i = 1; i < DOCUMENT_ADDRESS_LINES; i++)
			if (setting->lines[i] > setting->lines[longest])
				longest = i;
		if (setting->lines[longest] <= 1)
			return;
		setting->lines[longest]--;
		setting->count--;
	}
}

/*
 * The address in the usual letters, in small ones if the window has not enough lines for those: one
 * size for the whole of it.
 */
static struct address_setting
choose_setting(const struct sheet *s, float width)
{
	const struct layout_window *w = &s->layout->window;
	struct address_setting setting = { .style = s->layout->ink[INK_ADDRESS] };

	/* Leading in whole steps of 3 points, as that of the facts beside it. */
	setting.leading = LAYOUT_GRID * ceilf(setting.style.size * 1.1f / LAYOUT_GRID);
	set_lines(s, width, &setting);
	if (setting.count > room_of(w, &setting) && setting.style.size > ADDRESS_SMALL) {
		setting.style.size = ADDRESS_SMALL;
		setting.leading = ADDRESS_SMALL_LEADING;
		set_lines(s, width, &setting);
	}
	shorten(&setting, room_of(w, &setting));
	return (setting);
}

/* One line of the address, in as many lines as it has; the last one shows that more would follow.
 */
static void
draw_address_line(struct sheet *s, const struct address_setting *setting, float x, float width,
    int index)
{
	struct script_piece piece, rest = script_piece(s->model->recipient[index]), cut;
	int left;

	for (left = setting->lines[index]; left > 0; left--, s->y += setting->leading) {
		cut = rest;
		piece = canvas_wrap(s->canvas, &setting->style, rest, width, &rest);
		if (left == 1 && rest.length > 0) {
			piece = canvas_wrap(s->canvas, &setting->style, cut,
			    width - setting->style.size, &rest);
			piece = script_piece(arena_printf(s->arena, "%.*s" ELLIPSIS,
			    (int)piece.length, piece.text));
		}
		canvas_put(s->canvas, &setting->style, x, s->y, piece);
	}
}

/* The recipient in the window. */
void
invoice_address_draw(struct sheet *s, const struct layout_element *x)
{
	const struct layout_window *w = &s->layout->window;
	float left = w->left + w->indent, width = w->width - w->indent - CLEAR, y = s->y;
	struct address_setting setting = choose_setting(s, width);
	int i;

	draw_return_line(s, left, width);
	s->y = address_begin(w);
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		draw_address_line(s, &setting, left, width, i);

	/* The next part begins below the window, or where it would without one if that is lower. */
	s->y = y;
	if (y < w->top + w->height + s->line)
		flow_from(s, w->top + w->height + s->line);
}

/*
 * The value of a fact, in as many lines as it needs; but a number is whole, or nobody finds it
 * again: it is smaller instead.
 */
static void
draw_value(struct sheet *s, enum layout_ink ink, struct sheet_block block, const char *value)
{
	if (strchr(value, ' ') != NULL) {
		sheet_wrapped(s, ink, block, value);
		return;
	}
	sheet_fitted(s, ink, (struct sheet_fit){ block.x, s->y, block.width, false }, value);
	s->y += block.leading;
}

/* A row of facts: what it is, and its value. */
static void
draw_fact(struct sheet *s, const struct layout_text *fact, float x, float width,
    const struct fact_style *style)
{
	float y = s->y, below;

	sheet_wrapped(s, INK_LABEL, (struct sheet_block){ x, style->label - 6, style->leading },
	    sheet_expression(s, fact->label));
	below = s->y;
	s->y = y;
	draw_value(s, fact->strong ? INK_STRONG : INK_BODY,
	    (struct sheet_block){ x + style->label, width - style->label, style->leading },
	    sheet_expression(s, fact->text));
	s->y = below > s->y ? below : s->y;
}

/*
 * The facts by which an invoice is found again, those that are not empty; below the window they are
 * set in two columns.
 */
void
invoice_facts_draw(struct sheet *s, const struct layout_element *x)
{
	float width = x->width > 0 ? x->width : s->right - x->x, y = s->y, left = x->x, top, lowest;
	struct fact_style style = { x->label > 0 ? x->label : width / 3,
		x->placed ? x->leading : sheet_down(s, x->leading) };
	size_t shown = 0, done = 0, i;

	for (i = 0; i < x->text_count; i++)
		shown += sheet_expression(s, x->texts[i].text)[0] != '\0';
	if (x->placed)
		s->y = invoice_level(s, x->y, style.leading);
	width = x->below ? (width - COLUMN_GAP) / 2 : width;
	lowest = top = s->y;
	for (i = 0; i < x->text_count; i++) {
		if (sheet_expression(s, x->texts[i].text)[0] == '\0')
			continue;
		if (x->below && done++ == (shown + 1) / 2) {
			left += width + COLUMN_GAP;
			s->y = top;
		}
		draw_fact(s, &x->texts[i], left, width, &style);
		lowest = s->y > lowest ? s->y : lowest;
	}
	s->y = x->below ? lowest + s->line : s->y;
	if (x->placed && s->y > y)
		flow_from(s, s->y);
	else if (s->y < y)
		s->y = y;
}
