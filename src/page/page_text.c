#include "page/page_text.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "page/flate.h"

/*
 * The text of a page: its fonts' maps are read first, then its operators one line after another.
 * Only what our own canvas writes is understood: "/NAME SIZE Tf", "X Y Td", "(STRING)Tj", each on a
 * line of its own.
 */
#define FONTS_MOST 64
#define UTF8_MOST 3 /* bytes of a character of the BMP */
#define MAP_MOST ((size_t)1 << 20) /* bytes of a map, unpacked */

/* The map of a font, and the packed bytes that it was read from. */
struct font_map {
	struct buf packed;
	uint16_t point[256];
};

/* The name that pages have for it. */
struct font_name {
	struct pdf_span name;
	const struct font_map *map;
};

struct page_text {
	struct font_map maps[FONTS_MOST]; /* read so far; the oldest is forgotten for a new one */
	size_t count, oldest;
	struct buf content; /* scratch */
};

/* One page while it is read. */
struct decoder {
	struct page_text *memory;
	struct font_name fonts[FONTS_MOST];
	size_t count;
	const struct font_map *font; /* the one selected, NULL before the first Tf */
	struct pdf_span name;        /* the last name token */
	struct pdf_span string;      /* the last string token, between its parentheses */
	struct buf *out;
};

struct page_text *
page_text_new(void)
{
	return (memory_new(1, sizeof(struct page_text)));
}

void
page_text_free(struct page_text *t)
{
	size_t i;

	if (t == NULL)
		return;
	for (i = 0; i < t->count; i++)
		buf_release(&t->maps[i].packed);
	buf_release(&t->content);
	free(t);
}

/* Write a character of the BMP as UTF-8; returns where it ends. */
static char *
put_utf8(char *to, unsigned int point)
{
	if (point < 0x80) {
		*to++ = (char)point;
		return (to);
	}
	if (point < 0x800) {
		*to++ = (char)(0xc0 | point >> 6);
	} else {
		*to++ = (char)(0xe0 | point >> 12);
		*to++ = (char)(0x80 | (point >> 6 & 0x3f));
	}
	*to++ = (char)(0x80 | (point & 0x3f));
	return (to);
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
			/*
			 * The code space is a pair too, but of two codes: it is overwritten by what
			 * follows.
			 */
			value[2] = value[1];
			value[1] = value[0];
		}
		for (code = value[0]; count >= 2 && code <= value[1] && code < 256; code++)
			points[code] = (uint16_t)(value[2] + code - value[0]);
	}
}

/* The map that was read from these bytes; NULL if none was. */
static const struct font_map *
find_map(const struct page_text *t, struct pdf_span packed)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (t->maps[i].packed.length == packed.length &&
		    memcmp(t->maps[i].packed.data, packed.at, packed.length) == 0)
			return (&t->maps[i]);
	return (NULL);
}

/* A map to fill, which no font of this page has. */
static struct font_map *
take_map(struct decoder *d)
{
	struct page_text *t = d->memory;
	struct font_map *map = NULL;
	size_t i;

	if (t->count < FONTS_MOST)
		return (&t->maps[t->count++]);
	do {
		map = &t->maps[t->oldest++ % FONTS_MOST];
		for (i = 0; i < d->count && d->fonts[i].map != map; i++)
			;
	} while (i < d->count);
	return (map);
}

/* Read a map from its packed bytes. */
static const struct font_map *
read_new_map(struct decoder *d, struct pdf_span packed, struct err *e)
{
	struct buf *text = &d->memory->content;
	struct font_map *map;

	buf_reset(text);
	if (flate_unpack(packed.at, packed.length, MAP_MOST, text, e) == -1)
		return (NULL);
	map = take_map(d);
	memset(map->point, 0, sizeof(map->point));
	read_map(buf_text(text), map->point);
	buf_reset(&map->packed);
	buf_add(&map->packed, packed.at, packed.length);
	return (map);
}

/* Read one font of the resources: "/A0 5 0 R". */
static int
read_font(const struct pdf_reader *r, struct decoder *d, struct pdf_span name, size_t number,
    struct err *e)
{
	const struct font_map *map;
	struct pdf_span span, packed;
	size_t unicode;

