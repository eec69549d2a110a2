#ifndef RUN_MADE_H
#define RUN_MADE_H

#include "base/hash.h"
#include "spool/spill.h"

/*
 * made: the results of drawing a run: for each document its file, its place in the print bundles,
 * and the use that its chart shows. They are in a spill until the run is issued, for a run may have
 * a million.
 */

/* A finished file. */
struct made_file {
	int pages; /* 0: there is no file */
	int bundle; /* number of its bundle, from 1; 0: not by post */
	int64_t bytes;
	int64_t sheet; /* its first sheet in the run */
	char sha256[HASH_HEX_SIZE];
};

/* The result of one document, by its place in the run, from 0. */
struct made_document {
	int64_t invoice; /* id of its row; of a letter, of the letter's row */
	struct spill_text history; /* text in `texts`, as chart.h writes it */
	struct made_file file, copy;
};

struct made {
	struct spill records, texts;
	int64_t count;
};
#define MADE_CLOSED { .records = SPILL_CLOSED, .texts = SPILL_CLOSED }

/*
 * Open the results for so many documents, beside their files. Returns 0 or -1 with ERR_RETRY, as
 * all of these do.
 */
int made_open(struct made *made, const struct publish_part *part, int64_t count,
    struct err *e) NODISCARD;
void made_close(struct made *made);

/* Store a result. Threads may do this at the same time, each for other documents. */
int made_put(struct made *made, int64_t place, const struct made_document *document,
    struct err *e) NODISCARD;
int made_get(const struct made *made, int64_t place, struct made_document *document,
    struct err *e) NODISCARD;

#endif
