#include "base/clock.h"
#include "base/text.h"
#include "report/papers.h"
#include "report/reports.h"
#include "request/rights.h"
#include "run/invoice_draft.h"
#include "run/issue.h"
#include "spool/publish.h"
#include "store/draft.h"
#include "store/txn.h"
#include "produce/draw.h"
#include "produce/look.h"
#include "produce/print.h"
#include "job/transactions.h"
#include "job/work.h"

/* The five steps of SPEC 6, for previews, invoices, DAILY and reversals. */
struct issuing {
	struct work *work;
	struct run run;
	bool preview, daily, reverse;
	enum spool_folder folder;
	struct invoice_draft_reversal *reversals;
	struct unbilled_tally transactions; /* of a DAILY */
	int64_t invoices;
	int64_t refused; /* not drawable, of the last draft */
	const char *unpayable; /* what is said of buildings whose bills do not say where to pay; ""
	                          if all do */
	struct papers papers;
};

/* ---- 1. draft -------------------------------------------------------------------------------- */

/* Write the draft, in the open database transaction. */
static int
draft(struct issuing *s, struct err *e)
{
	struct work *w = s->work;

	int rc;

	if (s->reverse) {
		s->invoices = (int64_t)w->request.invoices.count;
		rc = invoice_draft_reverse(w->db, &s->run, w->settings, &w->request, s->reversals,
		    e);
	} else {
		rc = invoice_draft_make(w->db, &s->run, w->settings, &s->invoices, e);
	}
	if (rc == 0)
		rc = look_keep(w->spool, w->db, s->run.id, LAYOUT_LINES, e);
	return (rc == 0 ? look_keep_style(w->db, w->settings, s->run.id, e) : -1);
}

/* The run, for DAILY its transactions, and the draft: one commit. Garbage until the run is issued.
 */
static int
step_draft(struct issuing *s, struct err *e)
{
	struct work *w = s->work;

	if (database_begin(w->db, e) != 0 || job_open(w->db, &w->job, e) != 0 ||
	    run_open(w->db, &s->run, &w->buildings, e) != 0)
		return (-1);
	if (s->daily && transactions_step(w, s->run.id, s->run.end_day, &s->transactions, e) != 0)
		return (-1);
	if (draft(s, e) != 0 || run_set_state(w->db, s->run.id, "DRAFT", e) != 0)
		return (-1);
	return (database_commit(w->db, e));
}

/* ---- 2. make --------------------------------------------------------------------------------- */

/* An invoice that cannot be drawn: its account gets an exception and stays unbilled. */
static int
refuse(void *context, int64_t invoice, const char *why, struct err *e)
{
	struct issuing *s = context;
	struct work *w = s->work;

	if (s->reverse)
		return (err_reject(e, "this reversal cannot be drawn: %s", why));
	s->refused++;
	return (draft_add_undrawable(w->db, invoice, why, e));
}

/* Store the exceptions of what could not be drawn and draft again without it. */
static int
draft_again(struct issuing *s, struct err *e)
{
	struct work *w = s->work;

	if (database_begin(w->db, e) != 0 || draft_except_undrawable(w->db, s->run.id, e) != 0 ||
	    invoice_draft_clear(w->db, s->run.id, e) != 0 || draft(s, e) != 0)
		return (-1);
	return (database_commit(w->db, e));
}

/* Draw every invoice into the part. */
static int
draw(struct issuing *s, const struct publish_part *part, const struct document_stock *stock,
    struct made *made, struct err *e)
{
	struct work *w = s->work;
	const struct drawing drawing = { .db_path = w->db_path,
		.db = w->db,
		.settings = w->settings,
		.run = s->run.id,
		.part = part,
		.stock = stock,
		.progress = w->progress };

	if (publish_part_folder(part, "EMAIL", e) != 0 ||
	    publish_part_folder(part, "POSTAL", e) != 0)
		return (-1);
	return (draw_run(&drawing, made, e));
}

/* And for the mail room, all that goes by post once more, in bundles. */
static int
print(struct issuing *s, const struct publish_part *part, const struct document_stock *stock,
    struct made *made, struct err *e)
{
	const struct printing printing = { .db_path = s->work->db_path,
		.db = s->work->db,
		.settings = s->work->settings,
		.run = s->run.id,
		.part = part,
		.folder = "POSTAL/print",
		.stock = stock,
		.from = 1 };

