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
 * proof.txt. They depend on rows of the database and hashes alone.
 */

struct papers {
	/* hash of all that is issued, whatever the run's id is; `approve =` names it */
	char result_hash[HASH_HEX_SIZE];
	char proof_hash[HASH_HEX_SIZE];
	/* hash of held.csv, "" if there is none; the caller gives it for the proof */
	char held_hash[HASH_HEX_SIZE];
	const struct ar_format *const *ar; /* formats of the AR files; the caller gives them */
	size_t ar_count;
	struct buf proof; /* the text of proof.txt */
	int64_t invoices;
	int64_t by_email, by_post, copies;
	int64_t total_minor;
	int64_t held; /* number of accounts of these buildings that an exception keeps out */
};

void papers_release(struct papers *papers);

/*
 * Write them into the part and fill papers, which is zero but for held_hash and the AR formats. The
 * database has the invoices' pages, bytes and hashes already. previous_hash is that of the proof
 * before it, "" for the first. ERR_REJECT with the proof's text if sums differ: then nothing may be
 * issued.
 */
int papers_write(struct database *db, const struct settings *settings, const char *run,
    const char *previous_hash, const struct publish_part *part, struct papers *papers,
    struct err *e) NODISCARD;

/*
 * Write the AR files of an issued run again, by papers->ar, and compare each with its hash in the
 * run's proof. 0, or -1: ERR_REJECT that names a file that differs.
 */
int papers_again(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, const struct papers *papers, struct err *e) NODISCARD;

/* Find the hash of a list in the text of a proof; false if it has none. */
bool papers_list_hash(const char *proof, const char *name, char hash[static HASH_HEX_SIZE]);

/* The header of a manifest, and the row of a file. Manifests of letters use them too. */
void papers_manifest_head(struct outfile *manifest);
void papers_manifest_row(struct outfile *manifest, const struct model *model);

/*
 * Write a line of a proof whose figure must tie: the figure, and the words for the sum that it is
 * compared with. Returns `ties`.
 */
bool papers_tie(struct buf *text, const char *name, const char *figure, bool ties,
    const char *what);

#endif
