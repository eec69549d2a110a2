#include "base/unicode.h"

#include <string.h>

#include "base/compiler.h"

FOREIGN_BEGIN
#include <glib.h>
FOREIGN_END

void
unicode_add_upper(struct buf *out, const char *text)
{
	const char *at = text;
	gchar *upper;

	for (; (unsigned char)*at < 0x80; at++) {
		if (*at == '\0')
			return;
		buf_add_char(out, *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at);
	}

	/* The rest has more than ASCII in it. */
	upper = g_utf8_strup(at, -1);
	buf_add_string(out, upper);
	g_free(upper);
}

/* The letters of ligatures, from U+FB00 on: EF AC 80 and the bytes that follow. */
static const char *const LIGATURES[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

/*
 * May a character that begins so be one to compose: a combining mark, a sign that has another form,
 * a ligature? U+0300 to U+037F, U+1000 to U+1FFF, U+20C0 to U+213F, U+FB00 to U+FB3F, U+FE00 to
 * U+FE3F.
 */
static bool
may_begin(unsigned char byte, unsigned char next)
{
	if (byte == 0xe2)
		return (next == 0x83 || next == 0x84);
	if (byte == 0xef)
		return (next == 0xac || next == 0xb8);
	return (byte == 0xcc || byte == 0xcd || byte == 0xe1);
}

/* Where such a character is, from `at` on; length if there is none. */
static size_t
find_begin(const char *bytes, size_t length, size_t at)
{
	for (; at + 1 < length; at++)
		if ((unsigned char)bytes[at] >= 0xcc &&
		    may_begin((unsigned char)bytes[at], (unsigned char)bytes[at + 1]))
			return (at);
	return (length);
}

bool
unicode_is_composed(const char *bytes, size_t length)
{
	return (find_begin(bytes, length, 0) == length);
}

/* Append a text with its ligatures as letters. */
static void
add_letters(struct buf *out, const char *text)
{
	const char *found;

	while ((found = strstr(text, "\xef\xac")) != NULL) {
		unsigned int which = (unsigned char)found[2] - 0x80u;

		buf_add(out, text, (size_t)(found - text));
		if (which < LENGTH(LIGATURES))
			buf_add_string(out, LIGATURES[which]);
		else
			buf_add(out, found, 3);
		text = found + 3;
	}
	buf_add_string(out, text);
}

/* Append one line, composed. */
static void
compose_line(struct buf *out, const char *line, size_t length)
{
	gchar *composed = g_utf8_normalize(line, (gssize)length, G_NORMALIZE_DEFAULT_COMPOSE);

	/* Bytes that are not UTF-8 are refused elsewhere. */
	if (composed == NULL)
		buf_add(out, line, length);
	else
		add_letters(out, composed);
	g_free(composed);
}

void
unicode_compose(struct buf *text)
{
	struct buf out = BUF_EMPTY;
	size_t kept = 0, line, end, i; /* up to kept, all is in out */

	for (i = find_begin(text->data, text->length, 0); i < text->length;
	    i = find_begin(text->data, text->length, kept)) {
		/*
		 * A line at a time, so that a large file is never in memory several times over; the
		 * lines before are copied.
		 */
		for (line = i; line > kept && text->data[line - 1] != '\n'; line--)
			;
		for (end = i; end < text->length && text->data[end] != '\n'; end++)
			;
		buf_add(&out, text->data + kept, line - kept);
		compose_line(&out, text->data + line, end - line);
		kept = end;
	}
	if (kept == 0)
		return;
	buf_add(&out, text->data + kept, text->length - kept);
	buf_release(text);
	*text = out;
}
