#include "store/overview.h"

#include "store/exception_list.h"
#include "store/review.h"
#include "store/statement.h"

RECORD(list_span, most, day);
RECORD(overview_building, id, code, name, accounts, unbilled, amount, due);
RECORD(overview_email, message, state, account, name, amount, to, why, file, kind, level);
RECORD(overview_post, run, waiting, posted, at, by);
RECORD(overview_run, id, kind, agent, day, end, state, status, buildings, building_count, hash);
RECORD(overview_overdue, building, account, name, site, cycle, days, of);
RECORD(overview_schedule, name, what, buildings, agent, when, next, last, paused, status, run);
RECORD(overview_agent, code, name, role, all, buildings);
RECORD(overview_debtor, account, building);

struct data_version {
	int64_t data_version;
};
RECORD(data_version, data_version);

extern const struct record record_exception_listed, record_review;

/*
 * The statement and the record of each list. All statements have a struct list_span as their
 * parameters.
 */
static const struct {
	enum statement id;
	const struct record *record;
} LISTS[OVERVIEW_LIST_COUNT] = {
	[OVERVIEW_BUILDINGS] = { SQL_OVERVIEW_BUILDINGS, &record_overview_building },
	[OVERVIEW_EXCEPTIONS] = { SQL_OVERVIEW_EXCEPTIONS, &record_exception_listed },
	[OVERVIEW_READS] = { SQL_REVIEW, &record_review },
	[OVERVIEW_EMAILS] = { SQL_OVERVIEW_EMAILS, &record_overview_email },
	[OVERVIEW_POST] = { SQL_OVERVIEW_POST, &record_overview_post },
	[OVERVIEW_RUNS] = { SQL_OVERVIEW_RUNS, &record_overview_run },
	[OVERVIEW_OVERDUE] = { SQL_OVERVIEW_OVERDUE, &record_overview_overdue },
	[OVERVIEW_SCHEDULES] = { SQL_OVERVIEW_SCHEDULES, &record_overview_schedule },
	[OVERVIEW_AGENTS] = { SQL_OVERVIEW_AGENTS, &record_overview_agent },
};

/* A row of any list. */
union any_row {
	struct overview_building building;
	struct exception_listed exception;
	struct review review;
	struct overview_email email;
	struct overview_post post;
	struct overview_run run;
	struct overview_overdue overdue;
	struct overview_schedule schedule;
	struct overview_agent agent;
};

int
overview_rows(struct database *db, enum overview_list list, const struct list_span *span,
    overview_each *each, void *context, struct err *e)
{
	const enum statement id = LISTS[list].id;
	union any_row row;
	int rc;

	if (statement_query_(db, id, span, e) != 0)
		return (-1);
	while ((rc = statement_next_(db, id, NULL, &row, e)) == 1)
		each(context, LISTS[list].record, &row);
	return (rc);
}

int
overview_count(struct database *db, struct overview_counts *counts, struct err *e)
{
	if (statement_number(db, OVERVIEW_BUILDING_COUNT, NO_KEY, &counts->buildings, e) != 1 ||
	    statement_number(db, OVERVIEW_EXCEPTION_COUNT, NO_KEY, &counts->exceptions, e) != 1 ||
	    statement_number(db, OVERVIEW_READ_COUNT, NO_KEY, &counts->reads, e) != 1)
		return (-1);
	return (0);
}

int
overview_blocked(struct database *db, int64_t building, int64_t *accounts, struct err *e)
{
	const struct by_building key = { building };

	return (statement_number(db, OVERVIEW_BLOCKED, &key, accounts, e) == 1 ? 0 : -1);
}

int
overview_debtors_begin(struct database *db, struct err *e)
{
	return (statement_query(db, OVERVIEW_DEBTORS, NO_KEY, e));
}

int
overview_debtors_next(struct database *db, struct overview_debtor *debtor, struct err *e)
{
	return (statement_next(db, OVERVIEW_DEBTORS, NULL, debtor, e));
}

int
overview_changes(struct database *db, int64_t *number, struct err *e)
{
	return (statement_number(db, OVERVIEW_CHANGES, NO_KEY, number, e) == 1 ? 0 : -1);
}
