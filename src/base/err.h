#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/compiler.h"

/*
 * err: the reason of a failure, written down once, by the function that knows it.
 *
 * A fallible function takes `struct err *` last, returns 0 (done) or -1, and on -1 has filled it
 * in. The caller that decides what to do with the failure logs it; nobody in between does. Text is
 * for the person who sent the input: one or two sentences in plain words, no trailing newline.
 */

enum err_kind {
	ERR_NONE,   /* nothing is wrong */
	ERR_RETRY,  /* the world is in the way (full disk, busy database): the same call may work
	        later */
	ERR_REJECT, /* the input is at fault: its sender can mend it, and reads in the text how */
};

struct err {
	enum err_kind kind;
	int errnum;      /* errno, or 0 where none applies */
	char text[1536]; /* NUL-terminated, cut if longer */
};

/* Set e to ERR_REJECT with this text. Returns -1, so that a caller can `return err_reject(...)`. */
int err_reject(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Set e to ERR_RETRY with this text and, where errnum is not 0, ": " and its strerror. Returns -1.
 */
int err_retry(struct err *e, int errnum, const char *format, ...) PRINTF_LIKE(3, 4);

/* Put "<format>: " before the text that e already has. Returns -1. */
int err_context(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Back to ERR_NONE. */
void err_clear(struct err *e);

#endif
