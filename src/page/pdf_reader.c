#include "page/pdf_reader.h"

#include <stdbool.h>
#include <stdint.h>

#include "page/flate.h"

#define XREF_ENTRY 20
#define STREAM_MOST ((size_t)64 << 20)
#define STREAM ">>stream\n" /* where a dictionary ends and its stream begins */

/* Refuse the file; why is for us, since our own writer made it. */
static int
refuse_pdf(struct err *e, const char *why)
{
	return (err_reject(e, "The finished PDF cannot be read back: %s.", why));
}

/* The first place of text in a span; NULL if it is not there. */
static const char *
find_key(struct pdf_span span, const char *text)
{
	return (memmem(span.at, span.length, text, strlen(text)));
}

/* Does the span begin with text? */
static bool
begins(struct pdf_span span, const char *text)
{
	size_t length = strlen(text);

	return (span.length >= length && memcmp(span.at, text, length) == 0);
}

/* The digits at `at`, which end before `end`; returns how many there were. */
static size_t
digits(const char *at, const char *end, size_t *value)
{
	size_t count = 0;

	*value = 0;
	while (at + count < end && at[count] >= '0' && at[count] <= '9' && count < 10) {
		*value = *value * 10 + (size_t)(at[count] - '0');
		count++;
	}
	return (count);
}

