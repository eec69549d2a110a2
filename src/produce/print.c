#include "produce/print.h"

#include "base/csv.h"
#include "base/hash.h"
#include "report/chart.h"
#include "store/post.h"
#include "produce/crew.h"
#include "produce/look.h"
#include "produce/print_plan.h"

#define DOCUMENT_BYTES ((size_t)256 << 20) /* one invoice, at most */

/* The data that all workers share. */
struct print_job {
	const struct printing *printing;
	const struct print_plan *plan;
	struct bundle_style style;
	bool issued; /* documents are drawn again; else they are read from the part */
	const struct document_stock *stock;
	size_t begin, end; /* the bundles to make */
};

/* The data of one worker. */
struct printer {
	const struct print_job *job;
	struct database *db;          /* for an issued run, which is drawn again */
	struct document_press *press; /* for an issued run, too */
	struct bundle *bundle;
	struct arena arena;
	struct buf name, document, pdf;
};

/* ---- the bundles ----------------------------------------------------------------------------- */

/* The weight of the sheets in grams, with one more for the cover. */
static int64_t
weight(const struct settings *settings, int64_t sheets)
{
	return (((sheets + 1) * settings->print_sheet_decigrams + 5) / 10);
}

/* Begin the file of a bundle with its cover. */
static void
begin_bundle(struct printer *w, size_t number)
{
	const struct print_plan *plan = w->job->plan;
	const struct printing *p = w->job->printing;
	struct arena *arena = &w->arena;
	const struct print_bundle *b = &plan->bundles[number];
	int64_t from = p->from > b->sheet ? p->from : b->sheet;
	const struct bundle_row rows[] = {
		{ "Run", p->run },
		{ "Bundle", arena_printf(arena, "%zu of %zu", number + 1, plan->bundle_count) },
		{ "Sets", arena_printf(arena, "%lld", (long long)(b->end - b->begin)) },
		{ "Sheets", arena_printf(arena, "%lld, and this one", (long long)b->sheets) },
		{ "Numbers",
		    arena_printf(arena, "%lld to %lld of %lld", (long long)b->sheet,
			(long long)(b->sheet + b->sheets - 1), (long long)plan->sheets) },
		{ "First account",
		    arena_printf(arena, "%s, number %s, postcode %s", b->first.account,
			b->first.number, b->first.postcode) },
		{ "Last account",
		    arena_printf(arena, "%s, number %s, postcode %s", b->last.account,
			b->last.number, b->last.postcode) },
		{ "Weight",
		    arena_printf(arena, "%lld g", (long long)weight(p->settings, b->sheets)) },
		{ "Printed again from",
		    from > b->sheet ? arena_printf(arena, "sheet %lld", (long long)from) : "" },
	};

	bundle_begin(w->bundle, arena_printf(arena, "Bundle %zu", number + 1), rows,
	    LENGTH(rows) - (from > b->sheet ? 0 : 1));
}

/* Read a document that was drawn and verified a moment ago. */
static int
read_set(struct printer *w, const struct print_set *set, struct err *e)
{
	char hash[HASH_HEX_SIZE];

	if (print_plan_file(w->job->plan, set, &w->name, e) != 0 ||
	    publish_part_read(w->job->printing->part, buf_text(&w->name), DOCUMENT_BYTES,
		&w->document, e) != 0)
		return (-1);
	hash_bytes(w->document.data, w->document.length, hash);
	return (strcmp(hash, set->sha256) == 0
		? 0
		: err_retry(e, 0, "%s is not what was written a moment ago", buf_text(&w->name)));
}

/* Draw a document again from its rows; it must be as it was issued. */
static int
draw_set(struct printer *w, const struct print_set *set, struct err *e)
{
	const struct printing *p = w->job->printing;
	struct document_facts facts;
	struct model invoice, copy;
	const struct model *model = set->what == PRINT_COPY ? &copy : &invoice;
	struct model_list list = { .db = w->db, .settings = p->settings };

	if (model_find(&list, set->what == PRINT_LETTER, set->invoice, &w->arena, &invoice, e) !=
		0 ||
	    chart_read(w->db, p->settings, &w->arena, &invoice, e) != 0)
		return (-1);
	if (set->what == PRINT_COPY && !model_copy(&invoice, &w->arena, &copy))
		return (err_reject(e, "invoice %s has no copy", invoice.document.invoice_number));
	if (document_draw(w->press, &model->document, &w->document, &facts, e) != 0)
		return (-1);

	const struct look_again again = { p->spool, w->db, p->settings,
		w->job->plan->bundles[set->bundle - 1].home, model->file, model->sha256,
		&w->document };

	return (look_compare(&again, e) >= 0 ? 0 : -1);
}

