#ifndef REPORT_LETTER_PAPERS_H
#define REPORT_LETTER_PAPERS_H

#include "report/papers.h"
#include "run/letter_draft.h"

/*
 * letter_papers: the lists that go with statements and reminders: manifest.csv, left-out.csv,
 * proof.txt.
 */

/*
 * Write them into the part of a run whose letters are made and stored, in its database transaction.
 * Fills in invoices (the number of letters), by_email, by_post, total_minor (the sum of their
 * balances), proof and its hash; the caller releases papers. ERR_REJECT if something does not tie.
 */
int letter_papers_write(struct database *db, const struct settings *settings, const char *run,
    const char *previous_hash, const struct letter_draft *letters, const struct publish_part *part,
    struct papers *papers, struct err *e) NODISCARD;

#endif
