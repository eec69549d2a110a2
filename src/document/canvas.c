#include "document/canvas.h"

#include <hpdf.h>
#include <hpdf_pages.h>
#include <math.h>

#include "base/log.h"
#include "base/memory.h"

#define ROUNDNESS 0.5523f /* handle length of a Bezier curve that imitates a quarter circle of radius 1 */

/* One page: libharu's, which is kept for the next document, and the text that will lie above its drawing. */
struct page {
	HPDF_Page haru;
	struct script script;
};

struct canvas {
	struct script_fonts fonts;
	float width, height;
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
canvas_new(const struct script_fonts *fonts, float width, float height)
{
	struct canvas *c = memory_new(1, sizeof(*c));

	c->fonts = *fonts;
	c->width = width;
	c->height = height;
	return (c);
}

/* Give libharu's memory back, and forget its pages. */
static void
drop_document(struct canvas *c)
{
	size_t i;

	for (i = 0; i < c->page_made; i++)
		script_release(&c->pages[i].script);
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

/* What libharu has drawn on this page so far; it keeps that in blocks. */
static HPDF_Stream
stream_of(const struct page *p)
{
	return (((HPDF_PageAttr)p->haru->attr)->stream);
}

void
canvas_reset(struct canvas *c)
{
	size_t i;

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

/* ---- drawing, by libharu -------------------------------------------------------------------------------------- */

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
	(void)HPDF_Page_SetRGBFill(p->haru, channel(colour, 16), channel(colour, 8), channel(colour, 0));
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
	(void)HPDF_Page_SetRGBStroke(p->haru, channel(colour, 16), channel(colour, 8), channel(colour, 0));
	(void)HPDF_Page_SetLineWidth(p->haru, thickness);
	(void)HPDF_Page_MoveTo(p->haru, snap(line.x), snap(c->height - line.y));
	(void)HPDF_Page_LineTo(p->haru, snap(line.x + line.width), snap(c->height - line.y - line.height));
	(void)HPDF_Page_Stroke(p->haru);
}

/* ---- text, by script.c ---------------------------------------------------------------------------------------- */

float
canvas_width(const struct canvas *c, const struct script_style *style, struct script_piece piece)
{
	return (script_width(&c->fonts, style, piece));
}

struct script_piece
canvas_wrap(const struct canvas *c, const struct script_style *style, struct script_piece piece, float width,
    struct script_piece *rest)
{
	return (script_wrap(&c->fonts, style, piece, width, rest));
}

void
canvas_put(struct canvas *c, const struct script_style *style, float x, float y, struct script_piece piece)
{
	struct page *p = current(c);

	if (p != NULL)
		script_put(&p->script, style, (int)floorf(x * 8 + 0.5f), (int)floorf((c->height - y) * 8 + 0.5f), piece);
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

/* ---- results -------------------------------------------------------------------------------------------------- */

void
canvas_pack(struct canvas *c, size_t page, struct flate *f, struct buf *out)
{
	struct page *p = &c->pages[page];
	HPDF_Stream stream = stream_of(p);
	HPDF_UINT blocks = HPDF_MemStream_GetBufCount(stream), i, length;
	struct flate_part *parts = memory_new(blocks + 3, sizeof(*parts));

	/* libharu's drawing, then one text object with all text of the page. */
	for (i = 0; i < blocks; i++) {
		parts[i].bytes = (const char *)HPDF_MemStream_GetBufPtr(stream, i, &length);
		parts[i].length = length;
	}
	parts[blocks] = (struct flate_part){ "BT\n", 3 };
	parts[blocks + 1] = (struct flate_part){ buf_text(&p->script.text), p->script.text.length };
	parts[blocks + 2] = (struct flate_part){ "ET\n", 3 };
	flate_pack(f, parts, blocks + 3, out);
	free(parts);
}

bool
canvas_uses(const struct canvas *c, enum script_face face, int table)
{
	size_t i;

	for (i = 0; i < c->page_count; i++)
		if (c->pages[i].script.used[face][table])
			return (true);
	return (false);
}

int
canvas_status(const struct canvas *c, struct err *e)
{
	size_t i;

	if (c->haru_error != 0)
		return (err_retry(e, 0, "libharu could not draw a page (its error 0x%04lX)", (unsigned long)c->haru_error));
	for (i = 0; i < c->page_count; i++)
		if (c->pages[i].script.missing != 0)
			return (err_reject(e, "The character U+%04X was not prepared for this run.",
			    (unsigned int)c->pages[i].script.missing));
	return (0);
}
