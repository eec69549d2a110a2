#ifndef RUN_MADE_H
#define RUN_MADE_H

#include "base/hash.h"
#include "spool/spill.h"

/*
 * made: what became of each document of a run: its file, where that lies in the print bundles, and
 * the use that its chart shows. From drawing until the run is issued, in a spill: a run may have a
 * million.
 */

/* A finished file. */
struct made_file {
	int pages; /* 0: there is none */
	int bundle; /* from 1; 0: not by post */
	int64_t bytes;
	int64_t sheet; /* its first one in the run */
	char sha256[HASH_HEX_SIZE];
};

/* A document, by its place in the run, from 0. */
struct made_document {
	int64_t invoice; /* row id; of a letter, that of the letter */
	struct spill_text history; /* in texts; as chart.h writes it */
	struct made_file file, copy;
};

struct made {
	struct spill records, texts;
	int64_t count;
};
#define MADE_CLOSED { .records = SPILL_CLOSED, .texts = SPILL_CLOSED }

/* For so many documents, beside their files. Returns 0 or -1, as all of these, with ERR_RETRY. */
int made_open(struct made *made, const struct publish_part *part, int64_t count,
    struct err *e) NODISCARD;
void made_close(struct made *made);

/* Threads may put at once, each its own. */
int made_put(struct made *made, int64_t place, const struct made_document *document,
    struct err *e) NODISCARD;
int made_get(const struct made *made, int64_t place, struct made_document *document,
    struct err *e) NODISCARD;

#endif
