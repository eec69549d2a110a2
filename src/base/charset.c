#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/unicode.h"

/* The bytes that a text file may begin with, and its charset then. */
static const struct mark {
	const char *bytes;
	size_t length;
	const char *charset;
} MARKS[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

/* The first bytes of files that are no text, even if their name ends in .csv. */
static const struct {
	const char *bytes;
	size_t length;
	const char *what;
} STRANGERS[] = {
	{ "PK\x03\x04", 4,
	    "an Excel workbook or a packed file; open it in Excel, use Save As, \"CSV UTF-8\", and "
	    "drop what that makes" },
	{ "\xd0\xcf\x11\xe0", 4,
	    "an old Excel or Word file; open it in Excel, use Save As, \"CSV UTF-8\", and drop "
	    "what that makes" },
	{ "%PDF-", 5, "a PDF; drop the list it was printed from, saved as CSV" },
};

/* How many of the first bytes are looked at, to distinguish UTF-16 from a file with holes. */
#define SAMPLE_BYTES 64

/* The mark that these bytes begin with, or NULL. */
static const struct mark *
find_mark(const char *bytes, size_t length)
{
	size_t i;

	for (i = 0; i < LENGTH(MARKS); i++)
		if (length >= MARKS[i].length &&
		    memcmp(bytes, MARKS[i].bytes, MARKS[i].length) == 0)
			return (&MARKS[i]);
	return (NULL);
}

/* Is every second byte of the beginning a NUL, as in UTF-16 of western text? */
static bool
looks_like_utf16(const char *bytes, size_t length)
{
	size_t sample = length < SAMPLE_BYTES ? length : SAMPLE_BYTES;
	size_t i, even = 0, odd = 0;

	for (i = 0; i < sample; i++)
		if (bytes[i] == '\0')
			*(i % 2 == 0 ? &even : &odd) += 1;
	return ((even == 0 && odd >= sample / 2 - sample / 8 && odd > 0) ||
	    (odd == 0 && even >= sample / 2 - sample / 8 && even > 0));
}

/* Refuse a file of another kind under a name of ours. */
static int
check_stranger(const char *bytes, size_t length, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(STRANGERS); i++)
		if (length >= STRANGERS[i].length &&
		    memcmp(bytes, STRANGERS[i].bytes, STRANGERS[i].length) == 0)
			return (err_reject(e, "whatever its name says, this is %s",
			    STRANGERS[i].what));
	return (0);
}

/* The line of a position, from 1, in text whose lines end in LF, CRLF or CR. */
static size_t
line_of(const char *bytes, size_t at)
{
	size_t i, line = 1;

	for (i = 0; i < at; i++)
		if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
			line++;
	return (line);
}

/* Refuse a copy that was not finished. at: where its NUL bytes begin. */
static int
refuse_nul(size_t at, size_t length, struct err *e)
{
	return (err_reject(e,
	    "incomplete upload: byte %zu of %zu is empty (NUL), as when a copy breaks off; copy "
	    "the file again",
	    at + 1, length));
}

/*
 * Convert by iconv, appending to out. Bytes that do not belong are at *at; errno is ENOTSUP for an
 * unknown charset.
 */
static int
convert(const char *bytes, size_t length, const char *charset, struct buf *out, size_t *at)
{
	iconv_t converter = iconv_open("UTF-8", charset);
	char *in = (char *)(uintptr_t)bytes; /* iconv's prototype has no const, its contract has */
	size_t left = length, room, result;
	char *to;
	int saved;

	if (converter == (iconv_t)-1) {
		errno = ENOTSUP;
		return (-1);
	}
	do {
		room = left + left / 2 + 16;
		to = buf_reserve(out, room);
		result = iconv(converter, &in, &left, &to, &room);
		saved = errno;
		out->length = (size_t)(to - out->data);
	} while (result == (size_t)-1 && saved == E2BIG);
	(void)iconv_close(converter);
	*at = length - left;

	/* Bytes that are read as text end here, converted or not. */
	out->data[out->length] = '\0';
	errno = saved;
	return (result == (size_t)-1 ? -1 : 0);
}

/* UTF-16 after its BOM. */
static int
from_utf16(const char *bytes, size_t length, const char *charset, struct buf *out, struct err *e)
{
	const char *nul;
	size_t at = 0;

	if (length % 2 != 0)
		return (err_reject(e,
		    "incomplete upload: the file is %s text but ends in the middle of a character; "
		    "copy it again",
		    charset));
	if (convert(bytes, length, charset, out, &at) != 0)
		return (err_reject(e,
		    "byte %zu is not %s text; save the file as \"CSV UTF-8\" and drop it again",
		    at + 3, charset));
	nul = out->length > 0 ? memchr(out->data, '\0', out->length) : NULL;
	return (nul == NULL ? 0 : refuse_nul((size_t)(nul - out->data), out->length, e));
}

/* Bytes that are neither marked nor valid UTF-8: the configured charset of the sender. */
static int
from_fallback(const char *bytes, size_t length, const char *charset, struct buf *out, struct err *e)
{
	size_t at = 0;

	if (convert(bytes, length, charset, out, &at) == 0)
		return (0);
	if (errno == ENOTSUP)
		return (err_reject(e, "the configured charset \"%s\" is not known here", charset));
	return (err_reject(e,
	    "line %zu: byte 0x%02X (byte %zu of the file) is neither UTF-8 nor %s; save the file "
	    "as \"CSV UTF-8\" and drop it again",
	    line_of(bytes, at), (unsigned)(unsigned char)bytes[at], at + 1, charset));
}

/* As charset_to_utf8, each character as it was written. */
static int
convert_any(const char *bytes, size_t length, const char *fallback, struct buf *out,
    const char **name, struct err *e)
{
	const struct mark *mark = find_mark(bytes, length);
	const char *found = mark != NULL ? mark->charset : "UTF-8";
	const char *nul;

	buf_reset(out);
	if (name != NULL)
		*name = found;
	if (check_stranger(bytes, length, e) != 0)
		return (-1);
	if (mark != NULL) {
		bytes += mark->length;
		length -= mark->length;
	}
	if (mark != NULL && strcmp(found, "UTF-8") != 0)
		return (from_utf16(bytes, length, found, out, e));

	/* From here on a NUL byte is no text in any charset. */
	nul = length > 0 ? memchr(bytes, '\0', length) : NULL;
	if (nul != NULL && mark == NULL && looks_like_utf16(bytes, length))
		return (err_reject(e,
		    "the file is UTF-16 without a byte order mark; save it as UTF-8 (in Excel: "
		    "\"CSV UTF-8\") and drop it again"));
	if (nul != NULL)
		return (refuse_nul((size_t)(nul - bytes), length, e));

	if (text_is_utf8(bytes, length)) {
		buf_add(out, bytes, length);
		return (0);
	}
	if (mark != NULL)
		return (err_reject(e,
		    "the file says it is UTF-8, but is not throughout; save it as \"CSV UTF-8\" "
		    "and drop it again"));
	if (name != NULL)
		*name = fallback;
	return (from_fallback(bytes, length, fallback, out, e));
}

int
charset_to_utf8(const char *bytes, size_t length, const char *fallback, struct buf *out,
    const char **name, struct err *e)
{
	if (convert_any(bytes, length, fallback, out, name, e) != 0)
		return (-1);
	unicode_compose(out);
	return (0);
}
