#include "page/canvas.h"

#include <hpdf.h>
#include <hpdf_pages.h>
#include <math.h>

#include "base/log.h"
#include "base/memory.h"

#define NO_COLOUR UINT32_MAX
#define ROUNDNESS \
	0.5523f /* handle length of a Bezier curve that imitates a quarter circle of radius 1 */

/*
 * One page: libharu's, which is kept for the next document, and the text that will lie above its
 * drawing.
 */
struct page {
	HPDF_Page haru;
	struct buf
	    shapes; /* bars, patterns and pictures: above libharu's drawing, below the text */
	struct script script;
	uint32_t pictures; /* a bit for each that is on it */

	/*
	 * The settings that libharu has, so that each is set again only when it changes: each word
	 * to it costs as much as ten of text.
	 */
	uint32_t fill, stroke; /* colours; NO_COLOUR at first */
	float thickness;
};

struct canvas {
	struct script_fonts fonts;
	float height;
	HPDF_Doc doc;
	HPDF_STATUS haru_error; /* the first one, 0 if none */
	struct page *pages;
	size_t page_count; /* of this document */
	size_t page_made;  /* made so far: at least page_count */
	size_t at;
};

/* libharu's errors stick to its document; the first one is what went wrong. */
static void
keep_error(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	struct canvas *c = context;

	if (c->haru_error == 0)
		c->haru_error = error != 0 ? error : detail;
}

struct canvas *
canvas_new(const struct script_fonts *fonts)
{
	struct canvas *c = memory_new(1, sizeof(*c));

	c->fonts = *fonts;
	return (c);
}

/* Give back what a page holds beside libharu's. */
static void
release_page(struct page *p)
{
	script_release(&p->script);
	buf_release(&p->shapes);
}

/* Give libharu's memory back, and forget its pages. */
static void
drop_document(struct canvas *c)
{
	size_t i;

	for (i = 0; i < c->page_made; i++)
		release_page(&c->pages[i]);
	free(c->pages);
	c->pages = NULL;
	c->page_count = c->page_made = c->at = 0;
	if (c->doc != NULL)
		HPDF_Free(c->doc);
	c->doc = NULL;
}

void
canvas_free(struct canvas *c)
{
	if (c == NULL)
		return;
	drop_document(c);
	free(c);
}

/* The content that libharu has made for this page so far; it keeps it in blocks. */
static HPDF_Stream
stream_of(const struct page *p)
{
	return (((HPDF_PageAttr)p->haru->attr)->stream);
}

void
canvas_reset(struct canvas *c, float height)
{
	size_t i;

	c->height = height;

	/* After an error, or a document of hundreds of pages, begin again with an empty libharu. */
	if (c->haru_error != 0 || c->page_made > 64)
		drop_document(c);
	for (i = 0; i < c->page_count; i++)
		HPDF_MemStream_FreeData(stream_of(&c->pages[i]));
	c->page_count = 0;
	c->haru_error = 0;
}

/* Have libharu make one more page. False if it would not. */
static bool
make_page(struct canvas *c)
{
	struct page *p;

	if (c->doc == NULL)
		c->doc = HPDF_New(keep_error, c);
	if (c->doc == NULL)
		return (false);
	c->pages = memory_resize(c->pages, c->page_made + 1, sizeof(*c->pages));
	p = &c->pages[c->page_made];
	memset(p, 0, sizeof(*p));
	p->haru = HPDF_AddPage(c->doc);
	if (p->haru == NULL)
		return (false);
	c->page_made++;
	return (true);
}

void
canvas_page(struct canvas *c)
{
	if (c->page_count == c->page_made && !make_page(c)) {
		keep_error(HPDF_FAILD_TO_ALLOC_MEM, 0, c);
		return;
	}
	c->at = c->page_count++;
	script_reset(&c->pages[c->at].script, &c->fonts);
	buf_reset(&c->pages[c->at].shapes);
	c->pages[c->at].pictures = 0;
	c->pages[c->at].fill = c->pages[c->at].stroke = NO_COLOUR;
	c->pages[c->at].thickness = -1;
}

void
canvas_turn(struct canvas *c, size_t page)
{
	if (page < c->page_count)
		c->at = page;
}

size_t
canvas_pages(const struct canvas *c)
{
	return (c->page_count);
}

/* The page to draw on, NULL if libharu gave none. */
static struct page *
current(struct canvas *c)
{
	return (c->at < c->page_count ? &c->pages[c->at] : NULL);
}

/* ---- drawing, by libharu --------------------------------------------------------------------- */

/* A length on the grid of eighths. */
static float
snap(float length)
{
	return (floorf(length * 8 + 0.5f) / 8);
}

static float
channel(uint32_t colour, int shift)
{
	return ((float)(colour >> shift & 0xff) / 255.0f);
}