	return (print_drawn(&printing, made, e));
}

/* ---- 3. issue -------------------------------------------------------------------------------- */

/* Is the result what was approved? */
static int
check_approval(struct issuing *s, struct err *e)
{
	const char *wanted = s->work->request.approve;

	if (wanted[0] == '\0' || strcmp(wanted, s->papers.result_hash) == 0)
		return (0);
	return (err_reject(e,
	    "the result is no longer what was approved (it has the hash %s now): reads, prices, "
	    "customers, receipts or decisions have changed since the preview; make a new preview "
	    "and look at it",
	    s->papers.result_hash));
}

/* The words for what the run could not take along. */
static const char *
describe_held(struct issuing *s)
{
	if (s->papers.held == 0)
		return ("");
	return (arena_printf(&s->work->arena, ", %s held by exceptions",
	    work_count(s->work, s->papers.held, "account")));
}

/* The copies, and what is held. */
static const char *
describe_others(struct issuing *s)
{
	const char *held = describe_held(s);

	if (s->papers.copies == 0)
		return (held);
	return (arena_printf(&s->work->arena, ", %s for others by post%s",
	    s->papers.copies == 1
		? "1 copy"
		: arena_printf(&s->work->arena, "%lld copies", (long long)s->papers.copies),
	    held));
}

/* Where the agent finds why, and what to do about it. */
static const char *
describe_held_file(struct issuing *s)
{
	if (s->papers.held_hash[0] == '\0')
		return ("");
	return (arena_printf(&s->work->arena,
	    "What is held, and why, stands in %s/%s/held.csv. To decide, fill in its column\n"
	    "decision and drop it into your folder under requests/.\n",
	    spool_folder_name(s->folder), s->run.id));
}

/* Find the buildings whose bills ask for money and do not say where to pay it. */
static int
find_unpayable(struct issuing *s, struct err *e)
{
	struct work *w = s->work;
	const char *codes;

	s->unpayable = "";
	if (run_unpayable(w->db, s->run.id, &w->arena, &codes, e) != 0)
		return (-1);
	if (codes[0] != '\0')
		s->unpayable = arena_printf(&w->arena,
		    "Bills of %s do not say where to pay: these buildings have neither a "
		    "bank_account nor a biller_code. Load their rows\nagain, with one of them.\n",
		    codes);
	return (0);
}

/* What the agent is told. */
static void
describe(struct issuing *s, struct work_outcome *outcome)
{
	struct work *w = s->work;
	const char *folder = spool_folder_name(s->folder);
	char money[DECIMAL_SIZE];

	decimal_format_money(s->papers.total_minor, w->settings->rules.minor_places, money);
	outcome->run = arena_string(&w->arena, s->run.id);
	outcome->status = arena_printf(&w->arena, "Finished, %s%s%s",
	    work_count(w, s->papers.invoices,
		s->preview       ? "preview"
		    : s->reverse ? "reversal"
				 : "invoice"),
	    describe_held(s),
	    s->preview ? arena_printf(&w->arena, "; approve = %s", s->papers.result_hash) : "");
	outcome->note = arena_printf(&w->arena,
	    "Run %s, %s: %s, %s %s, %lld by email and %lld by post%s.\n%s\n"
	    "Look at %s/%s/.\n%s%s%s\n%s",
	    s->run.id, w->job.type, work_count(w, s->papers.invoices, "document"), money,
	    w->settings->currency, (long long)s->papers.by_email, (long long)s->papers.by_post,
	    describe_others(s), s->preview ? "Nothing was issued." : "", folder, s->run.id,
	    s->unpayable, describe_held_file(s),
	    s->preview ? arena_printf(&w->arena,
			     "To issue exactly this: type = invoices, the same buildings, "
			     "and\napprove = %s\n",
			     s->papers.result_hash)
		       : "",
	    buf_text(&s->papers.proof));
}

