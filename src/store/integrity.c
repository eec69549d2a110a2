#include "store/integrity.h"

#include "store/statement.h"

RECORD(integrity_run, id, proof, proof_hash, previous_hash, letters);
RECORD(integrity_file, path, sha256);

/* The statement of each question: it has no parameters, and its rows are one text each. */
static const enum statement QUESTIONS[INTEGRITY_COUNT] = {
	[INTEGRITY_NUMBERS] = SQL_INTEGRITY_NUMBERS,
	[INTEGRITY_LEDGER] = SQL_INTEGRITY_LEDGER,
	[INTEGRITY_ORPHANS] = SQL_INTEGRITY_ORPHANS,
	[INTEGRITY_LINES] = SQL_INTEGRITY_LINES,
	[INTEGRITY_OVERLAPS] = SQL_INTEGRITY_OVERLAPS,
	[INTEGRITY_BILLED_TO] = SQL_INTEGRITY_BILLED_TO,
	[INTEGRITY_QUEUES] = SQL_INTEGRITY_QUEUES,
	[INTEGRITY_DRAFTS] = SQL_INTEGRITY_DRAFTS,
	[INTEGRITY_SCOPE] = SQL_INTEGRITY_SCOPE,
	[INTEGRITY_CLAIMED] = SQL_INTEGRITY_CLAIMED,
	[INTEGRITY_UNPAYABLE] = SQL_INTEGRITY_UNPAYABLE,
};

int
integrity_begin(struct database *db, enum integrity question, struct err *e)
{
	return (statement_query_(db, QUESTIONS[question], NO_KEY, e));
}

int
integrity_next(struct database *db, enum integrity question, const char **text, struct err *e)
{
	struct one_text row = { "" };
	int rc = statement_next_(db, QUESTIONS[question], NULL, &row, e);

	*text = row.text;
	return (rc);
}

int
integrity_runs_begin(struct database *db, struct err *e)
{
	return (statement_query(db, INTEGRITY_RUNS, NO_KEY, e));
}

int
integrity_runs_next(struct database *db, struct integrity_run *run, struct err *e)
{
	return (statement_next(db, INTEGRITY_RUNS, NULL, run, e));
}

int
integrity_supplements_begin(struct database *db, struct err *e)
{
	return (statement_query(db, INTEGRITY_SUPPLEMENTS, NO_KEY, e));
}

int
integrity_supplements_next(struct database *db, struct integrity_file *file, struct err *e)
{
	return (statement_next(db, INTEGRITY_SUPPLEMENTS, NULL, file, e));
}
