#include "run/exception_decision.h"

#include "request/rights.h"
#include "store/exception.h"

/* The decider, and the counts. */
struct exception_deciding {
	struct database *db;
	const struct decision_order *order;
	struct decision_tally *tally;
	struct arena arena;
};

/* Record one decision and count it. */
static int
decide_one(struct exception_deciding *d, const struct exception *found, const char *state,
    const char *why, struct err *e)
{
	const struct decision_order *order = d->order;
	const struct building building = { found->building, found->building_code };
	const struct exception_decision decision = { state, order->agent->code, order->at, why,
		order->claim_id };
	char what[64];

	(void)snprintf(what, sizeof(what), "account %s", found->number);
	if (rights_check_building(d->db, order->agent, &building, what, e) != 0)
		return (-1);
	if (order->four_eyes && strcmp(state, "APPROVED") == 0 &&
	    strcmp(found->agent, order->agent->code) == 0)
		return (err_reject(e,
		    "%s raised %s of account %s in a run of their own; here nobody approves what "
		    "they ran themselves (four_eyes): ask a colleague to approve it",
		    order->agent->name, found->code, found->number));
	if (strcmp(found->state, state) == 0) {
		d->tally->same++;
		return (0);
	}
	d->tally->changed++;
	return (exception_decide(d->db, found, &decision, e));
}

/* Does the request mean this exception? */
static bool
is_meant(const struct request *request, const struct exception *found)
{
	return (request_list_has(&request->accounts, found->number) &&
	    request_list_has(&request->codes, found->code) &&
	    request_list_has(&request->buildings, found->building_code));
}

/* Decide about all exceptions of the request. */
static int
decide_request(struct exception_deciding *d, const struct request *request, struct err *e)
{
	const char *state = request->type == REQUEST_APPROVE ? "APPROVED" : "HELD";
	const char *run = request->run[0] != '\0' ? request->run : NULL;
	struct exception found;
	int rc;

	if (exception_begin(d->db, run, e) != 0)
		return (-1);
	while ((rc = exception_next(d->db, &d->arena, &found, e)) == 1) {
		if (is_meant(request, &found) &&
		    decide_one(d, &found, state, request->reason, e) != 0)
			return (-1);
		arena_reset(&d->arena);
	}
	if (rc == 0 && d->tally->changed + d->tally->same == 0)
		return (err_reject(e,
		    "no exception fits run, account, code and buildings as written; the exceptions "
		    "of a run are in reports/<run>/exceptions.csv (a later run of the same "
		    "buildings replaces those of an earlier one)"));
	return (rc);
}

/* Decide by one row of exceptions.csv. */
static int
decide_exception_row(struct exception_deciding *d, const struct decision_row *row, struct err *e)
{
	struct exception found;
	int rc =
	    exception_find(d->db, row->account, row->code, row->fingerprint, &d->arena, &found, e);

	if (rc < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e,
		    "line %zu: account %s has no exception %s with these facts any more; a later "
		    "run found others: look at its exceptions.csv",
		    row->line, row->account, row->code));
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
