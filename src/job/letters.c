#include "base/clock.h"
#include "base/date.h"
#include "report/letter_papers.h"
#include "run/letter_draft.h"
#include "store/letter.h"
#include "spool/publish.h"
#include "produce/draw.h"
#include "produce/look.h"
#include "produce/print.h"
#include "job/work.h"

/*
 * Statements and reminders, and previews of them: one database transaction from the first row to
 * the last (manual/states.md, "Statements and reminders").
 */
struct letter_sending {
	struct work *work;
	struct run run;
	struct letter_draft_order order;
	struct letter_draft letters;
	struct papers papers;
	bool preview;
	bool refused; /* some letter of this draft cannot be drawn */
};

/*
 * The callback of draw_prepare for a letter that cannot be drawn: the next draft leaves its account
 * out.
 */
static int
refuse_letter(void *context, int64_t letter, const char *why, struct err *e)
{
	struct letter_sending *s = context;

	s->refused = true;
	return (letter_draft_refuse(s->work->db, &s->letters, letter, why, e));
}

/*
 * Draft again and again until every drafted letter can be drawn, and prepare the fonts, pictures
 * and layouts that they share. *stock is NULL if there are no letters.
 */
static int
draft_letters(struct letter_sending *s, struct document_stock **stock, struct err *e)
{
	struct work *w = s->work;
	const struct draw_preparation preparation = { w->db, w->settings, s->run.id, refuse_letter,
		s };

	do {
		document_stock_free(*stock);
		*stock = NULL;
		s->refused = false;
		if (letter_draft_make(w->db, &s->order, &s->letters, e) != 0)
			return (-1);
		if (s->letters.count > 0 &&
		    (look_keep(w->spool, w->db, s->run.id, LAYOUT_ENTRIES, e) != 0 ||
			look_keep_style(w->db, w->settings, s->run.id, e) != 0 ||
			draw_prepare(&preparation, stock, e) != 0))
			return (-1);
	} while (s->refused);
	return (0);
}

/* Draw every PDF, and the bundles of those that go by post. */
static int
make_letters(struct letter_sending *s, const struct publish_part *part,
    const struct document_stock *stock, struct made *made, struct err *e)
{
	struct work *w = s->work;
	const struct drawing drawing = { .db_path = w->db_path,
		.db = w->db,
		.settings = w->settings,
		.run = s->run.id,
		.part = part,
		.stock = stock,
		.progress = w->progress,
		.alone = true };
	const struct printing printing = { .db_path = w->db_path,
		.db = w->db,
		.settings = w->settings,
		.run = s->run.id,
		.part = part,
		.folder = "POSTAL/print",
		.stock = stock,
		.from = 1 };

	if (publish_part_folder(part, "EMAIL", e) != 0 ||
	    publish_part_folder(part, "POSTAL", e) != 0 || draw_run(&drawing, made, e) != 0 ||
	    print_drawn(&printing, made, e) != 0)
		return (-1);
	return (letter_draft_keep_made(w->db, made, e));
}

/* Write the lists and the proof. It is the next one of the chain; a preview's is not in it. */
static int
prove_letters(struct letter_sending *s, const struct publish_part *part, struct err *e)
{
	struct work *w = s->work;
	char previous[HASH_HEX_SIZE];
	struct run_proof proof;
	int64_t number;

	if (run_last_proof(w->db, &number, previous, e) != 0 ||
	    letter_papers_write(w->db, w->settings, s->run.id, previous, &s->letters, part,
		&s->papers, e) != 0)
		return (-1);
	proof = (struct run_proof){ buf_text(&s->papers.proof), s->papers.proof_hash, previous,
		s->preview ? 0 : number + 1, "" };
	return (run_keep_proof(w->db, s->run.id, &proof, e));
}

/* Write all files of the run; they are on disk when this returns. */
static int
fill_part(struct letter_sending *s, const struct document_stock *stock, struct err *e)
{
	struct publish_part part;
	struct made made = MADE_CLOSED;
	int rc;

	if (publish_begin(s->work->spool, s->preview ? FOLDER_PREVIEWS : FOLDER_INVOICES, s->run.id,
		&part, e) != 0)
		return (-1);
	rc = make_letters(s, &part, stock, &made, e);
	if (rc == 0)
		rc = prove_letters(s, &part, e);
	if (rc == 0)
		rc = publish_end(&part, e);
	made_close(&made);
	publish_close(&part);
	return (rc);
}

