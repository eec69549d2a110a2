#include "produce/draw.h"

#include <stdatomic.h>

#include "base/arena.h"
#include "base/memory.h"
#include "document/trial.h"
#include "report/chart.h"
#include "store/run.h"
#include "produce/crew.h"
#include "produce/look.h"

#define SAMPLE 50 /* invoices from which we learn which characters are common */
#define MOST_ALONE 64 /* with fewer invoices one worker does them all */

/* The data that all workers of one run share. */
struct draw_job {
	const struct drawing *drawing;
	struct made *made;
	int64_t first; /* sequence of the first invoice: they are numbered without a gap */
	int shards;
	atomic_llong done; /* number of invoices that are drawn */
};

/* The data of one worker. */
struct drawer {
	struct draw_job *job;
	struct database *db;
	struct document_press *press;
	struct document_verifier *verifier;
	struct arena arena;
	struct buf pdf;
};

/* Draw a file, read it back, write it. */
static int
draw_file(struct drawer *w, const struct model *model, struct made_file *made, struct err *e)
{
	const struct document_model *m = &model->document;
	char due[DECIMAL_SIZE];
	struct document_expected expected = { m->account_number, m->invoice_number, due,
		"" }; /* the mark is known when it is drawn */
	struct document_facts facts;

	decimal_format_money(m->due_minor, m->minor_places, due);
	if (document_draw(w->press, m, &w->pdf, &facts, e) != 0)
		return (err_context(e, "account %s", m->account_number));
	expected.mark = facts.mark;
	if (document_verify(w->verifier, w->pdf.data, w->pdf.length, &expected, e) != 0)
		return (err_context(e, "invoice %s of account %s", m->invoice_number,
		    m->account_number));
	if (publish_part_file(w->job->drawing->part, model->file, w->pdf.data, w->pdf.length, e) !=
	    0)
		return (-1);
	made->pages = facts.pages;
	made->bytes = (int64_t)w->pdf.length;
	hash_bytes(w->pdf.data, w->pdf.length, made->sha256);
	return (0);
}

/* Draw an invoice, and its copy if somebody gets one. */
static int
draw_one(struct drawer *w, struct model *model, struct err *e)
{
	struct made *made = w->job->made;
	struct made_document document;
	struct model copy;

	/* Clear the struct with its padding, for it goes to disk as it is. */
	memset(&document, 0, sizeof(document));
	document.invoice = model->invoice;
	if (chart_read(w->db, w->job->drawing->settings, &w->arena, model, e) != 0 ||
	    spill_put_text(&made->texts, model->history, &document.history, e) != 0 ||
	    draw_file(w, model, &document.file, e) != 0 ||
	    (model_copy(model, &w->arena, &copy) && draw_file(w, &copy, &document.copy, e) != 0))
		return (-1);
	return (made_put(made, model->sequence - w->job->first, &document, e));
}

/* Report how far all workers are. */
static void
tell_progress(void *context)
{
	const struct draw_job *job = context;

	progress_tick(&job->drawing->progress, atomic_load(&job->done), job->made->count);
}

/* Draw all invoices of a shard, until another worker fails. */
static int
draw_shard(struct drawer *w, int shard, const atomic_bool *failed, struct err *e)
{
	const struct drawing *drawing = w->job->drawing;
	struct model_list list = { .db = w->db, .settings = drawing->settings };
	struct model model;
	int rc = model_begin(&list, drawing->run, w->job->shards, shard, e);

	while (rc == 0 && !atomic_load(failed) &&
	    (rc = model_next(&list, true, &w->arena, &model, e)) == 1) {
		rc = draw_one(w, &model, e);
		arena_reset(&w->arena);
		atomic_fetch_add(&w->job->done, 1);
		if (w->job->shards == 1)
			tell_progress(w->job);
	}
	return (rc);
}

/* Do a worker's share. */
static int
draw_share(struct crew_worker *worker, struct err *e)
{
	struct drawer w = { .job = worker->crew->job, .db = worker->db, .arena = ARENA_EMPTY };
	int rc;

	w.press = document_press_new(w.job->drawing->stock);
	w.verifier = document_verifier_new();
	rc = draw_shard(&w, worker->number, &worker->crew->failed, e);
	document_press_free(w.press);
	document_verifier_free(w.verifier);
	arena_release(&w.arena);
	buf_release(&w.pdf);
	return (rc);
}

/* The number of workers: below MOST_ALONE a thread costs more than it brings. */
static int
count_workers(const struct drawing *drawing, int64_t invoices)
{
	return (drawing->alone || invoices < MOST_ALONE ? 1 : crew_size(drawing->settings));
}

