#include "document/shape.h"

#include <limits.h>
#include <math.h>

#include "document/sheet_words.h"

#define DESCENT 0.22f /* of a size: how far letters reach below their baseline */

const char *
shape_text(const struct sheet *s, const struct layout_element *x)
{
	int language = (int)locale_language(s->locale);
	const char *all = "", *line;
	bool own = false;
	size_t i;

	for (i = 0; i < x->text_count; i++)
		own = own || x->texts[i].language == language;
	for (i = 0; i < x->text_count; i++) {
		if (x->texts[i].language != (own ? language : -1))
			continue;
		line = sheet_expression(s, x->texts[i].text);
		if (line[0] != '\0')
			all = all[0] == '\0' ? line : arena_printf(s->arena, "%s\n%s", all, line);
	}
	return (all);
}

/* Where a line of this width begins. */
static float
begin_of(const struct layout_element *x, float right, float width)
{
	float room = right - x->x;

	if (x->align == ALIGN_LEFT)
		return (x->x);
	return (x->align == ALIGN_RIGHT ? x->x + room - width : x->x + (room - width) / 2);
}

/* From line to line in this style: smaller letters are closer, on the grid. */
static float
leading_of(const struct layout_element *x, const struct script_style *style)
{
	return (style->size >= x->style.size
		? x->leading
		: LAYOUT_GRID * ceilf(x->leading * style->size / x->style.size / LAYOUT_GRID));
}

/*
 * How many lines the text may have in this style: as many as `lines` allows, and as there is room
 * for above the window.
 */
static int
most_lines(const struct layout_element *x, const struct script_style *style)
{
	int most = x->lines > 0 ? x->lines : INT_MAX, above;

	if (x->lowest <= 0)
		return (most);
	above = 1 + (int)((x->lowest - DESCENT * style->size - x->y) / leading_of(x, style));
	return (above < most ? above : most);
}

/*
 * The text and the style in which it has no more lines than it may. Where the window cuts them
 * short, lines are joined first.
 */
static struct script_style
fit(const struct sheet *s, const struct layout_element *x, float width, const char **text)
{
	struct script_style style = x->style;
	const char *line;

	if (x->lowest > 0 && sheet_lines(s, &style, width, *text) > most_lines(x, &style))
		while ((line = strchr(*text, '\n')) != NULL)
			*text = arena_printf(s->arena, "%.*s \xc2\xb7 %s", (int)(line - *text),
			    *text, line + 1);
	while (style.size > LAYOUT_SMALLEST &&
	    sheet_lines(s, &style, width, *text) > most_lines(x, &style))
		style.size =
		    style.size - 0.5f > LAYOUT_SMALLEST ? style.size - 0.5f : LAYOUT_SMALLEST;
	return (style);
}

static void
place_text(struct sheet *s, const struct layout_element *x)
{
	const char *text = shape_text(s, x);
	float right = x->width > 0 ? x->x + x->width : s->right, y = x->y, leading,
	      width = right - x->x;
	struct script_style style;
	struct script_piece line, rest;

	if (text[0] == '\0')
		return;
	if (x->fit) {
		style = x->style;
		line = sheet_shrink(s, &style, text, &width);
		canvas_put(s->canvas, &style, begin_of(x, right, width), y, line);
		return;
	}
	style = fit(s, x, width, &text);
	rest = script_piece(text);
	leading = leading_of(x, &style);
	do {
		line = canvas_wrap(s->canvas, &style, rest, width, &rest);
		canvas_put(s->canvas, &style,
		    begin_of(x, right, canvas_width(s->canvas, &style, line)), y, line);
		y += leading;
	} while (rest.length > 0);
}

