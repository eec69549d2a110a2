#ifndef PAGE_SCRIPT_H
#define PAGE_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "page/codebook.h"

/*
 * script: the text of one page as PDF operators (Tf, Td, Tj), and how wide text is.
 *
 * Written here rather than by libharu, for two reasons that were measured: libharu would load and
 * parse both fonts for every document (6 ms), and even with fonts that need no loading it spends
 * 0.6 us on each string (it clears 512 bytes for every operator): 190 us for a page of 300 strings,
 * against 25 us here.
 *
 * Fonts are named /A0 /A1 ... (regular, by table of the code book) and /B0 /B1 ... (bold).
 * Positions are in eighths of a point from the bottom left corner, which makes every number short
 * and exact.
 */
enum script_face { SCRIPT_REGULAR, SCRIPT_BOLD };
#define SCRIPT_FACES 2

/* How a text looks: size in points, a multiple of 1/8; colour 0xRRGGBB. */
struct script_style {
	enum script_face face;
	float size;
	uint32_t colour;
};

/* Codes and widths of the run's fonts; read-only, shared by all threads of a run. */
struct script_fonts {
	const struct codebook *book;
	const uint16_t (*width)[CODEBOOK_TABLES]
			       [256]; /* by face, table and code, in 1/1000 of the size */
};

/* A piece of text: `length` bytes of UTF-8. */
struct script_piece {
	const char *text;
	size_t length;
};
struct script_piece script_piece(const char *text);

/* Width of a piece in points. Characters that are not in the book count 0. */
float script_width(const struct script_fonts *fonts, const struct script_style *style,
    struct script_piece piece);

/*
 * How much of the piece fits into `width`: broken at blanks, after '-' and '/', or, where one word
 * is too long, inside it. Always at least one character. *rest becomes the text of the next line,
 * "" at the end. U+00A0 does not break; '\n' does.
 */
struct script_piece script_wrap(const struct script_fonts *fonts, const struct script_style *style,
    struct script_piece piece, float width, struct script_piece *rest);

/*
 * Write a count of eighths as a decimal number without an exponent ("12.125"), at most 16 bytes;
 * returns the end.
 */
char *script_number(char *to, int eighths);

/* Which codes of which fonts texts use, a bit each. */
struct script_uses {
	uint64_t codes[SCRIPT_FACES][CODEBOOK_TABLES][256 / 64];
};
void script_uses_add(struct script_uses *to, const struct script_uses *from);

/* Any of this face and table? None but those that are in `all` too? */
bool script_uses_any(const struct script_uses *uses, int face, int table);
bool script_uses_within(const struct script_uses *uses, const struct script_uses *all, int face,
    int table);

/* The text of one page in the making. */
struct script {
	const struct script_fonts *fonts;
	struct buf text; /* the operators, without BT and ET */
	uint32_t missing; /* the first character that was not in the book, 0 if none */
	struct script_uses uses;
	/* what the operators so far have set */
	bool styled;
	struct script_style style;
	int table;
	int x, y;
};

/* Begin an empty page, keeping the buffer; and give it back. */
void script_reset(struct script *s, const struct script_fonts *fonts);
void script_release(struct script *s);

/* Add a piece whose baseline begins at (x, y). */
void script_put(struct script *s, const struct script_style *style, int x, int y,
    struct script_piece piece);

#endif
