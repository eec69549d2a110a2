#ifndef PAGE_PDF_READER_H
#define PAGE_PDF_READER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * pdf_reader: reads back the PDF files that pdf_writer makes, and no others: classic
 * cross-reference table, one flat page tree, FlateDecode, simple fonts with a ToUnicode map.
 *
 * It trusts nothing: every offset and length is checked against the file, and what it cannot follow
 * is refused.
 */
struct pdf_reader {
	const char *bytes;
	size_t length;
	size_t numbers;   /* entries of the table */
	const char *table; /* its first entry */
	size_t pages;
	const char *kids; /* the page list: "5 0 R 7 0 R ..." */
};

/* Find table and page tree. Returns 0, or -1 with ERR_REJECT. bytes must outlive the reader. */
int pdf_reader_open(struct pdf_reader *r, const char *bytes, size_t length,
    struct err *e) NODISCARD;

/* A part of the file. */
struct pdf_span {
	const char *at;
	size_t length;
};

/*
 * The dictionary of an object, between its outer brackets; and its stream, unpacked and appended to
 * out.
 */
int pdf_reader_dictionary(const struct pdf_reader *r, size_t number, struct pdf_span *span,
    struct err *e) NODISCARD;
int pdf_reader_stream(const struct pdf_reader *r, size_t number, struct buf *out,
    struct err *e) NODISCARD;

/* The stream as it is in the file, packed. */
int pdf_reader_packed(const struct pdf_reader *r, size_t number, struct pdf_span *span,
    struct err *e) NODISCARD;

/* The object number of a page, from 0. */
int pdf_reader_page(const struct pdf_reader *r, size_t page, size_t *number,
    struct err *e) NODISCARD;

/*
 * Where the value of a key begins within a dictionary; NULL if it has none. And the whole number
 * there.
 */
const char *pdf_reader_key(struct pdf_span span, const char *key);
int pdf_reader_number(struct pdf_span span, const char *key, size_t *number,
    struct err *e) NODISCARD;

#endif
