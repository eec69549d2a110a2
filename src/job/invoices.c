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
#include "job/invoice_answer.h"
#include "job/transactions.h"
#include "job/work.h"

/*
 * The five steps of manual/spec.md, "An invoice run", for previews, invoices, DAILY and reversals.
 */
struct issuing {
	struct work *work;
	struct run run;
	bool preview, daily, reverse;
	enum spool_folder folder;
	struct invoice_draft_reversal *reversals;
	struct unbilled_tally transactions; /* the transactions that a DAILY generates */
	int64_t invoices;
	int64_t refused; /* invoices of the last draft that cannot be drawn */
	/* a sentence about buildings whose bills name no account to pay to, "" if there are none */
	const char *unpayable;
	struct publish_part part;
	struct made made; /* the file of each document */
	struct papers papers;
	/* hash of the last proof of the chain; previous_number is its number */
	char previous_proof[HASH_HEX_SIZE];
	int64_t previous_number;
};

/* ---- 1. draft -------------------------------------------------------------------------------- */

/* Write the draft, in the database transaction that is open. */
static int
draft_documents(struct issuing *s, struct err *e)
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
	if (rc == 0)
		rc = look_keep_ar(w->spool, w->db, w->settings, s->run.id, e);
	return (rc == 0 ? look_keep_style(w->db, w->settings, s->run.id, e) : -1);
}

/*
 * Commit the run, for DAILY its transactions, and the draft together. They are garbage until the
 * run is issued.
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
	if (draft_documents(s, e) != 0 || run_set_state(w->db, s->run.id, "DRAFT", e) != 0)
		return (-1);
	return (database_commit(w->db, e));
}

/* ---- 2. make --------------------------------------------------------------------------------- */

/*
 * The callback for an invoice that cannot be drawn: its account gets an exception and stays
 * unbilled.
 */
static int
refuse_invoice(void *context, int64_t invoice, const char *why, struct err *e)
{
	struct issuing *s = context;
	struct work *w = s->work;

	if (s->reverse)
		return (err_reject(e, "this reversal cannot be drawn: %s", why));
	s->refused++;
	return (draft_add_undrawable(w->db, invoice, why, e));
}

/* Store the exceptions of the invoices that cannot be drawn, and draft again without them. */
static int
draft_again(struct issuing *s, struct err *e)
{
	struct work *w = s->work;

	if (database_begin(w->db, e) != 0 || draft_except_undrawable(w->db, s->run.id, e) != 0 ||
	    invoice_draft_clear(w->db, s->run.id, e) != 0 || draft_documents(s, e) != 0)
		return (-1);
	return (database_commit(w->db, e));
}

/* Draw every invoice into the part. */
static int
draw_invoices(struct issuing *s, const struct document_stock *stock, struct err *e)
{
	struct work *w = s->work;
	const struct drawing drawing = { .db_path = w->db_path,
		.db = w->db,
		.settings = w->settings,
		.run = s->run.id,
		.part = &s->part,
		.stock = stock,
		.progress = w->progress };

	if (publish_part_folder(&s->part, "EMAIL", e) != 0 ||
	    publish_part_folder(&s->part, "POSTAL", e) != 0)
		return (-1);
	return (draw_run(&drawing, &s->made, e));
}

/* Write all documents that go by post once more, in bundles for the mail room. */
static int
print_invoices(struct issuing *s, const struct document_stock *stock, struct err *e)
{
	const struct printing printing = { .db_path = s->work->db_path,
		.db = s->work->db,
		.settings = s->work->settings,
		.run = s->run.id,
		.part = &s->part,
		.folder = "POSTAL/print",
		.stock = stock,
		.from = 1 };

	return (print_drawn(&printing, &s->made, e));
}

/* ---- 3. issue -------------------------------------------------------------------------------- */

/* Is the result the approved one? */
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

/* Find the buildings whose bills ask for money and name no account to pay it to. */
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

/* Gather the facts of the answer. */
static struct invoice_answer
answer_facts(struct issuing *s)
{
	return ((struct invoice_answer){ .work = s->work,
	    .run = &s->run,
	    .papers = &s->papers,
	    .folder = s->folder,
	    .preview = s->preview,
	    .reverse = s->reverse,
	    .unpayable = s->unpayable });
}

static int
keep_made(struct issuing *s, struct err *e)
{
	return (issue_keep_made(s->work->db, &s->made, e));
}

static int
find_last_proof(struct issuing *s, struct err *e)
{
	return (run_last_proof(s->work->db, &s->previous_number, s->previous_proof, e));
}

/* Write the list of accounts that are kept out, and why. A reversal keeps nobody out. */
static int
write_held(struct issuing *s, struct err *e)
{
	if (s->reverse)
		return (0);
	return (reports_held(s->work->db, s->work->settings, s->run.id, &s->part,
	    s->papers.held_hash, e));
}

static int
load_ar_formats(struct issuing *s, struct err *e)
{
	return (look_load_ar(s->work->db, s->run.id, &s->work->arena, &s->papers.ar,
	    &s->papers.ar_count, e));
}

static int
write_papers(struct issuing *s, struct err *e)
{
	return (papers_write(s->work->db, s->work->settings, s->run.id, s->previous_proof, &s->part,
	    &s->papers, e));
}

