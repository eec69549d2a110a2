#include "store/run.h"

#include "base/date.h"

/* The id behind the last of this day: "20261102-0003" after "20261102-0002". */
static int
next_id(struct database *db, int32_t day, char id[static RUN_ID_SIZE], struct err *e)
{
	char pattern[RUN_ID_SIZE];
	int year, month, day_of_month;
	int64_t last = 0;

	date_to_ymd(day, &year, &month, &day_of_month);
	(void)snprintf(pattern, sizeof(pattern), "%04d%02d%02d-%%", year, month, day_of_month);
	if (database_number(db, SQL_RUN_LAST_NUMBER, &last, e, "s", pattern) < 0)
		return (-1);
	(void)snprintf(id, RUN_ID_SIZE, "%04d%02d%02d-%04d", year, month, day_of_month,
	    (int)(last + 1));
	return (0);
}

/* Take over what the claim's run already has. 1 if it has one. */
static int
take_existing(struct database *db, struct run *run, struct err *e)
{
	const enum statement id = SQL_RUN_OF_CLAIM;
	int rc;

	if (database_query(db, id, e, "s", run->claim_id) != 0 ||
	    (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		(void)snprintf(run->id, sizeof(run->id), "%s", database_text(db, id, 0));
		run->run_day = database_day(db, id, 1);
		run->end_day = database_day(db, id, 2);
		run->invoice_day = database_day(db, id, 3);
		database_done(db, id);
	}
	return (rc);
}

int
run_open(struct database *db, struct run *run, const struct building_set *buildings, struct err *e)
{
	int rc = take_existing(db, run, e);
	size_t i;

	if (rc != 0)
		return (rc < 0 ? -1 : 0);
	if (next_id(db, run->run_day, run->id, e) != 0)
		return (-1);
	if (database_run(db, SQL_RUN_ADD, e, "ssssddd", run->id, run->claim_id, run->kind,
		run->agent, run->run_day, run->end_day, run->invoice_day) != 0)
		return (-1);
	for (i = 0; i < buildings->count; i++)
		if (database_run(db, SQL_RUN_BUILDING_ADD, e, "si", run->id,
			buildings->items[i].id) != 0)
			return (-1);
	for (i = 0; i < run->accounts.count; i++)
		if (database_run(db, SQL_RUN_ACCOUNT_ADD, e, "si", run->id, run->accounts.ids[i]) !=
		    0)
			return (-1);
	return (0);
}

int
run_set_state(struct database *db, const char *id, const char *state, struct err *e)
{
	return (database_run(db, SQL_RUN_STATE, e, "ss", state, id));
}

int
run_last_proof(struct database *db, int64_t *number, char hash[static HASH_HEX_SIZE], struct err *e)
{
	const enum statement id = SQL_RUN_LAST_PROOF;
	int rc;

	*number = 0;
	hash[0] = '\0';
	if (database_query(db, id, e, "") != 0 || (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		*number = database_int(db, id, 0);
		(void)snprintf(hash, HASH_HEX_SIZE, "%s", database_text(db, id, 1));
		database_done(db, id);
	}
	return (0);
}

int
run_keep_proof(struct database *db, const char *id, const struct run_proof *proof, struct err *e)
{
	return (database_run(db, SQL_RUN_PROOF, e, "sssiss", proof->text, proof->hash,
	    proof->previous_hash, proof->number, proof->result_hash, id));
}

int
run_find_preview(struct database *db, const char *result_hash, struct run *run, struct err *e)
{
	const enum statement id = SQL_RUN_OF_RESULT;
	int rc;

	if (database_query(db, id, e, "s", result_hash) != 0 || (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		(void)snprintf(run->id, sizeof(run->id), "%s", database_text(db, id, 0));
		run->end_day = database_day(db, id, 1);
		run->invoice_day = database_day(db, id, 2);
		database_done(db, id);
	}
	return (rc);
}
