#include "store/proof.h"

#include "store/statement.h"

RECORD(proof_outcome, outcome, accounts, reads);
RECORD(proof_transactions, lines_minor, taxes_minor, totals_minor, accounts);
RECORD(proof_print, sets, bundles, last_sheet, sheets);
RECORD(proof_invoices, invoices, by_email, by_post, net_minor, tax_minor, total_minor, pages, first,
    last, span, balances_minor);
RECORD(proof_letters, letters, by_email, by_post, opening_minor, closing_minor, entries_minor,
    ledger_minor, pages, ledger_entries);

struct proof_printing {
	const char *run;
	bool duplex;
};
RECORD(proof_printing, run, duplex);

int
proof_outcomes_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, PROOF_OUTCOMES, &(struct by_run){ run }, e));
}

int
proof_outcomes_next(struct database *db, struct proof_outcome *outcome, struct err *e)
{
	return (statement_next(db, PROOF_OUTCOMES, NULL, outcome, e));
}

int
proof_transactions(struct database *db, const char *run, struct proof_transactions *proof,
    struct err *e)
{
	const struct by_run key = { run };

	if (statement_find(db, PROOF_SUMS, &key, NULL, proof, e) != 1 ||
	    statement_number(db, PROOF_READS, &key, &proof->reads, e) != 1)
		return (-1);
	return (0);
}

int
proof_print(struct database *db, const char *run, bool duplex, struct proof_print *proof,
    struct err *e)
{
	const struct proof_printing printing = { run, duplex };

	return (statement_find(db, PROOF_PRINT, &printing, NULL, proof, e) == 1 ? 0 : -1);
}

int
proof_invoices(struct database *db, const char *run, struct arena *arena,
    struct proof_invoices *proof, struct err *e)
{
	const struct by_run key = { run };

	if (statement_find(db, PROOF_INVOICES, &key, arena, proof, e) != 1 ||
	    statement_number(db, PROOF_LINES, &key, &proof->lines_minor, e) != 1 ||
	    statement_number(db, PROOF_TAXES, &key, &proof->taxes_minor, e) != 1 ||
	    statement_number(db, PROOF_COPIES, &key, &proof->copies, e) != 1)
		return (-1);
	return (0);
}

int
proof_letters(struct database *db, const char *run, struct proof_letters *proof, struct err *e)
{
	return (statement_find(db, PROOF_LETTERS, &(struct by_run){ run }, NULL, proof, e) == 1
		? 0
		: -1);
}
