#include "store/draft.h"

#include "store/statement.h"
#include "store/txn.h"

struct by_series {
	const char *series;
};
RECORD(by_series, series);

int
draft_last_sequence(struct database *db, const char *series, int64_t *sequence, struct err *e)
{
	*sequence = 0;
	return (statement_number(db, DRAFT_LAST, &(struct by_series){ series }, sequence, e) < 0
		? -1
		: 0);
}

struct run_end {
	const char *run;
	int32_t end_day;
};
RECORD(run_end, run, end_day);
RECORD(draft_candidate, txn, account, balance, received, adjusted);

int
draft_begin(struct database *db, const char *run, int32_t end_day, struct err *e)
{
	const struct run_end key = { run, end_day };

	return (statement_query(db, DRAFT_CANDIDATES, &key, e));
}

int
draft_next(struct database *db, struct draft_candidate *candidate, struct err *e)
{
	return (statement_next(db, DRAFT_CANDIDATES, NULL, candidate, e));
}

RECORD(draft_invoice, run, series, sequence, number, txn, balance, received, adjusted, invoice_day,
    terms_days, recipient, payer, supply_address, language, delivery);

int
draft_add(struct database *db, const struct draft_invoice *invoice, struct err *e)
{
	return (statement_run(db, DRAFT_ADD, invoice, e));
}

struct draft_copy {
	const char *number, *recipient;
};
RECORD(draft_copy, number, recipient);

int
draft_add_copy(struct database *db, const char *number, const char *recipient, struct err *e)
{
	const struct draft_copy copy = { number, recipient };

	return (statement_run(db, DRAFT_COPY_ADD, &copy, e));
}

RECORD(draft_reversible, invoice, building, building_code, kind, state, period_to, reversed_by,
    billed_to);

int
draft_find_reversible(struct database *db, const char *number, struct arena *arena,
    struct draft_reversible *found, struct err *e)
{
	return (statement_find(db, REVERSE_FIND, &(struct by_number){ number }, arena, found, e));
}

RECORD(draft_reversal, run, series, sequence, number, invoice, rebill, invoice_day, message,
    reason);

int
draft_add_reversal(struct database *db, const struct draft_reversal *reversal, struct err *e)
{
	return (statement_run(db, DRAFT_REVERSAL_ADD, reversal, e));
}

int
draft_add_reversal_copies(struct database *db, const char *run, struct err *e)
{
	return (statement_run(db, DRAFT_REVERSAL_COPIES, &(struct by_run){ run }, e));
}

int
draft_clear(struct database *db, const char *run, struct err *e)
{
	if (statement_run(db, DRAFT_CLEAR_COPIES, &(struct by_run){ run }, e) != 0)
		return (-1);
	return (statement_run(db, DRAFT_CLEAR, &(struct by_run){ run }, e));
}

int
draft_find_left(struct database *db, struct arena *arena, const char **run, struct err *e)
{
	struct one_text found;
	int rc = statement_find(db, DRAFT_LEFT, NO_KEY, arena, &found, e);

	if (rc == 1)
		*run = found.text;
	return (rc);
}

/* ---- that cannot be drawn -------------------------------------------------------------------- */

struct undrawable {
	int64_t invoice;
	const char *why;
};
RECORD(undrawable, invoice, why);

int
draft_add_undrawable(struct database *db, int64_t invoice, const char *why, struct err *e)
{
	const struct undrawable row = { invoice, why };

	return (statement_run(db, UNDRAWABLE_ADD, &row, e));
}

int
draft_except_undrawable(struct database *db, const char *run, struct err *e)
{
	if (statement_run(db, UNDRAWABLE_EXCEPT, &(struct by_run){ run }, e) != 0)
		return (-1);
	return (statement_run(db, UNDRAWABLE_CLEAR, NO_KEY, e));
}

/* ---- issuing --------------------------------------------------------------------------------- */

RECORD(draft_made, invoice, pages, bytes, sha256, history, bundle, sheet);

int
draft_keep_made(struct database *db, const struct draft_made *made, struct err *e)
{
	return (statement_run(db, DRAFT_MADE, made, e));
}

int
draft_keep_copy_made(struct database *db, const struct draft_made *made, struct err *e)
{
	return (statement_run(db, DRAFT_COPY_MADE, made, e));
}

/* The buildings that the run has invoices in, as the scope of this database transaction. */
static int
open_scope(struct database *db, const char *run, struct err *e)
{
	if (txn_scope_close(db, e) != 0)
		return (-1);
	return (statement_run(db, SCOPE_OF_RUN, &(struct by_run){ run }, e));
}

/* Issue the invoices, and mark the transactions and charges that they bill as billed. */
static int
issue_invoices(struct database *db, const struct by_run *key, struct err *e)
{
	if (statement_run(db, ISSUE_INVOICES, key, e) != 0 ||
	    statement_run(db, ISSUE_TXNS, key, e) != 0 ||
	    statement_run(db, ISSUE_BILLED_TO, key, e) != 0)
		return (-1);
	return (statement_run(db, ISSUE_CHARGES, key, e));
}

/* Make the days of reversals for a rebill billable again. */
static int
issue_rebills(struct database *db, const struct by_run *key, struct err *e)
{
	if (statement_run(db, ISSUE_REVERSED_TXNS, key, e) != 0 ||
	    statement_run(db, ISSUE_DROP_LATER, key, e) != 0 ||
	    statement_run(db, ISSUE_UNBILLED_TO, key, e) != 0)
		return (-1);
	return (statement_run(db, ISSUE_UNBILLED_CHARGES, key, e));
}

/* Give each its ledger entry and its place in a queue; take reversed invoices out of theirs. */
static int
issue_entries(struct database *db, const struct by_run *key, struct err *e)
{
	if (statement_run(db, ISSUE_LEDGER, key, e) != 0 ||
	    statement_run(db, ISSUE_POST, key, e) != 0 ||
	    statement_run(db, ISSUE_HOLD_EMAILS, key, e) != 0)
		return (-1);
	return (statement_run(db, ISSUE_EMAILS, key, e));
}

int
draft_issue(struct database *db, const char *run, struct err *e)
{
	const struct by_run key = { run };

	if (open_scope(db, run, e) != 0 || issue_invoices(db, &key, e) != 0 ||
	    issue_rebills(db, &key, e) != 0 || issue_entries(db, &key, e) != 0)
		return (-1);
	return (txn_scope_close(db, e));
}
