#include "run/issue.h"

#include "store/txn.h"

/* The steps of issuing, in order. Each statement takes the run's id. */
static const enum statement STEPS[] = {
	SQL_ISSUE_INVOICES,
	SQL_ISSUE_TXNS,
	SQL_ISSUE_BILLED_TO,
	SQL_ISSUE_CHARGES,
	SQL_ISSUE_REVERSED_TXNS,
	SQL_ISSUE_DROP_LATER, /* begins after days that are to be billed again: issued, it would
	                         leave them out for ever */
	SQL_ISSUE_UNBILLED_TO,
	SQL_ISSUE_UNBILLED_CHARGES,
	SQL_ISSUE_LEDGER,
	SQL_ISSUE_POST,
	SQL_ISSUE_HOLD_EMAILS,
	SQL_ISSUE_EMAILS,
};

/* One invoice, and its copy. */
static int
keep_document(struct database *db, const struct made_document *made, const char *history,
    struct err *e)
{
	const struct made_file *file = &made->file, *copy = &made->copy;

	if (database_run(db, SQL_ISSUE_MADE, e, "iisisii", (int64_t)file->pages, file->bytes,
		file->sha256, made->invoice, history, (int64_t)file->bundle, file->sheet) != 0)
		return (-1);
	return (copy->pages == 0 ? 0
				 : database_run(db, SQL_ISSUE_COPY_MADE, e, "iisiii",
				       (int64_t)copy->pages, copy->bytes, copy->sha256,
				       made->invoice, (int64_t)copy->bundle, copy->sheet));
}

int
issue_keep_made(struct database *db, const struct made *made, struct err *e)
{
	struct buf history = BUF_EMPTY;
	struct made_document document;
	int64_t place;
	int rc = 0;

	for (place = 0; place < made->count && rc == 0; place++) {
		rc = made_get(made, place, &document, e);
		if (rc == 0)
			rc = spill_get_text(&made->texts, document.history, &history, e);
		if (rc == 0)
			rc = keep_document(db, &document, buf_text(&history), e);
	}
	buf_release(&history);
	return (rc);
}

/* The buildings that the run has invoices in, as the scope of this database transaction. */
static int
open_scope(struct database *db, const char *run, struct err *e)
{
	if (txn_scope_close(db, e) != 0)
		return (-1);
	return (database_run(db, SQL_SCOPE_OF_RUN, e, "s", run));
}

int
issue_run(struct database *db, const struct run *run, struct err *e)
{
	size_t i;

	if (open_scope(db, run->id, e) != 0)
		return (-1);
	for (i = 0; i < LENGTH(STEPS); i++)
		if (database_run(db, STEPS[i], e, "s", run->id) != 0)
			return (-1);
	if (run_set_state(db, run->id, "ISSUED", e) != 0)
		return (-1);
	return (txn_scope_close(db, e));
}
