#include "page/pdf_writer.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/log.h"
#include "base/memory.h"
#include "page/codebook.h"

#define XREF_ENTRY 20 /* bytes, exactly: ISO 32000-1, 7.5.4 */

/* Four bytes over 0x7f in a comment, by which transfer programs know that the file is binary. */
static const char HEADER[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

void
pdf_writer_begin(struct pdf_writer *w, struct buf *out, size_t numbers)
{
	if (numbers > w->room) {
		w->offsets = memory_resize(w->offsets, numbers, sizeof(*w->offsets));
		w->room = numbers;
	}
	memset(w->offsets, 0, numbers * sizeof(*w->offsets));
	w->out = out;
	w->start = out->length;
	w->numbers = numbers;
	buf_add(out, HEADER, sizeof(HEADER) - 1);
}

/* Note that this object begins here. */
static void
note_offset(struct pdf_writer *w, size_t number)
{
	if (number == 0 || number >= w->numbers || w->offsets[number] != 0)
		log_die("pdf_writer: object number out of range or used twice");
	w->offsets[number] = w->out->length - w->start;
}

void
pdf_writer_add(struct pdf_writer *w, size_t number, const char *bytes, size_t length)
{
	note_offset(w, number);
	buf_add(w->out, bytes, length);
}

void
pdf_writer_print(struct pdf_writer *w, size_t number, const char *format, ...)
{
	va_list args;
	char *to;
	int length;

	note_offset(w, number);
	buf_printf(w->out, "%zu 0 obj\n", number);
	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		log_die("pdf_writer: bad format");
	to = buf_reserve(w->out, (size_t)length);
	va_start(args, format);
	(void)vsnprintf(to, (size_t)length + 1, format, args);
	va_end(args);
	w->out->length += (size_t)length;
	buf_add_string(w->out, "\nendobj\n");
}

void
pdf_writer_object(struct pdf_writer *w, size_t number, const char *bytes, size_t length)
{
	note_offset(w, number);
	buf_printf(w->out, "%zu 0 obj\n", number);
	buf_add(w->out, bytes, length);
	buf_add_string(w->out, "endobj\n");
}

void
pdf_writer_stream(struct pdf_writer *w, size_t number, const char *packed, size_t length)
{
	note_offset(w, number);
	buf_printf(w->out, "%zu 0 obj\n<</Length %zu/Filter/FlateDecode>>stream\n", number, length);
	buf_add(w->out, packed, length);
	buf_add_string(w->out, "\nendstream\nendobj\n");
}

/* Write one cross-reference entry: ten digits, five digits, a letter, and a line end of two bytes.
 */
static void
add_entry(struct buf *out, size_t value, const char *tail)
{
	char *to = buf_reserve(out, XREF_ENTRY);
	int i;

	for (i = 9; i >= 0; i--) {
		to[i] = (char)('0' + value % 10);
		value /= 10;
	}
	memcpy(to + 10, tail, XREF_ENTRY - 10);
	out->length += XREF_ENTRY;
	out->data[out->length] = '\0';
}

/* The next free number after `number`; 0 when there is none, which closes the list. */
static size_t
next_free(const struct pdf_writer *w, size_t number)
{
	for (number++; number < w->numbers; number++)
		if (w->offsets[number] == 0)
			return (number);
	return (0);
}

void
pdf_writer_finish(struct pdf_writer *w, size_t catalog, size_t info, const char *id)
{
	size_t at = w->out->length - w->start;
	size_t number;

	buf_printf(w->out, "xref\n0 %zu\n", w->numbers);
	add_entry(w->out, next_free(w, 0), " 65535 f \n");
	for (number = 1; number < w->numbers; number++) {
		if (w->offsets[number] != 0)
			add_entry(w->out, w->offsets[number], " 00000 n \n");
		else
			add_entry(w->out, next_free(w, number), " 00000 f \n");
	}
	buf_printf(w->out,
	    "trailer\n<</Size %zu/Root %zu 0 R/Info %zu 0 "
	    "R/ID[<%s><%s>]>>\nstartxref\n%zu\n%%%%EOF\n",
	    w->numbers, catalog, info, id, id, at);
}

void
pdf_writer_release(struct pdf_writer *w)
{
	free(w->offsets);
	*w = PDF_WRITER_EMPTY;
}

/* Is all of it ASCII that can be written between parentheses? */
static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < 0x20 || *text > 0x7e || strchr("()\\", *text) != NULL)
			return (false);
	return (true);
}

void
pdf_writer_add_text(struct buf *out, const char *text)
{
	uint32_t point;

	if (is_plain(text)) {
		buf_printf(out, "(%s)", text);
		return;
	}
	buf_add_string(out, "<FEFF");
	while (*text != '\0') {
		point = codebook_next(&text, NULL);
		if (point >= 0x10000) {
			point -= 0x10000;
			buf_printf(out, "%04X", (unsigned int)(0xd800 + (point >> 10)));
			point = 0xdc00 + (point & 0x3ff);
		}
		buf_printf(out, "%04X", (unsigned int)point);
	}
	buf_add_string(out, ">");
}
