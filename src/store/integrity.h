#ifndef STORE_INTEGRITY_H
#define STORE_INTEGRITY_H

#include <stdbool.h>

#include "store/database.h"

/*
 * integrity: the questions by which `check` compares the database with itself and with the
 * published files. All loops begin with 0 or -1, and _next returns 1, 0 at the end, -1.
 */

/* A question that finds rows which ought not to be there; the text of each names the row. */
enum integrity {
	INTEGRITY_NUMBERS,   /* an invoice number that is missing from its series */
	INTEGRITY_LEDGER,    /* an invoice without exactly one ledger entry of its amount */
	INTEGRITY_ORPHANS,   /* a ledger entry without its invoice */
	INTEGRITY_LINES,     /* an invoice whose lines and taxes are not its total */
	INTEGRITY_OVERLAPS,  /* an account that is billed twice for a day */
	INTEGRITY_BILLED_TO, /* an account whose billed_to is not the last day on its invoices */
	INTEGRITY_QUEUES,    /* a document that is in no delivery queue, or in two */
	INTEGRITY_DRAFTS,    /* a run with draft invoices */
	INTEGRITY_SCOPE,     /* a building that is in scope though no run is under way */
	INTEGRITY_CLAIMED,   /* an input that is begun and not finished */
	/* a building whose bills do not name where to pay: not wrong, but unwanted */
	INTEGRITY_UNPAYABLE,
	INTEGRITY_COUNT
};
int integrity_begin(struct database *db, enum integrity question, struct err *e) NODISCARD;

/* Begin the rows of a question. *text lives until the next call. */
int integrity_next(struct database *db, enum integrity question, const char **text,
    struct err *e) NODISCARD;

/* Begin the runs of the chain of proofs, in its order. Texts live until the next call. */
struct integrity_run {
	const char *id;
	const char *proof, *proof_hash; /* the text of proof.txt, and its SHA-256 */
	const char *previous_hash; /* hash of the proof before it; "" for the first */
	bool letters; /* it made letters, which have no AR file */
};
int integrity_runs_begin(struct database *db, struct err *e) NODISCARD;
int integrity_runs_next(struct database *db, struct integrity_run *run, struct err *e) NODISCARD;

/*
 * Begin the files of documents that go by post instead of by email. Texts live until the next call.
 */
struct integrity_file {
	const char *path; /* its path below invoices/ */
	const char *sha256;
};
int integrity_supplements_begin(struct database *db, struct err *e) NODISCARD;
int integrity_supplements_next(struct database *db, struct integrity_file *file,
    struct err *e) NODISCARD;

#endif