/* Make one bundle, from the first sheet that is wanted on. */
static int
make_bundle(struct printer *w, size_t number, struct err *e)
{
	const struct printing *p = w->job->printing;
	const struct print_bundle *bundle = &w->job->plan->bundles[number];
	struct print_set set;
	int64_t i;

	begin_bundle(w, number);
	for (i = bundle->begin; i < bundle->end; i++) {
		int skip;

		if (print_plan_get(w->job->plan, i, &set, e) != 0)
			return (-1);
		skip = p->from > set.sheet ? (int)(p->from - set.sheet) : 0;
		if (skip >= set.sheets)
			continue;
		if ((w->job->issued ? draw_set(w, &set, e) : read_set(w, &set, e)) != 0 ||
		    bundle_add(w->bundle, &w->document, p->run, set.sheet, skip, e) != 0)
			return (-1);
		arena_reset(&w->arena);
	}
	bundle_finish(w->bundle, &w->pdf);
	return (publish_part_file(p->part,
	    arena_printf(&w->arena, "%s/bundle-%03zu.pdf", p->folder, number + 1), w->pdf.data,
	    w->pdf.length, e));
}

/* Make every n-th bundle, until another worker fails. */
static int
print_every(struct printer *w, const struct crew_worker *worker, struct err *e)
{
	const struct print_job *job = w->job;
	const size_t step = (size_t)worker->crew->workers;
	size_t bundle;
	int rc = 0;

	for (bundle = job->begin + (size_t)worker->number;
	    bundle < job->end && rc == 0 && !atomic_load(&worker->crew->failed); bundle += step) {
		const struct print_bundle *b = &job->plan->bundles[bundle];

		if (b->sheet + b->sheets > job->printing->from)
			rc = make_bundle(w, bundle, e);
		arena_reset(&w->arena);
	}
	return (rc);
}

/* Do a worker's share. */
static int
print_share(struct crew_worker *worker, struct err *e)
{
	const struct print_job *job = worker->crew->job;
	struct printer w = { .job = job, .db = worker->db, .arena = ARENA_EMPTY };
	int rc;

	w.bundle = bundle_new(job->stock, &job->style);
	if (job->issued)
		w.press = document_press_new(job->stock);
	rc = print_every(&w, worker, e);
	bundle_free(w.bundle);
	document_press_free(w.press);
	arena_release(&w.arena);
	buf_release(&w.name);
	buf_release(&w.document);
	buf_release(&w.pdf);
	return (rc);
}

/* Make the bundles from begin to end, on all cores. */
static int
make_bundles(struct print_job *job, struct err *e)
{
	const int bundles = (int)(job->end - job->begin);
	const int most = crew_size(job->printing->settings);
	struct crew crew = { .job = job,
		.workers = bundles < most ? bundles : most,
		.db_path = job->issued ? job->printing->db_path : NULL,
		.work = print_share };

	return (crew_run(&crew, e));
}

/* Make all bundles, run by run, each with the fonts and pictures of its documents. */
static int
make_all(struct print_job *job, struct err *e)
{
	const struct printing *p = job->printing;
	const struct print_plan *plan = job->plan;
	struct document_stock *stock = NULL;
	int rc = 0;

	for (job->begin = 0; job->begin < plan->bundle_count && rc == 0; job->begin = job->end) {
		const struct draw_preparation preparation = {
			.db = p->db, .settings = p->settings, .run = plan->bundles[job->begin].home
		};

		job->end = job->begin + 1;
		while (job->end < plan->bundle_count &&
		    strcmp(plan->bundles[job->end].home, preparation.run) == 0)
			job->end++;
		if (p->stock == NULL && draw_prepare(&preparation, &stock, e) != 0)
			return (-1);
		job->stock = p->stock != NULL ? p->stock : stock;
		rc = make_bundles(job, e);
		document_stock_free(stock);
		stock = NULL;
	}
	return (rc);
}

/* ---- bundles.csv ----------------------------------------------------------------------------- */

/* Write whole numbers and texts of a row, as many as the header has. */
static void
add_cells(struct buf *text, const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		csv_add_safe(text, cells[i], i == 0);
	csv_end(text);
}

/* Write a row for each bundle, with empty columns to tick. */
static int
write_list(const struct printing *p, struct print_plan *plan, struct err *e)
{
	static const char *const HEAD[] = { "bundle", "file", "first_sheet", "last_sheet", "sheets",
		"sets", "first_account", "last_account", "first_postcode", "last_postcode",
		"weight_g", "printed", "posted" };
	struct buf text = BUF_EMPTY;
	size_t i;
	int rc;

#define NUMBER(number) arena_printf(&plan->arena, "%lld", (long long)(number))
	add_cells(&text, HEAD, LENGTH(HEAD));
	for (i = 0; i < plan->bundle_count; i++) {
		const struct print_bundle *b = &plan->bundles[i];
		const char *const cells[LENGTH(HEAD)] = { NUMBER(i + 1),
			arena_printf(&plan->arena, "bundle-%03zu.pdf", i + 1), NUMBER(b->sheet),
			NUMBER(b->sheet + b->sheets - 1), NUMBER(b->sheets),
			NUMBER(b->end - b->begin), b->first.account, b->last.account,
			b->first.postcode, b->last.postcode, NUMBER(weight(p->settings, b->sheets)),
			"", "" };

		add_cells(&text, cells, LENGTH(cells));
	}
#undef NUMBER
	rc = publish_part_file(p->part, arena_printf(&plan->arena, "%s/bundles.csv", p->folder),
	    text.data, text.length, e);
	buf_release(&text);
	return (rc);
}