/* A path round the box with quarter circles at its corners; y counts up from here on. */
static void
trace_round(HPDF_Page page, struct canvas_box b, float r)
{
	float right = b.x + b.width, top = b.y + b.height;
	float k = snap(r * (1 - ROUNDNESS));

	(void)HPDF_Page_MoveTo(page, b.x + r, b.y);
	(void)HPDF_Page_LineTo(page, right - r, b.y);
	(void)HPDF_Page_CurveTo(page, right - k, b.y, right, b.y + k, right, b.y + r);
	(void)HPDF_Page_LineTo(page, right, top - r);
	(void)HPDF_Page_CurveTo(page, right, top - k, right - k, top, right - r, top);
	(void)HPDF_Page_LineTo(page, b.x + r, top);
	(void)HPDF_Page_CurveTo(page, b.x + k, top, b.x, top - k, b.x, top - r);
	(void)HPDF_Page_LineTo(page, b.x, b.y + r);
	(void)HPDF_Page_CurveTo(page, b.x, b.y + k, b.x + k, b.y, b.x + r, b.y);
	(void)HPDF_Page_ClosePath(page);
}

void
canvas_fill(struct canvas *c, uint32_t colour, struct canvas_box box, float radius)
{
	struct page *p = current(c);
	struct canvas_box b;

	if (p == NULL)
		return;
	b.x = snap(box.x);
	b.width = snap(box.width);
	b.height = snap(box.height);
	b.y = snap(c->height - box.y) - b.height;
	if (colour != p->fill)
		(void)HPDF_Page_SetRGBFill(p->haru, channel(colour, 16), channel(colour, 8),
		    channel(colour, 0));
	p->fill = colour;
	if (radius > 0)
		trace_round(p->haru, b, snap(radius));
	else
		(void)HPDF_Page_Rectangle(p->haru, b.x, b.y, b.width, b.height);
	(void)HPDF_Page_Fill(p->haru);
}

void
canvas_line(struct canvas *c, uint32_t colour, float thickness, struct canvas_box line)
{
	struct page *p = current(c);

	if (p == NULL)
		return;
	if (colour != p->stroke)
		(void)HPDF_Page_SetRGBStroke(p->haru, channel(colour, 16), channel(colour, 8),
		    channel(colour, 0));
	if (thickness != p->thickness)
		(void)HPDF_Page_SetLineWidth(p->haru, thickness);
	p->stroke = colour;
	p->thickness = thickness;
	(void)HPDF_Page_MoveTo(p->haru, snap(line.x), snap(c->height - line.y));
	(void)HPDF_Page_LineTo(p->haru, snap(line.x + line.width),
	    snap(c->height - line.y - line.height));
	(void)HPDF_Page_Stroke(p->haru);
}

/* ---- drawing that libharu would take long for, or not do ------------------------------------- */

/* A length in eighths of a point. */
static int
eighths(float length)
{
	return ((int)floorf(length * 8 + 0.5f));
}

/* Append numbers, each followed by a blank, then an operator. */
static void
put_operator(struct buf *out, const int *numbers, size_t count, const char *operator)
{
	char *to = buf_reserve(out, count * 17 + 8), *start = to;
	size_t i;

	for (i = 0; i < count; i++) {
		to = script_number(to, numbers[i]);
		*to++ = ' ';
	}
	while (*operator!= '\0')
		*to++ = *operator++;
	*to++ = '\n';
	out->length += (size_t)(to - start);
}

/* Set the colour of what is filled next. */
static void
put_colour(struct buf *out, uint32_t colour)
{
	buf_printf(out, "%.3f %.3f %.3f rg\n", (double)channel(colour, 16),
	    (double)channel(colour, 8), (double)channel(colour, 0));
}

void
canvas_bars(struct canvas *c, uint32_t colour, const struct canvas_box *boxes, size_t count)
{
	struct page *p = current(c);
	size_t i;

	if (p == NULL || count == 0)
		return;
	put_colour(&p->shapes, colour);
	for (i = 0; i < count; i++) {
		const int numbers[] = { eighths(boxes[i].x),
			eighths(c->height - boxes[i].y) - eighths(boxes[i].height),
			eighths(boxes[i].width), eighths(boxes[i].height) };

		put_operator(&p->shapes, numbers, LENGTH(numbers), "re");
	}
	buf_add_string(&p->shapes, "f\n");
}

/* Make the box the unit square of what follows, up to "Q". */
static void
put_box(struct canvas *c, struct page *p, struct canvas_box box)
{
	const int numbers[] = { eighths(box.width), 0, 0, eighths(box.height), eighths(box.x),
		eighths(c->height - box.y) - eighths(box.height) };

	buf_add_string(&p->shapes, "q\n");
	put_operator(&p->shapes, numbers, LENGTH(numbers), "cm");
}

