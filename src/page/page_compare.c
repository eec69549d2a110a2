#include "page/page_compare.h"

#include "page/page_text.h"
#include "page/pdf_reader.h"

/* Read the text of one page, and how it is drawn. */
static int
read_page(const struct pdf_reader *r, size_t page, struct page_text *memory, struct buf *out,
    struct err *e)
{
	struct pdf_span span;
	size_t number, contents;

	buf_reset(out);
	if (page_text_read(memory, r, page, out, e) != 0)
		return (-1);
	buf_add_char(out, '\f');
	return (pdf_reader_page(r, page, &number, e) == 0 &&
		    pdf_reader_dictionary(r, number, &span, e) == 0 &&
		    pdf_reader_number(span, "/Contents", &contents, e) == 0
		? pdf_reader_stream(r, contents, out, e)
		: -1);
}

int
page_compare(const struct buf *a, const struct buf *b, bool *same, struct err *e)
{
	struct page_text *memory = page_text_new();
	struct buf first = BUF_EMPTY, second = BUF_EMPTY;
	struct pdf_reader ra, rb;
	size_t page;
	int rc = pdf_reader_open(&ra, a->data, a->length, e);

	if (rc == 0)
		rc = pdf_reader_open(&rb, b->data, b->length, e);
	*same = rc == 0 && ra.pages == rb.pages;
	for (page = 0; rc == 0 && *same && page < ra.pages; page++) {
		rc = read_page(&ra, page, memory, &first, e);
		if (rc == 0)
			rc = read_page(&rb, page, memory, &second, e);
		*same = rc == 0 && first.length == second.length &&
		    memcmp(buf_text(&first), buf_text(&second), first.length) == 0;
	}
	buf_release(&first);
	buf_release(&second);
	page_text_free(memory);
	return (rc);
}
