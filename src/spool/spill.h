#ifndef SPOOL_SPILL_H
#define SPOOL_SPILL_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/buf.h"
#include "spool/publish.h"

/*
 * spill: the notes that a run keeps of each of its thousands of documents until it is issued. It
 * lies in a file without a name, so that memory does not grow with the run, and is gone with the
 * process, however that ends. Durable: no.
 *
 * Several threads may use one at once, as long as they put to places of their own. Functions return
 * 0, or -1 with ERR_RETRY when the disk is full or fails.
 */
struct spill {
	int fd; /* -1 while it is not open */
	atomic_llong end; /* where the next text goes */
};
#define SPILL_CLOSED { .fd = -1 }

/* Open an empty one on the file system of the part. */
int spill_open(struct spill *s, const struct publish_part *part, struct err *e) NODISCARD;
void spill_close(struct spill *s);

/*
 * Put, or get, `length` bytes at an offset of the caller's choice. To get bytes that were not put
 * is an error.
 */
int spill_put(struct spill *s, int64_t at, const void *bytes, size_t length,
    struct err *e) NODISCARD;
int spill_get(const struct spill *s, int64_t at, void *bytes, size_t length,
    struct err *e) NODISCARD;

/* Where a text lies in a spill of texts alone. */
struct spill_text {
	int64_t at;
	int64_t length;
};

/* Put a text after those before; get it into out, which is reset first. */
int spill_put_text(struct spill *s, const char *text, struct spill_text *where,
    struct err *e) NODISCARD;
int spill_get_text(const struct spill *s, struct spill_text where, struct buf *out,
    struct err *e) NODISCARD;

#endif
