#ifndef REPORT_PAPERS_H
#define REPORT_PAPERS_H

#include "base/hash.h"
#include "report/ar_format.h"
#include "report/model.h"
#include "report/outfile.h"
#include "config/settings.h"
#include "spool/publish.h"
#include "store/database.h"

/*
 * papers: the lists that go with a run's PDFs: manifest.csv, the AR files (ar-import.csv), and
 * proof.txt. Pure functions of rows and hashes.
 */

struct papers {
	char result_hash[HASH_HEX_SIZE]; /* of what is issued, whatever the run is called: what
	                                    `approve =` names */
	char proof_hash[HASH_HEX_SIZE];
	char held_hash[HASH_HEX_SIZE]; /* of held.csv, "" without one: given by the caller, for the
	                                  proof */
	const struct ar_format *const *ar; /* of the AR files: given by the caller */
	size_t ar_count;
	struct buf proof; /* the text of proof.txt */
	int64_t invoices;
	int64_t by_email, by_post, copies;
	int64_t total_minor;
	int64_t held; /* accounts of these buildings that an exception keeps out */
};

void papers_release(struct papers *papers);

/*
 * Write them into the part and fill papers, which is zero but for held_hash and the AR formats. The
 * invoices' pages, bytes and hashes are in the database. previous_hash is that of the proof before,
 * "" for the first. ERR_REJECT with the proof's text if sums differ: then nothing may be issued.
 */
int papers_write(struct database *db, const struct settings *settings, const char *run,
    const char *previous_hash, const struct publish_part *part, struct papers *papers,
    struct err *e) NODISCARD;

/*
 * Write the AR files of an issued run again, by papers->ar, and compare each with the hash that the
 * run's proof gives for it. 0, or -1: ERR_REJECT that names a file that differs.
 */
int papers_again(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, const struct papers *papers, struct err *e) NODISCARD;

/* The hash that the text of a proof gives for a list; false if it gives none. */
bool papers_list_hash(const char *proof, const char *name, char hash[static HASH_HEX_SIZE]);

/* The head of a manifest, and the row of a file: those of letters are the same. */
void papers_manifest_head(struct outfile *manifest);
void papers_manifest_row(struct outfile *manifest, const struct model *model);

/* A line of a proof that must tie: the figure, and what it is compared with. Returns `ties`. */
bool papers_tie(struct buf *text, const char *name, const char *figure, bool ties,
    const char *what);

#endif
