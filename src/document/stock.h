#ifndef DOCUMENT_STOCK_H
#define DOCUMENT_STOCK_H

#include "base/hash.h"
#include "page/canvas.h"
#include "page/codebook.h"
#include "document/document.h"
#include "page/font.h"
#include "layout/layout.h"
#include "page/picture.h"
#include "words/texts.h"

/*
 * stock: the inside of struct document_stock and struct document_charset, for this room only.
 */
struct document_charset {
	struct codebook_set points;
	bool languages[TEXTS_LANGUAGES]; /* of the models that were added; with none, all are
	                                    prepared */
};

struct document_stock {
	struct font *font[SCRIPT_FACES];
	struct font
	    *other[SCRIPT_FACES]; /* for texts that need a character font has not; NULL: none */
	struct codebook book;
	uint16_t width[SCRIPT_FACES][CODEBOOK_TABLES][256];
	struct font_object objects[SCRIPT_FACES][CODEBOOK_TABLES][FONT_OBJECTS];
	struct script_uses
	    common; /* the codes that most documents do with, and fonts that have no others */
	struct font_object small[SCRIPT_FACES][CODEBOOK_TABLES][FONT_OBJECTS];
	struct arena arena; /* of the layouts and names */
	struct layout **layouts;
	size_t layout_count;
	struct picture *pictures;
	int picture_count;
	char digest[HASH_HEX_SIZE]; /* of all objects: part of each document's /ID */
};

/*
 * Objects of a document: 1 to 4 are its own, then the fonts with fixed numbers, the pictures, then
 * the pages.
 */
#define STOCK_FIRST_FONT 5

/* The layout that a model names, the first one for ""; NULL if there is none. */
const struct layout *stock_layout(const struct document_stock *stock, const char *name);

/* Can this character be drawn, regular and bold? */
bool stock_draws(const struct document_stock *stock, uint32_t point);

/* document_stock_trim (document.h), by the characters that have been drawn. */
int stock_trim(struct document_stock *stock, const struct script_uses *drawn,
    struct err *e) NODISCARD;

/* The smallest objects of a face and table that have what is used of it. */
const struct font_object *stock_font(const struct document_stock *stock,
    const struct script_uses *uses, int face, int table);

/* The number of the font object of a face and table, and the first number after all fonts. */
int stock_font_number(const struct document_stock *stock, enum script_face face, int table);
int stock_first_picture(const struct document_stock *stock);
int stock_first_page(const struct document_stock *stock);

#endif