/* Make sure that all files are on disk. */
static int
end_part(struct issuing *s, struct err *e)
{
	return (publish_end(&s->part, e));
}

/*
 * Store the proof. That of an issue is the next one of the chain; that of a preview is not in it.
 */
static int
keep_proof(struct issuing *s, struct err *e)
{
	const struct run_proof proof = { buf_text(&s->papers.proof), s->papers.proof_hash,
		s->previous_proof, s->preview ? 0 : s->previous_number + 1, s->papers.result_hash };

	return (run_keep_proof(s->work->db, s->run.id, &proof, e));
}

/* Issue the draft; of a preview keep only its hash. */
static int
make_final(struct issuing *s, struct err *e)
{
	struct database *db = s->work->db;

	if (!s->preview)
		return (issue_run(db, &s->run, e));
	if (invoice_draft_clear(db, s->run.id, e) != 0)
		return (-1);
	return (run_set_state(db, s->run.id, "DONE", e));
}

/* The steps between the begin and the commit of one database transaction, in their order. */
static int (*const ISSUE_STEPS[])(struct issuing *s, struct err *e) = {
	keep_made,
	find_last_proof,
	write_held,
	load_ar_formats,
	write_papers,
	check_approval,
	end_part,
	keep_proof,
	find_unpayable,
	make_final,
};

/* Write the lists and the proof, then make everything final in one commit: THE commit point. */
static int
step_issue(struct issuing *s, struct err *e)
{
	struct invoice_answer answer;
	struct work_outcome outcome = { 0 };
	size_t i;

	if (database_begin(s->work->db, e) != 0)
		return (-1);
	for (i = 0; i < LENGTH(ISSUE_STEPS); i++)
		if (ISSUE_STEPS[i](s, e) != 0)
			return (-1);
	answer = answer_facts(s);
	invoice_answer_of(&answer, &outcome);
	return (work_commit(s->work, &outcome, e));
}

/* Publish the folder of a run where every account is held: it has held.csv alone. */
static int
publish_held(struct issuing *s, struct err *e)
{
	int rc;

	if (s->papers.held == 0)
		return (0);
	if (publish_begin(s->work->spool, s->folder, s->run.id, &s->part, e) != 0)
		return (-1);
	rc = write_held(s, e);
	if (rc == 0)
		rc = publish_end(&s->part, e);
	publish_close(&s->part);
	return (rc);
}

/*
 * End a run that has nothing to invoice: the answer names the run that has these buildings'
 * invoices.
 */
static int
finish_empty(struct issuing *s, struct err *e)
{
	struct work *w = s->work;
	const char *has = "";
	struct invoice_answer answer;
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
	answer = answer_facts(s);
	invoice_answer_empty(&answer, has, &outcome);
	return (work_commit(w, &outcome, e));
}

/* ---- all together ---------------------------------------------------------------------------- */

/* Do steps 2 and 3. Steps 4 and 5, publishing and finishing, are the debts that debt.c pays. */
static int
make_and_issue(struct issuing *s, const struct document_stock *stock, struct err *e)
{
	int rc;

	if (publish_begin(s->work->spool, s->folder, s->run.id, &s->part, e) != 0)
		return (-1);
	rc = draw_invoices(s, stock, e);
	if (rc == 0)
		rc = print_invoices(s, stock, e);
	if (rc == 0)
		rc = step_issue(s, e);
	made_close(&s->made);
	publish_close(&s->part);
	return (rc);
}

/* Take the dates of the preview whose result is approved. */
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

/*
 * For a reversal: find its invoices, check the agent's rights to them, and make their buildings the
 * run's.
 */
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
 * Prepare the fonts, pictures and layouts that the run's documents share. If some documents cannot
 * be drawn, draft without them, and prepare everything again. Otherwise characters or a logo that
 * only they need would be in the files of the others, and a later `render`, which does not know of
 * them, would make other files.
 */
static int
prepare_invoices(struct issuing *s, struct document_stock **stock, struct err *e)
{
	const struct draw_preparation preparation = { s->work->db, s->work->settings, s->run.id,
		refuse_invoice, s };

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

/* Do all of it, but for releasing what `issuing` holds. */
static int
do_run(struct issuing *s, struct err *e)
{
	struct document_stock *stock = NULL;
	int rc;

	if (take_preview_dates(s, e) != 0 || (s->reverse && find_reversals(s, e) != 0) ||
	    step_draft(s, e) != 0)
		return (-1);
	if (s->invoices == 0)
		return (finish_empty(s, e));

	rc = prepare_invoices(s, &stock, e);
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
		.made = MADE_CLOSED,
		.preview = request->type == REQUEST_PREVIEW,
		.daily = request->type == REQUEST_DAILY,
		.reverse = request->type == REQUEST_REVERSE };
	int rc;

	s.folder = s.preview ? FOLDER_PREVIEWS : FOLDER_INVOICES;
	s.run = (struct run){ .claim_id = work->job.claim_id,
		.kind = REQUEST_TYPES[request->type].word,
		.agent = work->job.agent,
		.run_day = clock_today(),
		.end_day = request->end_date,
		.invoice_day =
		    request->invoice_date != DATE_NONE ? request->invoice_date : clock_today(),
		.accounts = work->accounts };
	rc = do_run(&s, e);
	papers_release(&s.papers);
	return (rc);
}
