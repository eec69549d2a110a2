#ifndef DOCUMENT_PRESS_H
#define DOCUMENT_PRESS_H

#include "page/flate.h"
#include "page/pdf_writer.h"
#include "document/sheet.h"
#include "document/stock.h"

/*
 * press: one thread's drawing: model in, PDF out. The rest of its interface is in document.h; this
 * is for this room alone.
 */

/* The objects of every file; fonts, pictures and pages follow (stock.h). */
enum { PRESS_CATALOG = 1, PRESS_PAGES, PRESS_INFO, PRESS_RESOURCES };

#define PRESS_ID_DIGITS 32

struct document_press {
	const struct document_stock *stock;
	struct canvas *canvas;
	struct flate *flate;
	struct code *code;
	struct arena arena;
	struct pdf_writer writer;
	struct buf packed; /* the contents of all pages, one after another */
	size_t *ends; /* where each ends in packed */
	size_t room;
	struct buf scratch;
	struct script_uses drawn; /* by all documents so far */
};

/* Which fonts and pictures pages use. */
struct press_uses {
	struct script_uses fonts;
	uint32_t pictures;
};

/* Add the fonts and pictures that the canvas uses. */
void press_note_uses(const struct document_press *press, struct press_uses *uses);

/* The first letter of the names of a face's fonts: /A0, /B1. */
char press_face_letter(enum script_face face);

/*
 * Write those fonts (each as small as the stock has it) and pictures and the object PRESS_RESOURCES
 * that names them.
 */
void press_write_resources(struct document_press *press, const struct press_uses *uses);

#endif
