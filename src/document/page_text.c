#include "document/page_text.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "document/codebook.h"

/*
 * The text of a page: its fonts' maps are read first, then its operators one token after another. Only what our own
 * canvas writes is understood: /NAME SIZE Tf, X Y Td, (STRING) Tj.
 */
#define FONTS_MOST 64

struct font_map {
	char name[8];
	uint16_t point[256];
};

struct decoder {
	struct font_map *fonts;
	size_t count;
	const struct font_map *font; /* the one selected, NULL before the first Tf */
	struct pdf_span name;        /* the last name token */
	struct pdf_span string;      /* the last string token, between its parentheses */
	struct buf *out;
};

/* Append a character of the BMP as UTF-8. */
static void
add_utf8(struct buf *out, unsigned int point)
{
	if (point < 0x80) {
		buf_add_char(out, (char)point);
		return;
	}
	if (point < 0x800) {
		buf_add_char(out, (char)(0xc0 | point >> 6));
	} else {
		buf_add_char(out, (char)(0xe0 | point >> 12));
		buf_add_char(out, (char)(0x80 | (point >> 6 & 0x3f)));
	}
	buf_add_char(out, (char)(0x80 | (point & 0x3f)));
}

/* Read one "<HEX>" at *at; false if there is none. */
static bool
read_hex(const char **at, unsigned int *value)
{
	char *end;

	if (**at != '<')
		return (false);
	*value = (unsigned int)strtoul(*at + 1, &end, 16);
	if (*end != '>')
		return (false);
	*at = end + 1;
	return (true);
}

/* Read the entries of a ToUnicode map: "<CODE><POINT>" or "<FIRST><LAST><POINT>", one a line. */
static void
read_map(const char *map, uint16_t points[256])
{
	unsigned int value[3], code;
	const char *at = map;
	int count;

	for (at = strchr(map, '<'); at != NULL; at = strchr(at, '<')) {
		for (count = 0; count < 3 && read_hex(&at, &value[count]); count++)
			;
		if (count == 0) {
			at++;
			continue;
		}
		if (count == 2) {
			/* The code space is a pair too, but of two codes: it is overwritten by what follows. */
			value[2] = value[1];
			value[1] = value[0];
		}
		for (code = value[0]; count >= 2 && code <= value[1] && code < 256; code++)
			points[code] = (uint16_t)(value[2] + code - value[0]);
	}
}

/* Read one font of the resources: "/A0 5 0 R". */
static int
read_font(const struct pdf_reader *r, struct decoder *d, struct pdf_span name, size_t number, struct err *e)
{
	struct font_map *font = &d->fonts[d->count++];
	struct buf map = BUF_EMPTY;
	struct pdf_span span;
	size_t unicode;
	int result = -1;

	memcpy(font->name, name.at, name.length);
	font->name[name.length] = '\0';
	if (pdf_reader_dictionary(r, number, &span, e) == 0 && pdf_reader_number(span, "/ToUnicode", &unicode, e) == 0 &&
	    pdf_reader_stream(r, unicode, &map, e) == 0) {
		read_map(map.data, font->point);
		result = 0;
	}
	buf_release(&map);
	return (result);
}

/* Read all fonts of the resources. */
static int
read_fonts(const struct pdf_reader *r, struct decoder *d, struct pdf_span resources, struct err *e)
{
	const char *at = pdf_reader_key(resources, "/Font"), *end = resources.at + resources.length, *blank;
	const char *close = at == NULL ? NULL : memmem(at, (size_t)(end - at), ">>", 2);

	/* Pictures may follow behind the fonts. */
	end = close != NULL ? close : end;

	while (at != NULL && (at = memchr(at, '/', (size_t)(end - at))) != NULL && d->count < FONTS_MOST) {
		at++;
		blank = memchr(at, ' ', (size_t)(end - at));
		if (blank == NULL || blank - at >= (ptrdiff_t)sizeof(d->fonts->name))
			return (err_reject(e, "The finished PDF cannot be read back: a font has no name."));
		if (read_font(r, d, (struct pdf_span){ at, (size_t)(blank - at) }, (size_t)strtoul(blank + 1, NULL, 10),
		    e) == -1)
			return (-1);
		at = blank;
	}
	return (0);
}

/* Select the font of the last name. */
static void
select_font(struct decoder *d)
{
	size_t i;

	d->font = NULL;
	for (i = 0; i < d->count; i++)
		if (strlen(d->fonts[i].name) == d->name.length &&
		    memcmp(d->fonts[i].name, d->name.at, d->name.length) == 0)
			d->font = &d->fonts[i];
}

/* Append the last string through the map of its font; what the map has not becomes U+FFFD. */
static void
show(struct decoder *d)
{
	size_t i;
	unsigned char code;

	for (i = 0; i < d->string.length; i++) {
		code = (unsigned char)d->string.at[i];
		if (code == '\\' && i + 1 < d->string.length)
			code = (unsigned char)d->string.at[++i];
		add_utf8(d->out, d->font == NULL || d->font->point[code] == 0 ? 0xfffd : d->font->point[code]);
	}
}

/* The end of the string that begins at `at`: behind its closing parenthesis, or `end`. */
static const char *
string_end(const char *at, const char *end)
{
	while (at < end && *at != ')')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return (at);
}

/* Go through the operators of a page. */
static void
decode(struct decoder *d, const struct buf *content)
{
	const char *at = buf_text(content), *end = at + content->length, *start;

	while (at < end) {
		start = at;
		if (*at == '(') {
			at = string_end(at + 1, end);
			d->string = (struct pdf_span){ start + 1, (size_t)(at - start - 1) };
			at++;
			continue;
		}
		if (*at == ' ' || *at == '\n') {
			at++;
			continue;
		}
		for (at++; at < end && *at != ' ' && *at != '\n' && *at != '('; at++)
			;
		if (*start == '/')
			d->name = (struct pdf_span){ start + 1, (size_t)(at - start - 1) };
		else if (at - start == 2 && memcmp(start, "Tf", 2) == 0)
			select_font(d);
		else if (at - start == 2 && memcmp(start, "Td", 2) == 0)
			buf_add_char(d->out, '\n');
		else if (at - start == 2 && memcmp(start, "Tj", 2) == 0)
			show(d);
	}
}

int
page_text_read(const struct pdf_reader *r, size_t page, struct buf *text, struct err *e)
{
	struct decoder d = { .out = text };
	struct buf content = BUF_EMPTY;
	struct pdf_span span, resources;
	size_t number, resource, contents;
	int result = -1;

	if (pdf_reader_page(r, page, &number, e) == -1 || pdf_reader_dictionary(r, number, &span, e) == -1 ||
	    pdf_reader_number(span, "/Resources", &resource, e) == -1 ||
	    pdf_reader_number(span, "/Contents", &contents, e) == -1 ||
	    pdf_reader_dictionary(r, resource, &resources, e) == -1)
		return (-1);
	d.fonts = memory_new(FONTS_MOST, sizeof(*d.fonts));
	if (read_fonts(r, &d, resources, e) == 0 && pdf_reader_stream(r, contents, &content, e) == 0) {
		decode(&d, &content);
		result = 0;
	}
	buf_release(&content);
	free(d.fonts);
	return (result);
}
