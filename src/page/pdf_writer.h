#ifndef PAGE_PDF_WRITER_H
#define PAGE_PDF_WRITER_H

#include <stddef.h>

#include "base/buf.h"

/*
 * pdf_writer: joins objects into a complete PDF 1.7 file (ISO 32000-1): header, objects,
 * cross-reference table, trailer.
 *
 * Objects come in any order, each with a number of its own below `numbers`; numbers that are not
 * used become free entries, so that objects serialised once (fonts, images) keep their numbers in
 * every document. The same calls give the same bytes. A number given twice or out of range is a
 * fault of ours and ends the process.
 */
struct pdf_writer {
	struct buf *out;
	size_t start;    /* where the file begins in out */
	size_t *offsets; /* by number; 0: free */
	size_t numbers;
	size_t room;
};
#define PDF_WRITER_EMPTY ((struct pdf_writer){ NULL, 0, NULL, 0, 0 })

/* Begin a document of at most `numbers` - 1 objects (number 0 is never one), appending to out. */
void pdf_writer_begin(struct pdf_writer *w, struct buf *out, size_t numbers);

/* Add bytes that are one whole object already: "5 0 obj ... endobj\n". */
void pdf_writer_add(struct pdf_writer *w, size_t number, const char *bytes, size_t length);

/* Add an object of bytes, those between "obj" and "endobj". */
void pdf_writer_object(struct pdf_writer *w, size_t number, const char *bytes, size_t length);

/* Add an object of printed text, that between "obj" and "endobj". */
void pdf_writer_print(struct pdf_writer *w, size_t number, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Add a stream whose bytes are packed already (FlateDecode). */
void pdf_writer_stream(struct pdf_writer *w, size_t number, const char *packed, size_t length);

/* End it: catalog and info are object numbers, id 32 hexadecimal digits. */
void pdf_writer_finish(struct pdf_writer *w, size_t catalog, size_t info, const char *id);

/* Give the table's memory back; w can begin again before and after. */
void pdf_writer_release(struct pdf_writer *w);

/* Append text (UTF-8) as a PDF text string: "(ASCII)" or "<FEFF...>" in UTF-16. */
void pdf_writer_add_text(struct buf *out, const char *text);

#endif
