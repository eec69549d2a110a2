#ifndef RUN_INVOICE_DRAFT_H
#define RUN_INVOICE_DRAFT_H

#include <stdint.h>

#include "request/request.h"
#include "config/settings.h"
#include "store/agent.h"
#include "store/database.h"
#include "store/run.h"

/*
 * invoice_draft: step 1 of an invoice run (manual/spec.md, "An invoice run"): which transactions
 * become invoices, under which numbers, with which facts. All that will ever be printed on an
 * invoice is written into its row here, and never changes. A draft is garbage until issue.h issues
 * it: nobody has seen its numbers, so that a new draft may use them again.
 */

/*
 * Draft an invoice for each unbilled transaction of the run's buildings that ends by run->end_day
 * and that no exception blocks, in the order of building code and account number. Call inside a
 * database transaction. *count: how many.
 */
int invoice_draft_make(struct database *db, const struct run *run, const struct settings *settings,
    int64_t *count, struct err *e) NODISCARD;

/* An invoice that is to be reversed. */
struct invoice_draft_reversal {
	int64_t invoice;
	struct building building;
};

/*
 * Check the invoices that a request names: each must be there, issued, an invoice, not reversed
 * already, and, for a rebill, the account's latest. Fills one entry each, in the order of the list.
 * ERR_REJECT names the first that is not.
 */
int invoice_draft_find_reversals(struct database *db, const struct request *request,
    struct arena *arena, struct invoice_draft_reversal *found, struct err *e) NODISCARD;

/*
 * Draft the reversals. The request's message is printed on them; its reason is stored with them and
 * printed nowhere.
 */
int invoice_draft_reverse(struct database *db, const struct run *run,
    const struct settings *settings, const struct request *request,
    const struct invoice_draft_reversal *found, struct err *e) NODISCARD;

/*
 * Store the senders of the buildings that have a document in this run, as they are now; if `layout`
 * is not "", with that layout instead of the building's.
 */
int invoice_draft_senders(struct database *db, const struct settings *settings, const char *run,
    const char *layout, struct err *e) NODISCARD;

/* Remove a run's draft: one that a crash has left, or that of a preview at its end. */
int invoice_draft_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
