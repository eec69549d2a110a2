#ifndef PAGE_FLATE_H
#define PAGE_FLATE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * flate: the zlib streams of a PDF (FlateDecode, RFC 1950). The one place that knows zlib.
 *
 * A packer is made once and used for thousands of streams: its tables cost more to allocate than a
 * page costs to pack. The same bytes always give the same bytes, no matter what was packed before.
 * Running out of memory ends the process (base/memory.h).
 */
struct flate;

/* How hard to try: text of a page is packed for every invoice, a font once a run. */
enum flate_effort { FLATE_FAST, FLATE_BEST };

struct flate *flate_new(enum flate_effort effort);
void flate_free(struct flate *f);

/* A run of bytes; several of them become one stream. */
struct flate_part {
	const char *bytes;
	size_t length;
};

/* Append the packed parts to out. */
void flate_pack(struct flate *f, const struct flate_part *parts, size_t count, struct buf *out);

/*
 * Append the unpacked bytes to out, at most `most` of them. Returns 0, or -1 with ERR_REJECT if
 * this is not one whole stream or holds more.
 */
int flate_unpack(const char *bytes, size_t length, size_t most, struct buf *out,
    struct err *e) NODISCARD;

#endif
