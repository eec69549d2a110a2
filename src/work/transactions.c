#include "run/transactions.h"

#include "base/clock.h"
#include "export/reports.h"
#include "spool/publish.h"
#include "store/run.h"
#include "work/work.h"
#include "work/transactions.h"

/* The end of a sentence about exceptions: ", 3 exceptions need a decision". */
static const char *
open_exceptions(struct work *work, int64_t open)
{
	if (open == 0)
		return ("");
	return (arena_printf(&work->arena, ", %s", arena_printf(&work->arena, open == 1 ? "%lld exception needs a decision" :
	    "%lld exceptions need a decision", (long long)open)));
}

/* What the agent is told. */
static void
describe(struct work *work, const struct run *run, const struct transactions_tally *tally, struct outcome *outcome)
{
	char money[DECIMAL_SIZE];

	decimal_format_money(tally->total_minor, work->settings->rules.minor_places, money);
	outcome->run = arena_string(&work->arena, run->id);
	outcome->status = arena_printf(&work->arena, "Finished%s", open_exceptions(work, tally->open));
	outcome->note = arena_printf(&work->arena,
	    "Run %s, transactions: %s billed, %s %s in all.\n"
	    "%s excepted (a fact is missing), %lld not due yet, %lld on hold, %lld closed and billed.\n"
	    "%s, of which %lld keep their account out of invoicing until somebody decides.\n\n"
	    "Look at reports/%s/. To decide, fill in the column decision of exceptions.csv and drop it into your folder\n"
	    "under requests/. Run this request again whenever you like: it replaces only what is not billed yet.\n",
	    run->id, work_count(work, tally->accounts[RATING_BILLED], "account"), money, work->settings->currency,
	    work_count(work, tally->accounts[RATING_EXCEPTED], "account"), (long long)tally->accounts[RATING_NOT_DUE],
	    (long long)tally->accounts[RATING_ON_HOLD], (long long)tally->accounts[RATING_FULLY_BILLED],
	    work_count(work, tally->exceptions, "exception"), (long long)tally->open, run->id);
}

int
transactions_step(struct work *work, const char *run, int32_t end_day, struct transactions_tally *tally, struct err *e)
{
	const struct transactions_order order = { .run = run, .buildings = work->buildings, .end_date = end_day,
		.rules = &work->settings->rules, .progress = work->progress };
	struct publish_part part;
	int rc;

	if (transactions_generate(work->db, &order, tally, e) != 0 || publish_begin(work->spool, FOLDER_REPORTS, run, &part, e) != 0)
		return (-1);
	rc = reports_write(work->db, work->settings, run, &part, e);
	if (rc == 0)
		rc = publish_end(&part, e);
	publish_close(&part);
	return (rc);
}

int
work_transactions(struct work *work, struct err *e)
{
	struct run run = { .claim_id = work->job.claim_id, .kind = "transactions", .agent = work->job.agent,
		.run_day = clock_today(), .end_day = work->request.end_date, .invoice_day = DATE_NONE };
	struct transactions_tally tally;
	struct outcome outcome = { 0 };

	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    run_open(work->db, &run, &work->buildings, e) != 0 ||
	    transactions_step(work, run.id, run.end_day, &tally, e) != 0 || run_set_state(work->db, run.id, "DONE", e) != 0)
		return (-1);
	describe(work, &run, &tally, &outcome);
	return (work_commit(work, &outcome, e));
}
