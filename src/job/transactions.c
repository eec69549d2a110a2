#include "run/unbilled.h"

#include "base/clock.h"
#include "base/date.h"
#include "report/bills.h"
#include "report/reports.h"
#include "spool/publish.h"
#include "store/run.h"
#include "store/schedule_drop.h"
#include "job/work.h"
#include "job/transactions.h"

/* The end of a sentence about exceptions: ", 3 exceptions need a decision". */
static const char *
open_exceptions(struct work *work, int64_t open)
{
	if (open == 0)
		return ("");
	return (arena_printf(&work->arena, ", %s",
	    arena_printf(&work->arena,
		open == 1 ? "%lld exception needs a decision" : "%lld exceptions need a decision",
		(long long)open)));
}

/* Write the answer. */
static void
describe_transactions(struct work *work, const struct run *run, const struct unbilled_tally *tally,
    struct work_outcome *outcome)
{
	char money[DECIMAL_SIZE];

	decimal_format_money(tally->total_minor, work->settings->rules.minor_places, money);
	outcome->run = arena_string(&work->arena, run->id);
	outcome->status =
	    arena_printf(&work->arena, "Finished%s", open_exceptions(work, tally->open));
	outcome->note = arena_printf(&work->arena,
	    "Run %s, transactions: %s billed, %s %s in all.\n"
	    "%s excepted (a fact is missing), %lld not due yet, %lld on hold, %lld closed and "
	    "billed.\n"
	    "%s, of which %lld keep their account out of invoicing until somebody decides.\n\n"
	    "Look at reports/%s/. To decide, fill in the column decision of exceptions.csv and "
	    "drop it into your folder\n"
	    "under requests/. Run this request again whenever you like: it replaces only what is "
	    "not billed yet.\n",
	    run->id, work_count(work, tally->accounts[RATING_BILLED], "account"), money,
	    work->settings->currency, work_count(work, tally->accounts[RATING_EXCEPTED], "account"),
	    (long long)tally->accounts[RATING_NOT_DUE], (long long)tally->accounts[RATING_ON_HOLD],
	    (long long)tally->accounts[RATING_FULLY_BILLED],
	    work_count(work, tally->exceptions, "exception"), (long long)tally->open, run->id);
}

/*
 * Refuse an end date before the last billed day, which is a slip of the pen (manual/spec.md, "Bad
 * input"): for a building that was named, and for "*" when all buildings are billed further. For a
 * schedule it is no slip: somebody has billed one of its buildings by hand, and the others are
 * still billed. The last billed month may be run again.
 */
static int
check_billed_to(struct work *work, int32_t end_day, struct err *e)
{
	const struct building_set *buildings = &work->buildings;
	char end[DATE_ISO_SIZE], billed[DATE_ISO_SIZE];
	size_t i, beyond = 0;
	int32_t billed_to;
	int scheduled =
	    schedule_drop_is_ours(work->db, work->job.door, work->job.name, work->job.sha256, e);

	if (scheduled < 0)
		return (-1);
	for (i = 0; i < buildings->count; i++) {
		if (building_billed_to(work->db, buildings->items[i].id, &billed_to, e) != 0)
			return (-1);
		if (billed_to <= end_day)
			continue;
		if (++beyond == buildings->count ||
		    (!work->request.buildings.all && scheduled == 0))
			return (err_reject(e,
			    "end_date %s is too early: every account of building %s that has a "
			    "bill is billed up to %s already; write that day or a later one",
			    date_format(end_day, end), buildings->items[i].code,
			    date_format(billed_to, billed)));
	}
	return (0);
}

/* Generate the transactions, and write all reports into the part. */
static int
bill_and_report(struct work *work, const char *run, int32_t end_day,
    const struct publish_part *part, struct unbilled_tally *tally, struct err *e)
{
	struct bills bills;
	const struct unbilled_order order = { .run = run,
		.buildings = work->buildings,
		.end_date = end_day,
		.rules = &work->settings->rules,
		.progress = work->progress,
		.billed = bills_add,
		.context = &bills };

	bills_open(&bills, part, work->settings->rules.minor_places);
	if (unbilled_generate(work->db, &order, tally, e) != 0) {
		bills_abandon(&bills);
		return (-1);
	}
	if (bills_close(&bills, e) != 0)
		return (-1);
	return (reports_write(work->db, work->settings, run, part, e));
}

int
transactions_step(struct work *work, const char *run, int32_t end_day, struct unbilled_tally *tally,
    struct err *e)
{
	struct publish_part part;
	int rc;

	if (check_billed_to(work, end_day, e) != 0 ||
	    publish_begin(work->spool, FOLDER_REPORTS, run, &part, e) != 0)
		return (-1);
	rc = bill_and_report(work, run, end_day, &part, tally, e);
	if (rc == 0)
		rc = publish_end(&part, e);
	publish_close(&part);
	return (rc);
}

int
work_transactions(struct work *work, struct err *e)
{
	struct run run = { .claim_id = work->job.claim_id,
		.kind = work->job.type,
		.agent = work->job.agent,
		.run_day = clock_today(),
		.end_day = work->request.end_date,
		.invoice_day = DATE_NONE,
		.accounts = work->accounts };
	struct unbilled_tally tally;
	struct work_outcome outcome = { 0 };

	if (database_begin(work->db, e) != 0 || job_open(work->db, &work->job, e) != 0 ||
	    run_open(work->db, &run, &work->buildings, e) != 0 ||
	    transactions_step(work, run.id, run.end_day, &tally, e) != 0 ||
	    run_set_state(work->db, run.id, "DONE", e) != 0)
		return (-1);
	describe_transactions(work, &run, &tally, &outcome);
	return (work_commit(work, &outcome, e));
}