/* Keep the proof: of what is issued in the chain, of a preview beside it. */
static int
keep_proof(struct issuing *s, int64_t number, const char *previous, struct err *e)
{
	const struct run_proof proof = { buf_text(&s->papers.proof), s->papers.proof_hash, previous,
		s->preview ? 0 : number, s->papers.result_hash };

	return (run_keep_proof(s->work->db, s->run.id, &proof, e));
}

/* Say who is left out and why. A reversal leaves nobody out. */
static int
write_held(struct issuing *s, const struct publish_part *part, struct err *e)
{
	if (s->reverse)
		return (0);
	return (reports_held(s->work->db, s->work->settings, s->run.id, part, s->papers.held_hash,
	    e));
}

/*
 * Lists, proof, and then everything becomes final in one commit: THE commit point. Of a preview
 * nothing stays but its hash.
 */
static int
step_issue(struct issuing *s, const struct publish_part *part, const struct made *made,
    struct err *e)
{
	struct work *w = s->work;
	char previous[HASH_HEX_SIZE];
	struct work_outcome outcome = { 0 };
	int64_t number;

	if (database_begin(w->db, e) != 0 || issue_keep_made(w->db, made, e) != 0 ||
	    run_last_proof(w->db, &number, previous, e) != 0 || write_held(s, part, e) != 0 ||
	    papers_write(w->db, w->settings, s->run.id, previous, part, &s->papers, e) != 0 ||
	    check_approval(s, e) != 0 || publish_end(part, e) != 0 ||
	    keep_proof(s, number + 1, previous, e) != 0)
		return (-1);
	if (find_unpayable(s, e) != 0)
		return (-1);
	if (s->preview ? invoice_draft_clear(w->db, s->run.id, e) != 0 ||
		    run_set_state(w->db, s->run.id, "DONE", e) != 0
		       : issue_run(w->db, &s->run, e) != 0)
		return (-1);
	describe(s, &outcome);
	return (work_commit(w, &outcome, e));
}

/* The folder of a run that has nothing but held accounts: held.csv alone. */
static int
publish_held(struct issuing *s, struct err *e)
{
	struct publish_part part;
	int rc;

	if (s->papers.held == 0)
		return (0);
	if (publish_begin(s->work->spool, s->folder, s->run.id, &part, e) != 0)
		return (-1);
	rc = write_held(s, &part, e);
	if (rc == 0)
		rc = publish_end(&part, e);
	publish_close(&part);
	return (rc);
}

/* Nothing to invoice: say so, and which run has what was expected. */
static int
finish_empty(struct issuing *s, struct err *e)
{
	struct work *w = s->work;
	const char *has = "";
	struct work_outcome outcome = { 0 };
	struct run_issued issued;
	int rc;

	if (database_begin(w->db, e) != 0 ||
	    (rc = run_that_has(w->db, s->run.id, &w->arena, &issued, e)) < 0)
		return (-1);
	if (rc == 1)
		has = arena_printf(&w->arena, "; run %s has %lld of these buildings", issued.run,
		    (long long)issued.invoices);
	if (run_held_count(w->db, s->run.id, &s->papers.held, e) < 0 || publish_held(s, e) != 0 ||
	    run_set_state(w->db, s->run.id, "DONE", e) != 0)
		return (-1);
	outcome.run = arena_string(&w->arena, s->run.id);
	outcome.status =
	    arena_printf(&w->arena, "Finished, nothing left to invoice%s%s", describe_held(s), has);
	outcome.note = arena_printf(&w->arena, "%s\n%s", outcome.status, describe_held_file(s));
	return (work_commit(w, &outcome, e));
}

/* ---- all together ---------------------------------------------------------------------------- */

/* Steps 2 and 3. Publishing and finishing, 4 and 5, are the debts that debt.c pays. */
static int
make_and_issue(struct issuing *s, const struct document_stock *stock, struct err *e)
{
	struct publish_part part;
	struct made made = MADE_CLOSED;
	int rc;

	if (publish_begin(s->work->spool, s->folder, s->run.id, &part, e) != 0)
		return (-1);
	rc = draw(s, &part, stock, &made, e);
	if (rc == 0)
		rc = print(s, &part, stock, &made, e);
	if (rc == 0)
		rc = step_issue(s, &part, &made, e);
	made_close(&made);
	publish_close(&part);
	return (rc);
}

