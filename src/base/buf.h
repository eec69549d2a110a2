#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

#include "base/compiler.h"

/*
 * buf: bytes that grow. `struct buf b = BUF_EMPTY;`
 *
 * data has a NUL after its length whenever it is not NULL, so text in it can be used as a
 * string; it moves when the buffer grows. Out of memory ends the process.
 */
struct buf {
	char *data;
	size_t length;
	size_t room;
};
#define BUF_EMPTY ((struct buf){ NULL, 0, 0 })

/* Append bytes, one character, a string, or a formatted text. */
void buf_add(struct buf *b, const void *bytes, size_t length);
void buf_add_char(struct buf *b, char c);
void buf_add_string(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * Make room for `length` more bytes; returns where they go. The caller adds what it wrote to
 * b->length.
 */
char *buf_reserve(struct buf *b, size_t length);

/* The text, "" while nothing was added. Valid until the next change. */
const char *buf_text(const struct buf *b);

/* Forget the content, keep the memory. */
void buf_reset(struct buf *b);

/* Give the memory back; b is BUF_EMPTY again. */
void buf_release(struct buf *b);

#endif
