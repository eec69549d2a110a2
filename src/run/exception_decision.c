#include "run/exception_decision.h"

#include "request/rights.h"

/* Who decides, and what is to be counted. */
struct exception_deciding {
	struct database *db;
	const struct decision_order *order;
	struct decision_tally *tally;
	struct arena arena;
};

/* An exception as a query of DECIDE_* gives it. */
struct found {
	int64_t id;
	int64_t account_id;
	const char *code;
	const char *fingerprint;
	const char *state;
	const char *account;
	struct building building;
	const char *run_agent;
};

/* Read the exception that `id` stands on. */
static struct found
read_found(struct exception_deciding *d, enum statement id)
{
	return ((struct found){
	    .id = database_int(d->db, id, 0),
	    .account_id = database_int(d->db, id, 1),
	    .code = arena_string(&d->arena, database_text(d->db, id, 2)),
	    .fingerprint = arena_string(&d->arena, database_text(d->db, id, 3)),
	    .state = arena_string(&d->arena, database_text(d->db, id, 4)),
	    .account = arena_string(&d->arena, database_text(d->db, id, 5)),
	    .building = { database_int(d->db, id, 6),
		arena_string(&d->arena, database_text(d->db, id, 7)) },
	    .run_agent = arena_string(&d->arena, database_text(d->db, id, 8)),
	});
}

/* Record one decision and let it count. */
static int
decide_one(struct exception_deciding *d, const struct found *found, const char *state,
    const char *why, struct err *e)
{
	const struct decision_order *order = d->order;
	char what[64];

	(void)snprintf(what, sizeof(what), "account %s", found->account);
	if (rights_check_building(d->db, order->agent, &found->building, what, e) != 0)
		return (-1);
	if (order->four_eyes && strcmp(state, "APPROVED") == 0 &&
	    strcmp(found->run_agent, order->agent->code) == 0)
		return (err_reject(e,
		    "%s raised %s of account %s in a run of their own; here nobody approves what "
		    "they ran themselves (four_eyes): ask a colleague to approve it",
		    order->agent->name, found->code, found->account));
	if (strcmp(found->state, state) == 0) {
		d->tally->same++;
		return (0);
	}
	d->tally->changed++;
	if (database_run(d->db, SQL_DECISION_ADD, e, "isssssss", found->account_id, found->code,
		found->fingerprint, state, order->agent->code, order->at, why,
		order->claim_id) != 0)
		return (-1);
	return (database_run(d->db, SQL_EXCEPTION_STATE, e, "si", state, found->id));
}

/* Does the request mean this exception? */
static bool
is_meant(const struct request *request, const struct found *found)
{
	return (request_list_has(&request->accounts, found->account) &&
	    request_list_has(&request->codes, found->code) &&
	    request_list_has(&request->buildings, found->building.code));
}

/* All exceptions of the request. */
static int
decide_request(struct exception_deciding *d, const struct request *request, struct err *e)
{
	const char *state = request->type == REQUEST_APPROVE ? "APPROVED" : "HELD";
	const char *run = request->run[0] != '\0' ? request->run : NULL;
	struct found found;
	int rc;

	if (database_query(d->db, SQL_DECIDE_OF_RUN, e, "s", run) != 0)
		return (-1);
	while ((rc = database_step(d->db, SQL_DECIDE_OF_RUN, e)) == 1) {
		arena_reset(&d->arena);
		found = read_found(d, SQL_DECIDE_OF_RUN);
		if (is_meant(request, &found) &&
		    decide_one(d, &found, state, request->reason, e) != 0)
			return (-1);
	}
	if (rc == 0 && d->tally->changed + d->tally->same == 0)
		return (err_reject(e,
		    "no exception fits run, account, code and buildings as written; the exceptions "
		    "of a run are in reports/<run>/exceptions.csv (a later run of the same "
		    "buildings replaces those of an earlier one)"));
	return (rc);
}

/* One row of exceptions.csv. */
static int
decide_exception_row(struct exception_deciding *d, const struct decision_row *row, struct err *e)
{
	struct found found;
	int rc;

	if (database_query(d->db, SQL_DECIDE_EXACT, e, "sss", row->account, row->code,
		row->fingerprint) != 0 ||
	    (rc = database_step(d->db, SQL_DECIDE_EXACT, e)) < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e,
		    "line %zu: account %s has no exception %s with these facts any more; a later "
		    "run found others: look at its exceptions.csv",
		    row->line, row->account, row->code));
	found = read_found(d, SQL_DECIDE_EXACT);
	database_done(d->db, SQL_DECIDE_EXACT);
	if (strcmp(row->decision, "APPROVE") == 0 && row->reason[0] == '\0')
		return (err_reject(e,
		    "line %zu: an approval needs a word why, in the column reason", row->line));
	return (decide_one(d, &found, strcmp(row->decision, "APPROVE") == 0 ? "APPROVED" : "HELD",
	    row->reason, e));
}

int
exception_decision_request(struct database *db, const struct decision_order *order,
    const struct request *request, struct decision_tally *tally, struct err *e)
{
	struct exception_deciding d = { db, order, tally, ARENA_EMPTY };
	int rc = decide_request(&d, request, e);

	arena_release(&d.arena);
	return (rc);
}

int
exception_decision_list(struct database *db, const struct decision_order *order,
    const struct decision_list *list, struct decision_tally *tally, struct err *e)
{
	struct exception_deciding d = { db, order, tally, ARENA_EMPTY };
	size_t i;
	int rc = 0;

	for (i = 0; i < list->count && rc == 0; i++) {
		arena_reset(&d.arena);
		rc = decide_exception_row(&d, &list->rows[i], e);
	}
	arena_release(&d.arena);
	return (rc);
}
