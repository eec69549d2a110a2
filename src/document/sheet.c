#include "document/sheet.h"

#include <math.h>

#include "document/condition.h"
#include "document/element.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define SHORTAGE_LEAST 0.01f
#define BESIDE 5.0f /* between a text and the second language behind it */
#define SECOND_SHARE 0.8f /* of the size of the first language */
#define SECOND_MOST 7.0f
#define USUAL_LEFT 70.875f
#define USUAL_WIDTH 467.625f

/* The text as the layout has it in this language. */
static const char *
form_of(const struct sheet *s, enum texts_language language, enum text text)
{
	const char *form = s->layout->texts[language][text];

	return (form != NULL ? form : texts_find(language, text));
}

/* The second language, or that of the document where there is none. */
static enum texts_language
second_language(const struct sheet *s)
{
	return (s->layout->second >= 0 ? (enum texts_language)s->layout->second
				       : locale_language(s->locale));
}

/* The marks at the edge of the first page where to fold for the envelope, and to punch. */
static void
draw_marks(struct sheet *s)
{
	const struct layout_window *w = &s->layout->window;
	const struct {
		float y, length;
	} MARKS[] = { { w->fold[0], CANVAS_MM(3) }, { w->punch, CANVAS_MM(5) },
		{ w->fold[1], CANVAS_MM(3) } };
	bool parted = s->parted && s->part_page == 0;
	size_t i;

	for (i = 0; i < LENGTH(MARKS); i++)
		if (MARKS[i].y > 0 && (!parted || MARKS[i].y < s->layout->height - SHEET_PART))
			canvas_line(s->canvas, s->colour[COLOUR_RULE], 0.5f,
			    (struct canvas_box){ CANVAS_MM(5), MARKS[i].y, MARKS[i].length, 0 });
}

/*
 * Does an element with a place of its own stand on the current page? `last` is known when the pages
 * are.
 */
static bool
stands_here(const struct sheet *s, const struct layout_element *x, bool last)
{
	switch ((enum layout_where)x->where) {
	case ON_FIRST:
		return (s->page == 0);
	case ON_NEXT:
		return (s->page > 0);
	case ON_LAST:
		return (last);
	case ON_ALL:
		break;
	}
	return (true);
}

/* Does it stand where a payment part would? */
static bool
is_low(const struct sheet *s, const struct layout_element *x)
{
	return (s->parted && x->y > s->layout->height - SHEET_PART);
}

/*
 * What has a place of its own on the current page: at its beginning, or (late) when the number of
 * pages is known.
 */
static void
draw_placed(struct sheet *s, bool late)
{
	bool last = late && s->page + 1 == canvas_pages(s->canvas);
	size_t i;

	for (i = 0; i < s->layout->count; i++) {
		const struct layout_element *x = &s->layout->elements[i];
		struct layout_element higher;

		if (!x->placed || x->kind > LAYOUT_CODE || (x->late || is_low(s, x)) != late ||
		    !stands_here(s, x, last) || !condition_holds(x->when, s))
			continue;
		if (is_low(s, x) && s->page == s->part_page) {
			higher = *x;
			higher.y -= SHEET_PART;
			x = &higher;
		}
		element_place(s, x);
	}
}

float
sheet_down(const struct sheet *s, float distance)
{
	/*
	 * Rounded down to what is drawn, so that equal distances are equal, and no sum of them is
	 * more than it should be.
	 */
	return (s->tight > 0 ? floorf(distance * (1 - s->tight) * 8) / 8 : distance);
}

void
sheet_begin(struct sheet *s)
{
	const struct layout *layout = s->layout;

	s->left = layout->left;
	s->right = layout->right;
	s->top = layout->top;
	s->bottom = layout->bottom;
	s->line = sheet_down(s, layout->line);
	s->small = layout->small -
	    (layout->small - sheet_down(s, layout->small)) / 2; /* it stands close as it is */
	s->gap = sheet_down(s, layout->gap);
	s->second = second_language(s) == locale_language(s->locale) ? 0 : SHEET_SECOND;
	s->colour = layout->colour;
	s->page = 0;
	s->part_page = SIZE_MAX;
	s->flow = (struct sheet_flow){ .from = s->top };
	canvas_page(s->canvas);
	if (layout->marks && !s->parted)
		draw_marks(s);
	draw_placed(s, false);
	s->y = s->top;
}

