#ifndef PAGE_CANVAS_H
#define PAGE_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "page/flate.h"
#include "page/script.h"

/*
 * canvas: pages to draw on. The one place that knows libharu.
 *
 * libharu makes the content for colours, rectangles, lines and curves. The text of a page is one
 * text object after them, made by script.c (which explains why), so text lies above all drawing of
 * its page. libharu's pages are kept and emptied for the next document: a new document of it costs
 * 60 us.
 *
 * Lengths are in points (1/72 inch), from the top left corner of the page down; y of a text is its
 * baseline. All is snapped to 1/8 point, which a float holds exactly, so that the same page is the
 * same bytes on any machine. This and the layout above it are the only places with floating point:
 * ink needs it, money must not have it.
 *
 * Errors are sticky: the first one is kept, later calls do nothing harmful, and canvas_status
 * returns it.
 */
struct canvas;

#define CANVAS_MM(mm) ((float)(mm) * 72.0f / 25.4f)

struct canvas *canvas_new(const struct script_fonts *fonts);
void canvas_free(struct canvas *c);

/* Forget all pages, and any error, and begin a document whose pages are so high; fonts stay. */
void canvas_reset(struct canvas *c, float height);

/* Begin a new page after the last one; later calls draw on it. */
void canvas_page(struct canvas *c);

/* Go back to a page, from 0, to draw more on it. */
void canvas_turn(struct canvas *c, size_t page);
size_t canvas_pages(const struct canvas *c);

/* As script_width and script_wrap, with the fonts of this canvas. */
float canvas_width(const struct canvas *c, const struct script_style *style,
    struct script_piece piece);
struct script_piece canvas_wrap(const struct canvas *c, const struct script_style *style,
    struct script_piece piece, float width, struct script_piece *rest);

/* Draw a text that begins, or ends, at x. */
void canvas_text(struct canvas *c, const struct script_style *style, float x, float y,
    const char *text);
void canvas_right(struct canvas *c, const struct script_style *style, float x, float y,
    const char *text);
void canvas_put(struct canvas *c, const struct script_style *style, float x, float y,
    struct script_piece piece);

struct canvas_box {
	float x, y, width, height;
};

/* Fill a box, with round corners if radius is not 0. */
void canvas_fill(struct canvas *c, uint32_t colour, struct canvas_box box, float radius);

/* Draw a straight line from the corner of the box at (x, y) to its opposite one. */
void canvas_line(struct canvas *c, uint32_t colour, float thickness, struct canvas_box line);

/* Fill many boxes in one colour: cheaper than one after another. */
void canvas_bars(struct canvas *c, uint32_t colour, const struct canvas_box *boxes, size_t count);

/*
 * A pattern of dark squares over the whole of a box: rows of `width` bits, the highest bit of a
 * byte first, each row beginning a byte. Dark is drawn in the colour, light is left as it is. It
 * lies above what was filled before.
 */
struct canvas_pattern {
	const unsigned char *bits;
	int width, height;
};
void canvas_pattern(struct canvas *c, uint32_t colour, struct canvas_box box,
    const struct canvas_pattern *pattern);

/* Draw picture `number` of the run (its name on the page is /I<number>) over the whole of a box. */
void canvas_picture(struct canvas *c, int number, struct canvas_box box);
#define CANVAS_PICTURES 32
bool canvas_shows(const struct canvas *c, int number);

/* Append the packed content of a page to out. */
void canvas_pack(struct canvas *c, size_t page, struct flate *f, struct buf *out);

/* Add what all pages use. */
void canvas_note_uses(const struct canvas *c, struct script_uses *uses);

/*
 * 0 if all was drawn; else -1: ERR_REJECT for a character that the run's fonts were not prepared
 * for, ERR_RETRY when libharu failed (its error number is in the text).
 */
int canvas_status(const struct canvas *c, struct err *e) NODISCARD;

#endif