const char *
pdf_reader_key(struct pdf_span span, const char *key)
{
	size_t length = strlen(key);
	const char *at;
	char next;

	/* "/Length" must not be found in "/Length1". */
	while ((at = find_key(span, key)) != NULL) {
		span.length -= (size_t)(at - span.at) + length;
		span.at = at + length;
		next = span.length > 0 ? *span.at : ' ';
		if (!((next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') ||
			(next >= 'a' && next <= 'z')))
			return (span.at);
	}
	return (NULL);
}

int
pdf_reader_number(struct pdf_span span, const char *key, size_t *number, struct err *e)
{
	const char *at = pdf_reader_key(span, key);
	const char *end = span.at + span.length;

	if (at != NULL && at < end && *at == ' ')
		at++;
	if (at == NULL || digits(at, end, number) == 0)
		return (refuse_pdf(e, key));
	return (0);
}

/* From the object's number to the end of the file; the object itself is somewhere in front. */
static int
find_object(const struct pdf_reader *r, size_t number, struct pdf_span *span, struct err *e)
{
	char head[40];
	size_t offset, length;

	if (number == 0 || number >= r->numbers || r->table[number * XREF_ENTRY + 17] != 'n')
		return (refuse_pdf(e, "an object is missing"));
	(void)digits(r->table + number * XREF_ENTRY, r->bytes + r->length, &offset);
	(void)snprintf(head, sizeof(head), "%zu 0 obj\n<<", number);
	length = strlen(head);
	if (offset > r->length || r->length - offset < length ||
	    memcmp(r->bytes + offset, head, length) != 0)
		return (refuse_pdf(e, "an object is not where the table says"));
	*span = (struct pdf_span){ r->bytes + offset + length, r->length - offset - length };
	return (0);
}

int
pdf_reader_dictionary(const struct pdf_reader *r, size_t number, struct pdf_span *span,
    struct err *e)
{
	struct pdf_span rest;
	const char *close;

	if (find_object(r, number, span, e) == -1)
		return (-1);

	/*
	 * Find the bracket after which the object ends or its stream begins; others close
	 * dictionaries in it.
	 */
	for (rest = *span; (close = find_key(rest, ">>")) != NULL; rest.at++, rest.length--) {
		rest = (struct pdf_span){ close, (size_t)(r->bytes + r->length - close) };
		if (begins(rest, ">>\nendobj") || begins(rest, STREAM))
			break;
	}
	if (close == NULL)
		return (refuse_pdf(e, "an object has no end"));
	span->length = (size_t)(close - span->at);
	return (0);
}

int
pdf_reader_packed(const struct pdf_reader *r, size_t number, struct pdf_span *packed, struct err *e)
{
	struct pdf_span span;

	if (pdf_reader_dictionary(r, number, &span, e) == -1 ||
	    pdf_reader_number(span, "/Length", &packed->length, e) == -1)
		return (-1);
	span.at += span.length;
	span.length = (size_t)(r->bytes + r->length - span.at);
	if (!begins(span, STREAM) || packed->length > span.length - strlen(STREAM))
		return (refuse_pdf(e, "a stream is longer than the file"));
	packed->at = span.at + strlen(STREAM);
	return (0);
}

int
pdf_reader_stream(const struct pdf_reader *r, size_t number, struct buf *out, struct err *e)
{
	struct pdf_span packed;

	if (pdf_reader_packed(r, number, &packed, e) == -1)
		return (-1);
	return (flate_unpack(packed.at, packed.length, STREAM_MOST, out, e));
}

/* Find the table by the offset at the end of the file. */
static int
find_table(struct pdf_reader *r, struct err *e)
{
	static const char TAIL[] = "startxref\n";
	const char *end = r->bytes + r->length, *at;
	struct pdf_span tail;
	size_t offset, count;

	tail.length = r->length < 64 ? r->length : 64;
	tail.at = end - tail.length;
	at = find_key(tail, TAIL);
	if (at == NULL || digits(at + sizeof(TAIL) - 1, end, &offset) == 0 || offset > r->length ||
	    memcmp(end - 6, "%%EOF\n", 6) != 0)
		return (refuse_pdf(e, "it has no end"));

	/* "xref\n0 <count>\n", then the entries. */
	at = r->bytes + offset;
	if (end - at < 9 || memcmp(at, "xref\n0 ", 7) != 0)
		return (refuse_pdf(e, "its table is not where its end says"));
	at += 7;
	count = digits(at, end, &r->numbers);
	at += count + 1;
	if (count == 0 || at > end || r->numbers > (size_t)(end - at) / XREF_ENTRY)
		return (refuse_pdf(e, "its table is cut short"));
	r->table = at;
	return (0);
}

/* Find the page list through trailer and catalog. */
static int
find_pages(struct pdf_reader *r, struct err *e)
{
	const char *behind = r->table + r->numbers * XREF_ENTRY;
	struct pdf_span span = { behind, (size_t)(r->bytes + r->length - behind) };
	size_t number;

	if (pdf_reader_number(span, "/Root", &number, e) == -1 ||
	    pdf_reader_dictionary(r, number, &span, e) == -1)
		return (-1);
	if (pdf_reader_number(span, "/Pages", &number, e) == -1 ||
	    pdf_reader_dictionary(r, number, &span, e) == -1)
		return (-1);
	r->kids = pdf_reader_key(span, "/Kids");
	if (pdf_reader_number(span, "/Count", &r->pages, e) == -1 || r->kids == NULL)
		return (refuse_pdf(e, "it has no pages"));
	return (0);
}

int
pdf_reader_open(struct pdf_reader *r, const char *bytes, size_t length, struct err *e)
{
	r->bytes = bytes;
	r->length = length;
	if (length < 64 || memcmp(bytes, "%PDF-1.7\n", 9) != 0)
		return (refuse_pdf(e, "it does not begin as one"));
	if (find_table(r, e) == -1)
		return (-1);
	return (find_pages(r, e));
}

/* The numbers of the list come in threes, "5 0 R". */
int
pdf_reader_page(const struct pdf_reader *r, size_t page, size_t *number, struct err *e)
{
	const char *at = r->kids + 1;
	char *behind;
	size_t i;

	for (i = 0; i <= page; i++) {
		*number = strtoul(at, &behind, 10);
		if (page >= r->pages || behind == at || strncmp(behind, " 0 R", 4) != 0)
			return (refuse_pdf(e, "it has fewer pages than it says"));
		at = behind + 4;
	}
	return (0);
}