void
sheet_from(struct sheet *s, float y)
{
	s->y = s->flow.from = y;
}

void
sheet_break(struct sheet *s)
{
	s->flow = (struct sheet_flow){ .room = s->bottom - s->flow.from,
		.used = s->y - s->flow.from,
		.stiff_before = s->flow.stiff };
	canvas_page(s->canvas);
	s->page = canvas_pages(s->canvas) - 1;
	draw_placed(s, false);
	sheet_from(s, s->top);
}

float
sheet_shortage(const struct sheet *s)
{
	float used = s->flow.used + s->y - s->flow.from,
	      give = used - s->flow.stiff - s->flow.stiff_before;

	/* What would have had room but for what was kept together below it needs the least. */
	if (give <= 0)
		return (2);
	return (used > s->flow.room ? (used - s->flow.room) / give : SHORTAGE_LEAST);
}

bool
sheet_need(struct sheet *s, float height)
{
	if (s->y + height <= s->bottom)
		return (false);
	sheet_break(s);
	return (true);
}

void
sheet_finish(struct sheet *s)
{
	for (s->page = 0; s->page < canvas_pages(s->canvas); s->page++) {
		canvas_turn(s->canvas, s->page);
		if (s->page == 0 && s->layout->marks && s->parted)
			draw_marks(s);
		draw_placed(s, true);
	}
}

float
sheet_at(const struct sheet *s, float x)
{
	return (s->left + (x - USUAL_LEFT) * (s->right - s->left) / USUAL_WIDTH);
}

/* Two texts as words; the second one is left out where it says the same. */
static struct sheet_words
make_words(const char *first, const char *second)
{
	return ((struct sheet_words){ first, strcmp(first, second) == 0 ? "" : second });
}

/* Both languages in one line. */
static const char *
join_words(const struct sheet *s, struct sheet_words words)
{
	return (words.second[0] == '\0'
		? words.first
		: arena_printf(s->arena, "%s / %s", words.first, words.second));
}

struct sheet_words
sheet_words(const struct sheet *s, enum text text)
{
	return (make_words(form_of(s, locale_language(s->locale), text),
	    form_of(s, second_language(s), text)));
}

struct sheet_words
sheet_words_fill(const struct sheet *s, enum text text, struct sheet_words value)
{
	const char *second = value.second[0] == '\0' ? value.first : value.second;

	return (make_words(locale_fill_form(s->arena, form_of(s, locale_language(s->locale), text),
			       value.first),
	    locale_fill_form(s->arena, form_of(s, second_language(s), text), second)));
}

struct sheet_words
sheet_words_date(const struct sheet *s, int32_t day)
{
	const struct locale *second = locale_of(second_language(s));

	return (make_words(sheet_date(s, day), locale_date(second, s->arena, day)));
}

struct sheet_words
sheet_words_known(const struct sheet *s, const char *word)
{
	int text;

	for (text = TEXT_ELECTRICITY; text <= TEXT_HOT_WATER && s->second > 0; text++)
		if (strcmp(word, form_of(s, locale_language(s->locale), (enum text)text)) == 0)
			return (sheet_words(s, (enum text)text));
	return ((struct sheet_words){ word, "" });
}

const char *
sheet_own_text(const struct sheet *s, enum text text)
{
	return (form_of(s, locale_language(s->locale), text));
}

/* As a voice asks for it. */
static const char *
voice_text(const void *context, enum text text)
{
	return (sheet_own_text(context, text));
}

struct voice
sheet_voice(const struct sheet *s)
{
	return ((struct voice){ s->arena, s->locale, voice_text, s });
}

const char *
sheet_text(const struct sheet *s, enum text text)
{
	return (join_words(s, sheet_words(s, text)));
}

const char *
sheet_fill(const struct sheet *s, enum text text, const char *value)
{
	return (join_words(s, sheet_words_fill(s, text, (struct sheet_words){ value, "" })));
}

const char *
sheet_fill_two(const struct sheet *s, enum text text, const char *first, const char *second)
{
	return (locale_fill_two_form(s->arena, form_of(s, locale_language(s->locale), text), first,
	    second));
}

