#ifndef RUN_ISSUE_H
#define RUN_ISSUE_H

#include "run/made.h"
#include "store/database.h"
#include "store/run.h"

/*
 * issue: step 3 of an invoice run: the draft becomes final, in one database transaction. Its commit
 * is THE commit point: before it the run's numbers, files and amounts are garbage; after it they
 * are a debt that is paid by publishing.
 */

/* Store pages, bytes and hashes of drafted invoices and of their copies. */
int issue_keep_made(struct database *db, const struct made *made, struct err *e) NODISCARD;

/*
 * Issue everything that the run has drafted: invoices and reversals, transactions billed (or, for a
 * rebill, billable again), accounts' and charges' billed-to days, the ledger, the email and post
 * queues. Call inside a database transaction together with run_keep_proof and job_commit.
 */
int issue_run(struct database *db, const struct run *run, struct err *e) NODISCARD;

#endif
