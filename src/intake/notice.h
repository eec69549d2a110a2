#ifndef INTAKE_NOTICE_H
#define INTAKE_NOTICE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/compiler.h"

/*
 * notice: the lines in an answer that tell the sender about oddities in a file that was loaded. The
 * first hundred of each kind are written out and the rest counted, so that people can read the
 * answer about a file with a million oddities.
 */
enum notice_kind {
	NOTICE_HEADER,    /* columns and rows that were skipped */
	NOTICE_FORMULA,   /* text that a spreadsheet would run */
	NOTICE_SUSPENSE,  /* a receipt of an unknown account */
	NOTICE_OPENING,   /* an opening balance that came too late */
	NOTICE_MOVED,     /* an account that moved to another building */
	NOTICE_CLOSED,    /* a close date before the last billed day */
	NOTICE_METER,     /* a change of a meter after it was billed */
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

/* Add a line for each kind of which some were not written out. */
void notice_end(struct notices *n);

#endif