/* What a document is, without the finer points of the law. */
static enum text
title_of(const struct document_model *m)
{
	static const enum text TITLES[] = { [DOCUMENT_INVOICE] = TEXT_INVOICE,
		[DOCUMENT_REVERSAL] = TEXT_CREDIT_NOTE,
		[DOCUMENT_STATEMENT] = TEXT_STATEMENT,
		[DOCUMENT_REMINDER] = TEXT_LAST_REMINDER };

	if (m->kind == DOCUMENT_REMINDER && m->level < 3)
		return (m->level == 2 ? TEXT_SECOND_REMINDER : TEXT_REMINDER);
	return (TITLES[m->kind]);
}

/* In Australia and New Zealand an invoice with tax must be called a tax invoice. */
const char *
sheet_title(const struct sheet *s)
{
	const struct document_model *m = s->model;
	bool gst = strcmp(m->currency, "AUD") == 0 || strcmp(m->currency, "NZD") == 0;
	const char *title = sheet_text(s,
	    m->kind == DOCUMENT_INVOICE && gst && m->sender_tax_number[0] != '\0' &&
		    m->tax_count > 0
		? TEXT_TAX_INVOICE
		: title_of(m));

	return (m->copy ? arena_printf(s->arena, "%s \xe2\x80\x93 %s", title, sheet_mark(s))
			: title);
}

const char *
sheet_mark(const struct sheet *s)
{
	return (s->model->copy ? sheet_text(s, TEXT_COPY) : "");
}

const char *
sheet_join_lines(const struct sheet *s, const char *const lines[DOCUMENT_ADDRESS_LINES],
    const char *between)
{
	const char *text = "";
	int i;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		if (lines[i][0] != '\0')
			text = text[0] == '\0'
			    ? lines[i]
			    : arena_printf(s->arena, "%s%s%s", text, between, lines[i]);
	return (text);
}

const char *
sheet_sender(const struct sheet *s)
{
	const char *lines = sheet_join_lines(s, s->model->sender_lines, " \xc2\xb7 ");

	return (lines[0] == '\0'
		? s->model->sender_name
		: arena_printf(s->arena, "%s \xc2\xb7 %s", s->model->sender_name, lines));
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

/*
 * How the second language is written beside an ink: smaller, and in the grey of labels unless it
 * stands on the accent.
 */
static struct script_style
second_style(const struct sheet *s, enum layout_ink ink)
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
	struct script_style style = second_style(s, ink);
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
	struct script_style style = second_style(s, ink);
	float width = canvas_width(s->canvas, &s->layout->ink[ink], script_piece(words.first));

	return (words.second[0] == '\0'
		? width
		: width + BESIDE + canvas_width(s->canvas, &style, script_piece(words.second)));
}

float
sheet_beside(struct sheet *s, enum layout_ink ink, struct sheet_fit fit, struct sheet_words words)
{
	struct script_style style = second_style(s, ink);
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

/* The blank above a section, whose head and `with` points below it stay on one page. */
static void
begin_section(struct sheet *s, float with)
{
	bool fits = s->y + s->gap + sheet_down(s, SHEET_HEAD_AFTER) + with <= s->bottom;

	/* At the top of a page there is nothing to keep away from. */
	s->y += s->gap - s->line;
	if (!fits)
		sheet_break(s);
}

float
sheet_head(struct sheet *s, enum text text, float with)
{
	struct sheet_words words = sheet_words(s, text);
	float width = sheet_beside_width(s, INK_HEAD, words), under;

	begin_section(s, with);
	under = sheet_beside(s, INK_HEAD,
	    (struct sheet_fit){ s->left, s->y, s->right - s->left, false }, words);
	s->y += sheet_down(s, SHEET_HEAD_AFTER) + under;
	s->flow.stiff += under;
	return (s->left + width);
}

bool
sheet_table(struct sheet *s, enum text text, float width, float with)
{
	struct script_style style = second_style(s, INK_HEAD);
	struct sheet_words words = sheet_words(s, text);

	if (canvas_width(s->canvas, &s->layout->ink[INK_HEAD], script_piece(words.first)) > width ||
	    canvas_width(s->canvas, &style, script_piece(words.second)) > width) {
		(void)sheet_head(s, text, with);
		return (false);
	}
	begin_section(s, with);
	sheet_label(s, INK_HEAD, (struct sheet_fit){ s->left, s->y, width, false }, words);
	return (true);
}
