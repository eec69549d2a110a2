#ifndef JOB_INVOICE_ANSWER_H
#define JOB_INVOICE_ANSWER_H

#include "job/work.h"
#include "report/papers.h"
#include "spool/spool.h"
#include "store/run.h"

/* invoice_answer: the answer to a request for invoices, previews of them, or reversals. */

struct invoice_answer {
	struct work *work; /* its arena has the texts */
	const struct run *run;
	const struct papers *papers;
	enum spool_folder folder;
	bool preview, reverse;
	/* a sentence about buildings whose bills name no account to pay to, "" if there are none */
	const char *unpayable;
};

/* Write the answer of a run that has made documents. */
void invoice_answer_of(const struct invoice_answer *answer, struct work_outcome *outcome);

/*
 * Write the answer of a run that found nothing. elsewhere: "; run 20261102-0001 has 12 of these
 * buildings", or "".
 */
void invoice_answer_empty(const struct invoice_answer *answer, const char *elsewhere,
    struct work_outcome *outcome);

#endif