/* Words for the accounts that are left out. */
static const char *
describe_left(struct letter_sending *s)
{
	struct arena *arena = &s->work->arena;
	const char *list = "";
	size_t i;

	for (i = 0; i < s->letters.refused_count && i < 20; i++)
		list = arena_printf(arena, "%s\nLeft out: account %s: %s", list,
		    s->letters.refused[i].number, s->letters.refused[i].why);
	return (list);
}

/* Write the answer. */
static void
describe_letters(struct letter_sending *s, struct work_outcome *outcome)
{
	struct work *w = s->work;
	const char *what = s->order.reminders ? "reminder" : "statement", *left = "";

	if (s->letters.refused_count > 0)
		left = arena_printf(&w->arena, ", %s left out",
		    work_count(w, (int64_t)s->letters.refused_count, "account"));
	if (s->letters.count == 0) {
		outcome->status = arena_printf(&w->arena, "Finished, %s%s",
		    s->order.reminders ? "nobody to remind" : "nothing to state", left);
		outcome->note = arena_printf(&w->arena, "%s\n%s\n%s\n", outcome->status,
		    s->order.reminders
			? "No invoice is overdue for so long that was not reminded of already, or "
			  "it is too little, or too early for the next level."
			: "Nothing has moved on these accounts that no statement has stated.",
		    describe_left(s));
		return;
	}
	outcome->run = arena_string(&w->arena, s->run.id);
	outcome->status = arena_printf(&w->arena, "Finished, %s%s%s",
	    s->preview ? "preview of " : "", work_count(w, s->letters.count, what), left);
	outcome->note = arena_printf(&w->arena,
	    "Run %s: %s, %lld by email and %lld by post%s.\nLook at %s/%s/. %s%s\n\n%s", s->run.id,
	    work_count(w, s->letters.count, what), (long long)s->papers.by_email,
	    (long long)s->papers.by_post, left,
	    spool_folder_name(s->preview ? FOLDER_PREVIEWS : FOLDER_INVOICES), s->run.id,
	    s->preview ? "Nothing was sent or kept; the run that sends them has another number, "
			 "and so have its letters."
		       : "Nothing was billed. The emails wait in reports/email-queue.csv.",
	    describe_left(s), buf_text(&s->papers.proof));
}

/* Do all of it in one database transaction. */
static int
send_letters(struct letter_sending *s, struct err *e)
{
	struct work *w = s->work;
	struct document_stock *stock = NULL;
	struct work_outcome outcome = { 0 };
	int rc;

	if (database_begin(w->db, e) != 0 || job_open(w->db, &w->job, e) != 0 ||
	    run_open(w->db, &s->run, &w->buildings, e) != 0)
		return (-1);
	rc = draft_letters(s, &stock, e);
	if (rc == 0 && s->letters.count > 0)
		rc = print_check(w->settings, stock, e) != 0 ? -1 : fill_part(s, stock, e);
	document_stock_free(stock);
	if (rc == 0)
		rc = s->preview ? letter_draft_clear(w->db, s->run.id, e)
				: letter_queue(w->db, s->run.id, e);
	if (rc != 0 || run_set_state(w->db, s->run.id, "DONE", e) != 0)
		return (-1);
	describe_letters(s, &outcome);
	return (work_commit(w, &outcome, e));
}

int
work_letters(struct work *work, struct err *e)
{
	const struct request *request = &work->request;
	const struct settings *settings = work->settings;
	struct letter_sending s = { .work = work,
		.preview = request->type == REQUEST_PREVIEW,
		.letters = { .arena = ARENA_EMPTY } };
	int rc = 0;

	s.run = (struct run){ .claim_id = work->job.claim_id,
		.kind = REQUEST_TYPES[request->type].word,
		.agent = work->job.agent,
		.run_day = clock_today(),
		.end_day = request->end_date != DATE_NONE ? request->end_date : clock_today(),
		.invoice_day = DATE_NONE,
		.accounts = work->accounts };
	s.order = (struct letter_draft_order){ .run = &s.run,
		.settings = settings,
		.reminders = request_made(request) == REQUEST_REMINDERS,
		.from_day = request->from_date,
		.days_overdue = request->days_overdue > 0 ? request->days_overdue
							  : settings->reminder_after_days,
		.minimum_minor = settings->reminder_minimum_minor };
	if (request->minimum[0] != '\0' &&
	    !decimal_parse_money(request->minimum, '.', settings->rules.minor_places,
		&s.order.minimum_minor))
		rc = err_reject(e, "minimum = %s is not an amount with %d places", request->minimum,
		    settings->rules.minor_places);
	if (rc == 0)
		rc = send_letters(&s, e);
	letter_draft_release(&s.letters);
	papers_release(&s.papers);
	return (rc);
}