void
canvas_pattern(struct canvas *c, uint32_t colour, struct canvas_box box,
    const struct canvas_pattern *pattern)
{
	static const char DIGITS[] = "0123456789abcdef";
	size_t length = (size_t)(pattern->width + 7) / 8 * (size_t)pattern->height, i;
	struct page *p = current(c);
	char *to;

	if (p == NULL)
		return;
	put_colour(&p->shapes, colour);
	put_box(c, p, box);

	/*
	 * An inline image that stencils; in hexadecimal, so that nothing in it looks like its end.
	 * Packing takes that back.
	 */
	buf_printf(&p->shapes, "BI/W %d/H %d/IM true/BPC 1/D[1 0]/F/AHx ID\n", pattern->width,
	    pattern->height);
	to = buf_reserve(&p->shapes, 2 * length);
	for (i = 0; i < length; i++) {
		*to++ = DIGITS[pattern->bits[i] >> 4];
		*to++ = DIGITS[pattern->bits[i] & 15];
	}
	p->shapes.length += 2 * length;
	buf_add_string(&p->shapes, ">\nEI Q\n");
}

void
canvas_picture(struct canvas *c, int number, struct canvas_box box)
{
	struct page *p = current(c);

	if (p == NULL || number < 0 || number >= CANVAS_PICTURES)
		return;
	put_box(c, p, box);
	buf_printf(&p->shapes, "/I%d Do Q\n", number);
	p->pictures |= UINT32_C(1) << number;
}

bool
canvas_shows(const struct canvas *c, int number)
{
	size_t i;

	for (i = 0; i < c->page_count; i++)
		if ((c->pages[i].pictures >> number & 1) != 0)
			return (true);
	return (false);
}

/* ---- text, by script.c ----------------------------------------------------------------------- */

float
canvas_width(const struct canvas *c, const struct script_style *style, struct script_piece piece)
{
	return (script_width(&c->fonts, style, piece));
}

struct script_piece
canvas_wrap(const struct canvas *c, const struct script_style *style, struct script_piece piece,
    float width, struct script_piece *rest)
{
	return (script_wrap(&c->fonts, style, piece, width, rest));
}

void
canvas_put(struct canvas *c, const struct script_style *style, float x, float y,
    struct script_piece piece)
{
	struct page *p = current(c);

	if (p != NULL)
		script_put(&p->script, style, (int)floorf(x * 8 + 0.5f),
		    (int)floorf((c->height - y) * 8 + 0.5f), piece);
}

void
canvas_text(struct canvas *c, const struct script_style *style, float x, float y, const char *text)
{
	canvas_put(c, style, x, y, script_piece(text));
}

void
canvas_right(struct canvas *c, const struct script_style *style, float x, float y, const char *text)
{
	struct script_piece piece = script_piece(text);

	canvas_put(c, style, x - canvas_width(c, style, piece), y, piece);
}

/* ---- results --------------------------------------------------------------------------------- */

void
canvas_pack(struct canvas *c, size_t page, struct flate *f, struct buf *out)
{
	struct page *p = &c->pages[page];
	HPDF_Stream stream = stream_of(p);
	HPDF_UINT blocks = HPDF_MemStream_GetBufCount(stream), i, length;
	struct flate_part *parts = memory_new(blocks + 4, sizeof(*parts));

	/* libharu's drawing, then one text object with all text of the page. */
	for (i = 0; i < blocks; i++) {
		parts[i].bytes = (const char *)HPDF_MemStream_GetBufPtr(stream, i, &length);
		parts[i].length = length;
	}
	parts[blocks++] = (struct flate_part){ buf_text(&p->shapes), p->shapes.length };
	parts[blocks++] = (struct flate_part){ "BT\n", 3 };
	parts[blocks++] = (struct flate_part){ buf_text(&p->script.text), p->script.text.length };
	parts[blocks++] = (struct flate_part){ "ET\n", 3 };
	flate_pack(f, parts, blocks, out);
	free(parts);
}

void
canvas_note_uses(const struct canvas *c, struct script_uses *uses)
{
	size_t i;

	for (i = 0; i < c->page_count; i++)
		script_uses_add(uses, &c->pages[i].script.uses);
}

int
canvas_status(const struct canvas *c, struct err *e)
{
	size_t i;

	if (c->haru_error != 0)
		return (err_retry(e, 0, "libharu could not draw a page (its error 0x%04lX)",
		    (unsigned long)c->haru_error));
	for (i = 0; i < c->page_count; i++)
		if (c->pages[i].script.missing != 0)
			return (err_reject(e, "The character U+%04X was not prepared for this run.",
			    (unsigned int)c->pages[i].script.missing));
	return (0);
}
