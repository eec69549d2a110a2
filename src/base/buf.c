#include "base/buf.h"

#include <stdarg.h>

#include "base/die.h"
#include "base/memory.h"

char *
buf_reserve(struct buf *b, size_t length)
{
	size_t need;

	if (__builtin_add_overflow(b->length, length + 1, &need))
		die("buf: size overflows");
	if (need > b->room) {
		b->room = need > 2 * b->room ? need : 2 * b->room;
		b->data = memory_resize(b->data, b->room, 1);
		b->data[b->length] = '\0';
	}
	return (b->data + b->length);
}

void
buf_add(struct buf *b, const void *bytes, size_t length)
{
	char *end = buf_reserve(b, length);

	if (length > 0)
		memcpy(end, bytes, length);
	b->length += length;
	b->data[b->length] = '\0';
}

void
buf_add_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_add_string(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	int length;
	size_t room;

	(void)buf_reserve(b, 64);
	room = b->room - b->length;
	va_start(args, format);
	length = vsnprintf(b->data + b->length, room, format, args);
	va_end(args);
	if (length < 0)
		die("buf_printf: bad format");

	/* The text did not fit: write it again, with the room that it needs. */
	if ((size_t)length >= room) {
		(void)buf_reserve(b, (size_t)length);
		va_start(args, format);
		(void)vsnprintf(b->data + b->length, (size_t)length + 1, format, args);
		va_end(args);
	}
	b->length += (size_t)length;
}

const char *
buf_text(const struct buf *b)
{
	return (b->data != NULL ? b->data : "");
}

void
buf_reset(struct buf *b)
{
	b->length = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_release(struct buf *b)
{
	free(b->data);
	*b = BUF_EMPTY;
}