	if (pdf_reader_dictionary(r, number, &span, e) == -1 ||
	    pdf_reader_number(span, "/ToUnicode", &unicode, e) == -1 ||
	    pdf_reader_packed(r, unicode, &packed, e) == -1)
		return (-1);
	map = find_map(d->memory, packed);
	if (map == NULL)
		map = read_new_map(d, packed, e);
	if (map == NULL)
		return (-1);
	d->fonts[d->count++] = (struct font_name){ name, map };
	return (0);
}

/* Read all fonts of the resources. */
static int
read_fonts(const struct pdf_reader *r, struct decoder *d, struct pdf_span resources, struct err *e)
{
	const char *at = pdf_reader_key(resources, "/Font"), *end = resources.at + resources.length,
		   *blank;
	const char *close = at == NULL ? NULL : memmem(at, (size_t)(end - at), ">>", 2);

	/* Pictures may follow the fonts. */
	end = close != NULL ? close : end;

	while (at != NULL && (at = memchr(at, '/', (size_t)(end - at))) != NULL &&
	    d->count < FONTS_MOST) {
		at++;
		blank = memchr(at, ' ', (size_t)(end - at));
		if (blank == NULL)
			return (err_reject(e,
			    "The finished PDF cannot be read back: a font has no name."));
		if (read_font(r, d, (struct pdf_span){ at, (size_t)(blank - at) },
			(size_t)strtoul(blank + 1, NULL, 10), e) == -1)
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
		if (d->fonts[i].name.length == d->name.length &&
		    memcmp(d->fonts[i].name.at, d->name.at, d->name.length) == 0)
			d->font = d->fonts[i].map;
}

/* Append the last string through the map of its font; what the map has not becomes U+FFFD. */
static void
show(struct decoder *d)
{
	char *to = buf_reserve(d->out, UTF8_MOST * d->string.length), *start = to;
	size_t i;
	unsigned char code;

	for (i = 0; i < d->string.length; i++) {
		code = (unsigned char)d->string.at[i];
		if (code == '\\' && i + 1 < d->string.length)
			code = (unsigned char)d->string.at[++i];
		to = put_utf8(to,
		    d->font == NULL || d->font->point[code] == 0 ? 0xfffd : d->font->point[code]);
	}
	*to = '\0';
	d->out->length += (size_t)(to - start);
}

/* The end of the string that begins at `at`: after its closing parenthesis, or `end`. */
static const char *
string_end(const char *at, const char *end)
{
	while (at < end && *at != ')')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return (at);
}

/* Take the operator that ends a line; it follows the string or name that it is about. */
static void
take_operator(struct decoder *d, const char *end)
{
	if (memcmp(end - 2, "Td", 2) == 0)
		buf_add_char(d->out, '\n');
	else if (memcmp(end - 2, "Tj", 2) == 0)
		show(d);
	else if (memcmp(end - 2, "Tf", 2) == 0)
		select_font(d);
}

/*
 * Go through a page, line by line: our canvas ends a line after each operator. Only a string may
 * hold a line's end of its own.
 */
static void
decode(struct decoder *d, const struct buf *content)
{
	const char *at = buf_text(content), *end = at + content->length, *start, *blank;

	for (; at < end; at++) {
		start = at;
		if (*at == '(') {
			at = string_end(at + 1, end);
			d->string = (struct pdf_span){ start + 1, (size_t)(at - start - 1) };
		}
		at = memchr(at, '\n', (size_t)(end - at));
		if (at == NULL)
			return;
		if (*start == '/') {
			blank = memchr(start, ' ', (size_t)(at - start));
			d->name = (struct pdf_span){ start + 1,
				(size_t)((blank != NULL ? blank : at) - start - 1) };
		}
		if (at - start >= 2)
			take_operator(d, at);
	}
}

int
page_text_read(struct page_text *t, const struct pdf_reader *r, size_t page, struct buf *text,
    struct err *e)
{
	struct decoder d = { .memory = t, .out = text };
	struct pdf_span span, resources;
	size_t number, resource, contents;

	if (pdf_reader_page(r, page, &number, e) == -1 ||
	    pdf_reader_dictionary(r, number, &span, e) == -1 ||
	    pdf_reader_number(span, "/Resources", &resource, e) == -1 ||
	    pdf_reader_number(span, "/Contents", &contents, e) == -1 ||
	    pdf_reader_dictionary(r, resource, &resources, e) == -1 ||
	    read_fonts(r, &d, resources, e) == -1)
		return (-1);
	buf_reset(&t->content);
	if (pdf_reader_stream(r, contents, &t->content, e) == -1)
		return (-1);
	decode(&d, &t->content);
	return (0);
}
