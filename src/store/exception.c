#include "store/exception.h"

#include "store/statement.h"

RECORD(exception, id, account, code, fingerprint, state, number, building, building_code, agent);

int
exception_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, EXCEPTIONS_OF_RUN, &(struct by_run){ run }, e));
}

int
exception_next(struct database *db, struct arena *arena, struct exception *exception, struct err *e)
{
	return (statement_next(db, EXCEPTIONS_OF_RUN, arena, exception, e));
}

struct exception_facts {
	const char *number, *code, *fingerprint;
};
RECORD(exception_facts, number, code, fingerprint);

int
exception_find(struct database *db, const char *number, const char *code, const char *fingerprint,
    struct arena *arena, struct exception *exception, struct err *e)
{
	const struct exception_facts facts = { number, code, fingerprint };

	return (statement_find(db, EXCEPTION_FIND, &facts, arena, exception, e));
}

struct exception_decision_row {
	int64_t account;
	const char *code, *fingerprint, *state, *agent, *at, *why, *claim;
};
RECORD(exception_decision_row, account, code, fingerprint, state, agent, at, why, claim);

struct exception_state {
	int64_t id;
	const char *state;
};
RECORD(exception_state, id, state);

int
exception_decide(struct database *db, const struct exception *exception,
    const struct exception_decision *decision, struct err *e)
{
	const struct exception_decision_row row = { exception->account, exception->code,
		exception->fingerprint, decision->state, decision->agent, decision->at,
		decision->why, decision->claim };
	const struct exception_state state = { exception->id, decision->state };

	if (statement_run(db, DECISION_ADD, &row, e) != 0)
		return (-1);
	return (statement_run(db, EXCEPTION_STATE, &state, e));
}

int
exception_open_count(struct database *db, const char *run, int64_t *count, struct err *e)
{
	return (statement_number(db, EXCEPTION_OPEN_COUNT, &(struct by_run){ run }, count, e));
}

int
exception_blocks(struct database *db, int64_t account, struct err *e)
{
	int64_t count = 0;
	int rc = statement_number(db, EXCEPTION_BLOCKS, &(struct by_account){ account }, &count, e);

	return (rc < 0 ? -1 : count > 0);
}