/* An approved result has the dates of its preview. */
static int
take_preview_dates(struct issuing *s, struct err *e)
{
	struct run preview = { .claim_id = "" };
	int rc;

	if (s->work->request.approve[0] == '\0')
		return (0);
	rc = run_find_preview(s->work->db, s->work->request.approve, &preview, e);
	if (rc == 0)
		return (err_reject(e,
		    "no preview has the hash %s; copy it whole from the preview's answer",
		    s->work->request.approve));
	if (rc == 1 && s->work->request.invoice_date == DATE_NONE)
		s->run.invoice_day = preview.invoice_day;
	if (rc == 1 && s->work->request.end_date == DATE_NONE)
		s->run.end_day = preview.end_day;
	return (rc < 0 ? -1 : 0);
}

/* For a reversal: find its invoices, check whose they are, and make their buildings the run's. */
static int
find_reversals(struct issuing *s, struct err *e)
{
	struct work *w = s->work;
	struct request_list codes = { NULL, w->request.invoices.count, false };
	const char **items = arena_new(&w->arena, codes.count + 1, sizeof(*items));
	size_t i;

	s->reversals = arena_new(&w->arena, w->request.invoices.count + 1, sizeof(*s->reversals));
	if (invoice_draft_find_reversals(w->db, &w->request, &w->arena, s->reversals, e) != 0)
		return (-1);
	for (i = 0; i < codes.count; i++) {
		items[i] = s->reversals[i].building.code;
		if (rights_check_building(w->db, &w->agent, &s->reversals[i].building,
			arena_printf(&w->arena, "invoice %s", w->request.invoices.items[i]),
			e) != 0)
			return (-1);
	}
	codes.items = items;
	return (rights_buildings(w->db, &w->agent, &codes, &w->arena, &w->buildings, e));
}

/*
 * Prepare what the run's documents share. When some cannot be drawn the draft is made without them,
 * and all is prepared again: what one of them alone needs (letters, a logo) must not be in the
 * others' files, which are made again from rows that know nothing of it.
 */
static int
prepare(struct issuing *s, struct document_stock **stock, struct err *e)
{
	const struct draw_preparation preparation = { s->work->db, s->work->settings, s->run.id,
		refuse, s };

	do {
		document_stock_free(*stock);
		*stock = NULL;
		s->refused = 0;
		if (draw_prepare(&preparation, stock, e) != 0 ||
		    (s->refused > 0 && draft_again(s, e) != 0))
			return (-1);
	} while (s->refused > 0 && s->invoices > 0);
	return (0);
}

/* Everything but giving back what `issuing` holds. */
static int
run_steps(struct issuing *s, struct err *e)
{
	struct document_stock *stock = NULL;
	int rc;

	if (take_preview_dates(s, e) != 0 || (s->reverse && find_reversals(s, e) != 0) ||
	    step_draft(s, e) != 0)
		return (-1);
	if (s->invoices == 0)
		return (finish_empty(s, e));

	rc = prepare(s, &stock, e);
	if (rc == 0 && s->invoices > 0)
		rc = print_check(s->work->settings, stock, e);
	if (rc == 0)
		rc = s->invoices == 0 ? finish_empty(s, e) : make_and_issue(s, stock, e);
	document_stock_free(stock);
	return (rc);
}

int
work_invoices(struct work *work, struct err *e)
{
	const struct request *request = &work->request;
	struct issuing s = { .work = work,
		.preview = request->type == REQUEST_PREVIEW,
		.daily = request->type == REQUEST_DAILY,
		.reverse = request->type == REQUEST_REVERSE };
	int rc;

	s.folder = s.preview ? FOLDER_PREVIEWS : FOLDER_INVOICES;
	s.run = (struct run){ .claim_id = work->job.claim_id,
		.kind = request_type_name(request->type),
		.agent = work->job.agent,
		.run_day = clock_today(),
		.end_day = request->end_date,
		.invoice_day =
		    request->invoice_date != DATE_NONE ? request->invoice_date : clock_today(),
		.accounts = work->accounts };
	rc = run_steps(&s, e);
	papers_release(&s.papers);
	return (rc);
}