static void
place_image(struct sheet *s, const struct layout_element *x)
{
	const char *name = strcmp(x->picture, LAYOUT_LOGO) == 0 ? s->model->logo : x->picture;
	struct canvas_box box = { x->x, x->y, x->width, x->height };
	int i;

	for (i = 0; i < s->picture_count; i++) {
		const struct picture *picture = &s->pictures[i];
		float scale;

		if (strcmp(picture->name, name) != 0)
			continue;

		/* As large as the box allows without a change of shape. */
		scale = box.width / (float)picture->width;
		if (scale * (float)picture->height > box.height)
			scale = box.height / (float)picture->height;
		box.width = scale * (float)picture->width;
		box.height = scale * (float)picture->height;
		box.x = begin_of(x, x->x + x->width, box.width);
		canvas_picture(s->canvas, i, box);
		return;
	}
}

void
shape_square(struct sheet *s, struct canvas_box box, float quiet, const char *text)
{
	const struct canvas_box white = { box.x - quiet, box.y - quiet, box.width + 2 * quiet,
		box.height + 2 * quiet };
	struct canvas_pattern pattern;

	if (s->refused || code_make(s->code, CODE_QR, text, &pattern, &s->why) != 0) {
		s->refused = true;
		return;
	}
	canvas_bars(s->canvas, 0xffffff, &white, 1);
	canvas_pattern(s->canvas, 0, box, &pattern);
}

/* Quiet zones in squares: at the sides, and above and below. */
static const struct {
	int side, top;
} QUIET
    [CODE_KINDS] = { [CODE_QR] = { 4, 4 }, [CODE_128] = { 10, 0 }, [CODE_DATAMATRIX] = { 1, 1 } };

void
shape_code(struct sheet *s, enum code_kind kind, struct canvas_box box, const char *text)
{
	struct canvas_pattern pattern;
	float square, high;

	if (text[0] == '\0' || s->refused)
		return;
	if (code_make(s->code, kind, text, &pattern, &s->why) != 0) {
		s->refused = true;
		return;
	}
	square = box.width / (float)(pattern.width + 2 * QUIET[kind].side);
	high = box.height / (float)(pattern.height + 2 * QUIET[kind].top);
	if (kind != CODE_128 && high < square)
		square = high;

	/* On white, which covers boxes below it. */
	canvas_bars(s->canvas, 0xffffff, &box, 1);
	box.x += (box.width - square * (float)pattern.width) / 2;
	box.width = square * (float)pattern.width;
	if (kind != CODE_128) {
		box.y += (box.height - square * (float)pattern.height) / 2;
		box.height = square * (float)pattern.height;
	}
	canvas_pattern(s->canvas, 0, box, &pattern);
}

int
shape_check(const struct sheet *s, struct err *e)
{
	struct canvas_pattern pattern;
	struct code *code = NULL;
	int rc = 0;
	size_t i;

	for (i = 0; i < s->layout->count && rc == 0; i++) {
		const struct layout_element *x = &s->layout->elements[i];
		const char *text;

		if (x->kind != LAYOUT_CODE || (x->late && x->where != ON_LAST) ||
		    !sheet_holds(s, x->when))
			continue;
		text = shape_text(s, x);
		code = code == NULL ? code_new() : code;
		if (text[0] != '\0' && code_make(code, x->code, text, &pattern, e) != 0)
			rc = err_context(e, "layout %s, [%s]", s->layout->name, x->name);
	}
	code_free(code);
	return (rc);
}

void
shape_draw(struct sheet *s, const struct layout_element *x)
{
	struct canvas_box box = { x->x, x->y, x->width, x->height };

	if (x->kind == LAYOUT_TEXT)
		place_text(s, x);
	else if (x->kind == LAYOUT_LINE)
		canvas_line(s->canvas, x->colour, x->thickness, box);
	else if (x->kind == LAYOUT_BOX)
		canvas_fill(s->canvas, x->colour, box, x->radius);
	else if (x->kind == LAYOUT_IMAGE)
		place_image(s, x);
	else
		shape_code(s, x->code, box, shape_text(s, x));
}
