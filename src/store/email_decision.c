#include "store/email_decision.h"

#include "base/clock.h"
#include "store/statement.h"

RECORD(decidable_email, id, state, building, building_code, kind);

struct emails_of {
	const char *run; /* NULL: emails of any run */
	bool all_buildings;
	int64_t agent;
	int32_t day;
};
RECORD(emails_of, run, all_buildings, agent, day);

int
email_decision_begin(struct database *db, const char *run, const struct agent *agent, struct err *e)
{
	const struct emails_of of = { run, agent->all_buildings, agent->id, clock_today() };

	return (statement_query(db, EMAILS_OF, &of, e));
}

int
email_decision_next(struct database *db, struct arena *arena, struct decidable_email *email,
    struct err *e)
{
	return (statement_next(db, EMAILS_OF, arena, email, e));
}

int
email_decision_find(struct database *db, int64_t id, struct arena *arena,
    struct decidable_email *email, struct err *e)
{
	return (statement_find(db, EMAIL_FIND, &(struct by_id){ id }, arena, email, e));
}

RECORD(seen_email, state, send_to, cc_to, balance, held_because);

int
email_decision_seen(struct database *db, int64_t id, struct arena *arena, struct seen_email *seen,
    struct err *e)
{
	return (statement_find(db, EMAIL_SEEN, &(struct by_id){ id }, arena, seen, e));
}

RECORD(email_decision, email, state, why, claim);

int
email_decision_add(struct database *db, const struct email_decision *decision, struct err *e)
{
	return (statement_run(db, EMAIL_DECISION_ADD, decision, e));
}

struct email_decision_row {
	int64_t email;
	const char *state, *agent, *at, *why;
};
RECORD(email_decision_row, email, state, agent, at, why);

struct email_release {
	int64_t email;
	const char *was; /* the state that it had before */
	int64_t now_ns;
};
RECORD(email_release, email, was, now_ns);

int
email_decision_make(struct database *db, const struct email_decision *decision,
    const struct decidable_email *email, const struct email_decider *by, struct err *e)
{
	const struct email_decision_row row = { email->id, decision->state, by->agent, by->at,
		decision->why };
	const struct email_release release = { email->id, email->state, by->now_ns };

	if (email_decision_add(db, decision, e) != 0)
		return (-1);
	if (strcmp(decision->state, "RELEASED") == 0 &&
	    statement_run(db, EMAIL_RELEASE, &release, e) != 0)
		return (-1);
	return (statement_run(db, EMAIL_DECIDE, &row, e));
}

/* ---- by post instead ------------------------------------------------------------------------- */

int
email_decision_can_post(struct database *db, int64_t email, struct err *e)
{
	int64_t can = 0;
	int rc = statement_number(db, EMAIL_CAN_POST, &(struct by_id){ email }, &can, e);

	return (rc < 0 ? -1 : can != 0);
}

int
email_decision_withdraw(struct database *db, int64_t email, struct err *e)
{
	return (statement_run(db, EMAIL_WITHDRAW, &(struct by_id){ email }, e));
}

RECORD(withdrawn_email, id, recipient);

int
email_decision_withdrawn_begin(struct database *db, const char *claim, struct err *e)
{
	return (statement_query(db, WITHDRAWN_EMAILS, &(struct by_claim){ claim }, e));
}

int
email_decision_withdrawn_next(struct database *db, struct arena *arena,
    struct withdrawn_email *email, struct err *e)
{
	return (statement_next(db, WITHDRAWN_EMAILS, arena, email, e));
}

int
email_decision_withdrawn_buildings(struct database *db, const char *claim, struct arena *arena,
    struct building_set *set, struct err *e)
{
	struct building *items = NULL, row;
	size_t count = 0, room = 0;
	int rc;

	*set = (struct building_set){ NULL, 0 };
	if (statement_query(db, WITHDRAWN_BUILDINGS, &(struct by_claim){ claim }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, WITHDRAWN_BUILDINGS, arena, &row, e)) == 1) {
		items = arena_grow(arena, items, count, &room, sizeof(*items));
		items[count++] = row;
	}
	*set = (struct building_set){ items, count };
	return (rc);
}