int
draw_run(const struct drawing *drawing, struct made *made, struct err *e)
{
	struct draw_job job = { .drawing = drawing, .made = made };
	struct crew crew = {
		.job = &job, .db_path = drawing->db_path, .work = draw_share, .tick = tell_progress
	};
	struct crew_worker alone = { .crew = &crew, .db = drawing->db };
	struct run_documents documents;

	if (run_find_documents(drawing->db, drawing->run, &documents, e) < 0 ||
	    made_open(made, drawing->part, documents.count, e) != 0)
		return (-1);
	job.first = documents.first;
	job.shards = crew.workers = count_workers(drawing, documents.count);

	/* A single worker is this thread, which sees the rows that are not committed yet. */
	return (job.shards == 1 ? draw_share(&alone, e) : crew_run(&crew, e));
}

/* The style of a run's documents. */
static struct document_style
style_of(const struct settings *settings)
{
	return ((struct document_style){ .font_regular = settings->font_regular,
	    .font_bold = settings->font_bold,
	    .other_regular = settings->font_other_regular,
	    .other_bold = settings->font_other_bold,
	    .accent = settings->accent });
}

/*
 * Refuse a document that cannot be drawn. If the run is issued that is an error: it could be drawn
 * then.
 */
static int
refuse_drawing(const struct draw_preparation *p, int64_t invoice, const char *why, struct err *e)
{
	if (p->refused == NULL)
		return (err_reject(e, "invoice row %lld cannot be drawn: %s", (long long)invoice,
		    why));
	return (p->refused(p->context, invoice, why, e));
}

/* Gather the characters of all documents, and refuse those that cannot be drawn. */
static int
gather(const struct draw_preparation *p, const struct document_stock *any,
    struct document_charset *set, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct err why = { 0 };
	struct model_list list = { .db = p->db, .settings = p->settings };
	struct model model, copy;
	int rc = model_begin(&list, p->run, 1, 0, e);

	while (rc == 0 && (rc = model_next(&list, true, &arena, &model, e)) == 1) {
		bool copied = model_copy(&model, &arena, &copy);

		document_charset_add_model(set, &model.document);
		if (copied)
			document_charset_add_model(set, &copy.document);
		rc = document_check(any, &model.document, &why) == 0 &&
			(!copied || document_check(any, &copy.document, &why) == 0)
		    ? 0
		    : refuse_drawing(p, model.invoice, why.text, e);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return (rc);
}

/*
 * Draw some of the run's invoices, from all over it, so that the fonts can be cut down to what most
 * of them need.
 */
static int
sample(const struct draw_preparation *p, struct document_stock *stock, struct err *e)
{
	struct document_press *press = document_press_new(stock);
	struct arena arena = ARENA_EMPTY;
	struct buf pdf = BUF_EMPTY;
	struct document_facts facts;
	struct model_list list = { .db = p->db, .settings = p->settings };
	struct model model;
	struct run_documents documents;
	int rc = run_find_documents(p->db, p->run, &documents, e) < 0 ? -1 : 0;

	if (rc == 0)
		rc = model_begin(&list, p->run, (int)(documents.count / SAMPLE) + 1, 0, e);
	while (rc == 0 && (rc = model_next(&list, true, &arena, &model, e)) == 1) {
		rc = chart_read(p->db, p->settings, &arena, &model, e);
		if (rc == 0 && document_draw(press, &model.document, &pdf, &facts, e) != 0)
			rc = e->kind == ERR_REJECT ? 0 : -1; /* gather refuses it */
		arena_reset(&arena);
	}
	if (rc == 0)
		rc = document_stock_trim(stock, press, e);
	document_press_free(press);
	arena_release(&arena);
	buf_release(&pdf);
	return (rc);
}

int
draw_prepare(const struct draw_preparation *p, struct document_stock **stock, struct err *e)
{
	struct document_style style = style_of(p->settings);
	struct document_charset *set = document_charset_new();
	struct document_stock *any = NULL;
	struct arena arena = ARENA_EMPTY;
	int rc = look_load(p->db, p->run, &arena, &style, e);

	*stock = NULL;
	if (rc == 0)
		rc = document_stock_new(&style, set, &any, e);
	if (rc == 0 && p->refused != NULL)
		rc = trial_layouts(any, e);
	if (rc == 0)
		rc = gather(p, any, set, e);
	if (rc == 0)
		rc = document_stock_new(&style, set, stock, e);
	if (rc == 0)
		rc = sample(p, *stock, e);
	if (rc != 0) {
		document_stock_free(*stock);
		*stock = NULL;
	}
	document_stock_free(any);
	document_charset_free(set);
	arena_release(&arena);
	return (rc);
}
