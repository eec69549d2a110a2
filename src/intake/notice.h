#ifndef INTAKE_NOTICE_H
#define INTAKE_NOTICE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/compiler.h"

/*
 * notice: what the sender should know about a file that was loaded. One line each; of each kind the
 * first hundred are written out and the rest counted, so that a file of a million oddities has an
 * answer that can be read.
 */
enum notice_kind {
	NOTICE_HEADER,    /* columns and rows that were left out */
	NOTICE_FORMULA,   /* text that a spreadsheet would run */
	NOTICE_SUSPENSE,  /* a receipt of an unknown account */
	NOTICE_OPENING,   /* an opening balance that came too late */
	NOTICE_MOVED,     /* an account in another building */
	NOTICE_CLOSED,    /* a close date before what is billed */
	NOTICE_METER,     /* a meter changed after it was billed */
	NOTICE_READ,      /* a read that replaces or removes one */
	NOTICE_READ_LIFE, /* a read before a meter came or after it went */
	NOTICE_PRICE,     /* prices that overlap in time */
	NOTICE_COUNT
};

struct notices {
	struct buf *text;
	size_t counts[NOTICE_COUNT];
};

/* Add a line. */
void notice_add(struct notices *n, enum notice_kind kind, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Say of each kind how many were not written out. */
void notice_end(struct notices *n);

#endif
