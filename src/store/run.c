#include "store/run.h"

#include "base/date.h"
#include "store/statement.h"

struct run_pattern {
	const char *pattern; /* pattern of ids, for LIKE */
};
RECORD(run_pattern, pattern);

/* The id after the last one of this day: "20261102-0003" after "20261102-0002". */
static int
next_id(struct database *db, int32_t day, char id[static RUN_ID_SIZE], struct err *e)
{
	char pattern[RUN_ID_SIZE];
	int year, month, day_of_month;
	int64_t last = 0;

	date_to_ymd(day, &year, &month, &day_of_month);
	(void)snprintf(pattern, sizeof(pattern), "%04d%02d%02d-%%", year, month, day_of_month);
	if (statement_number(db, RUN_LAST_NUMBER, &(struct run_pattern){ pattern }, &last, e) < 0)
		return (-1);
	(void)snprintf(id, RUN_ID_SIZE, "%04d%02d%02d-%04d", year, month, day_of_month,
	    (int)(last + 1));
	return (0);
}

struct run_days {
	const char *id;
	int32_t run_day, end_day, invoice_day;
};
RECORD(run_days, id, run_day, end_day, invoice_day);

/* Copy the id and the days of a stored run. */
static void
take_days(struct run *run, const struct run_days *days)
{
	(void)snprintf(run->id, sizeof(run->id), "%s", days->id);
	run->run_day = days->run_day;
	run->end_day = days->end_day;
	run->invoice_day = days->invoice_day;
}

/* Copy those of the claim's run, if it has one already: 1, 0 if not, -1. */
static int
take_existing(struct database *db, struct run *run, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct run_days days;
	int rc =
	    statement_find(db, RUN_OF_CLAIM, &(struct by_claim){ run->claim_id }, &arena, &days, e);

	if (rc == 1)
		take_days(run, &days);
	arena_release(&arena);
	return (rc);
}

struct run_row {
	const char *id, *claim, *kind, *agent;
	int32_t run_day, end_day, invoice_day;
};
RECORD(run_row, id, claim, kind, agent, run_day, end_day, invoice_day);

int
run_open(struct database *db, struct run *run, const struct building_set *buildings, struct err *e)
{
	int rc = take_existing(db, run, e);
	struct run_row row;
	size_t i;

	if (rc != 0)
		return (rc < 0 ? -1 : 0);
	if (next_id(db, run->run_day, run->id, e) != 0)
		return (-1);
	row = (struct run_row){ run->id, run->claim_id, run->kind, run->agent, run->run_day,
		run->end_day, run->invoice_day };
	if (statement_run(db, RUN_ADD, &row, e) != 0)
		return (-1);
	for (i = 0; i < buildings->count; i++) {
		const struct by_building_run key = { buildings->items[i].id, run->id };

		if (statement_run(db, RUN_BUILDING_ADD, &key, e) != 0)
			return (-1);
	}
	for (i = 0; i < run->accounts.count; i++) {
		const struct by_account_run key = { run->accounts.ids[i], run->id };

		if (statement_run(db, RUN_ACCOUNT_ADD, &key, e) != 0)
			return (-1);
	}
	return (0);
}

struct run_state {
	const char *run, *state;
};
RECORD(run_state, run, state);

int
run_set_state(struct database *db, const char *id, const char *state, struct err *e)
{
	const struct run_state row = { id, state };

	return (statement_run(db, RUN_STATE, &row, e));
}

RECORD(run_count, run, building, outcome, accounts, reads);

int
run_add_count(struct database *db, const struct run_count *count, struct err *e)
{
	return (statement_run(db, RUN_COUNT_ADD, count, e));
}

/* ---- proofs ---------------------------------------------------------------------------------- */

struct run_last_proof {
	int64_t number;
	const char *hash;
};
RECORD(run_last_proof, number, hash);

int
run_last_proof(struct database *db, int64_t *number, char hash[static HASH_HEX_SIZE], struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct run_last_proof last = { 0, "" };
	int rc = statement_find(db, RUN_LAST_PROOF, NO_KEY, &arena, &last, e);

	*number = last.number;
	(void)snprintf(hash, HASH_HEX_SIZE, "%s", last.hash);
	arena_release(&arena);
	return (rc < 0 ? -1 : 0);
}

struct run_proof_row {
	const char *run, *text, *hash, *previous_hash, *result_hash;
	int64_t number; /* 0: the proof is not in the chain */
};
RECORD(run_proof_row, run, text, hash, previous_hash, result_hash, number);

int
run_keep_proof(struct database *db, const char *id, const struct run_proof *proof, struct err *e)
{
	const struct run_proof_row row = { id, proof->text, proof->hash, proof->previous_hash,
		proof->result_hash, proof->number };

	return (statement_run(db, RUN_PROOF, &row, e));
}

int
run_find_proof(struct database *db, const char *id, struct arena *arena, const char **text,
    struct err *e)
{
	struct one_text found;
	int rc = statement_find(db, RUN_PROOF_TEXT, &(struct by_run){ id }, arena, &found, e);

	if (rc == 1)
		*text = found.text;
	return (rc);
}

struct by_result {
	const char *result; /* hash of the result */
};
RECORD(by_result, result);

int
run_find_preview(struct database *db, const char *result_hash, struct run *run, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct run_days days;
	int rc =
	    statement_find(db, RUN_OF_RESULT, &(struct by_result){ result_hash }, &arena, &days, e);

	if (rc == 1)
		take_days(run, &days);
	arena_release(&arena);
	return (rc);
}

/* ---- what a run has -------------------------------------------------------------------------- */

RECORD(run_issued, run, invoices);

int
run_that_has(struct database *db, const char *run, struct arena *arena, struct run_issued *issued,
    struct err *e)
{
	return (statement_find(db, RUN_THAT_HAS, &(struct by_run){ run }, arena, issued, e));
}

int
run_held_count(struct database *db, const char *run, int64_t *count, struct err *e)
{
	return (statement_number(db, RUN_HELD_COUNT, &(struct by_run){ run }, count, e));
}

int
run_unpayable(struct database *db, const char *run, struct arena *arena, const char **codes,
    struct err *e)
{
	struct one_text found = { "" };
	int rc = statement_find(db, RUN_UNPAYABLE, &(struct by_run){ run }, arena, &found, e);

	*codes = found.text;
	return (rc < 0 ? -1 : 0);
}

RECORD(run_documents, count, first);

int
run_find_documents(struct database *db, const char *run, struct run_documents *documents,
    struct err *e)
{
	return (statement_find(db, RUN_DOCUMENTS, &(struct by_run){ run }, NULL, documents, e));
}

int
run_invoice_count(struct database *db, const char *run, int64_t *count, struct err *e)
{
	return (statement_number(db, RUN_INVOICE_COUNT, &(struct by_run){ run }, count, e));
}