/* Read from the settings how sheets are printed and marked. */
static int
read_style(const struct settings *settings, struct bundle_style *style, struct err *e)
{
	*style = (struct bundle_style){ .duplex = settings->print_duplex,
		.inserter.clear = (float)settings->print_text_clear };
	return (inserter_read(settings->print_marks, &style->inserter, e));
}

int
print_check(const struct settings *settings, const struct document_stock *stock, struct err *e)
{
	struct bundle_style style;

	return (read_style(settings, &style, e) != 0 ? -1
						     : inserter_check(&style.inserter, stock, e));
}

/* ---- of a run, of a supplement, again -------------------------------------------------------- */

/* Store the bundle and the sheet of a document, once they are planned. */
typedef int keep_fn(const struct printing *p, struct made *made, const struct print_set *set,
    struct err *e);

/* Store them in `made`, for a run that is being drawn. */
static int
keep_in_made(const struct printing *p, struct made *made, const struct print_set *set,
    struct err *e)
{
	struct made_document document;
	struct made_file *file = set->what == PRINT_COPY ? &document.copy : &document.file;

	(void)p;
	if (made_get(made, set->place, &document, e) != 0)
		return (-1);
	file->bundle = set->bundle;
	file->sheet = set->sheet;
	return (made_put(made, set->place, &document, e));
}

/* Store them in the row of table post, for a supplement. */
static int
keep_in_post(const struct printing *p, struct made *made, const struct print_set *set,
    struct err *e)
{
	const bool letter = set->what == PRINT_LETTER;
	const struct post_place place = { .invoice = letter ? 0 : set->invoice,
		.letter = letter ? set->invoice : 0,
		.bundle = set->bundle,
		.sheet = set->sheet };

	(void)made;
	return (post_set_place(p->db, &place, e));
}

/*
 * Make the bundles and their list; then store the place of every document. Nothing is made where
 * there are none.
 */
static int
print_new(struct print_job *job, struct print_plan *plan, struct made *made, keep_fn *keep,
    struct err *e)
{
	const struct printing *p = job->printing;
	struct print_set set;
	int64_t i;

	if (plan->count == 0)
		return (0);
	if (publish_part_folder(p->part, p->folder, e) != 0 || make_all(job, e) != 0 ||
	    write_list(p, plan, e) != 0)
		return (-1);
	for (i = 0; i < plan->count; i++)
		if (print_plan_get(plan, i, &set, e) != 0 || keep(p, made, &set, e) != 0)
			return (-1);
	return (0);
}

/* Plan and print the documents of a run, or those that a supplement has. */
static int
plan_and_print(const struct printing *p, bool supplement, struct made *made, keep_fn *keep,
    struct err *e)
{
	struct print_plan plan = PRINT_PLAN_EMPTY;
	struct print_job job = { .printing = p, .plan = &plan };
	const struct print_planning planning = { .db = p->db,
		.settings = p->settings,
		.style = &job.style,
		.run = p->run,
		.made = made };
	int rc = read_style(p->settings, &job.style, e);

	if (rc == 0)
		rc = print_plan_open(&plan, p->part, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, supplement, e);
	if (rc == 0)
		rc = print_new(&job, &plan, made, keep, e);
	print_plan_close(&plan);
	return (rc);
}

int
print_drawn(const struct printing *p, struct made *made, struct err *e)
{
	return (plan_and_print(p, false, made, keep_in_made, e));
}

int
print_supplement(const struct printing *p, struct err *e)
{
	return (plan_and_print(p, true, NULL, keep_in_post, e));
}

/* Print the sheets from p->from on again, by a plan of the issued documents. */
static int
print_from(struct print_job *job, int64_t *sheets, struct err *e)
{
	const struct print_plan *plan = job->plan;
	const struct printing *p = job->printing;

	if (plan->count == 0)
		return (err_reject(e,
		    "there is no run %s that has anything to print; the folders under invoices/ "
		    "have their names",
		    p->run));
	*sheets = plan->sheets - p->from + 1;
	if (*sheets <= 0)
		return (err_reject(e, "the run has %lld sheets; there is no sheet %lld",
		    (long long)plan->sheets, (long long)p->from));
	return (make_all(job, e));
}

int
print_again(const struct printing *p, int64_t *sheets, struct err *e)
{
	struct print_plan plan = PRINT_PLAN_EMPTY;
	struct print_job job = { .printing = p, .plan = &plan, .issued = true };
	const struct print_planning planning = { .db = p->db,
		.settings = p->settings,
		.style = &job.style,
		.run = p->run,
		.issued = true };
	int rc = read_style(p->settings, &job.style, e);

	*sheets = 0;
	if (rc == 0)
		rc = print_plan_open(&plan, p->part, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, false, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, true, e);
	if (rc == 0)
		rc = print_from(&job, sheets, e);
	print_plan_close(&plan);
	return (rc);
}
