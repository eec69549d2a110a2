#include "produce/print.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/hash.h"
#include "base/memory.h"
#include "report/chart.h"
#include "store/post.h"
#include "produce/look.h"
#include "produce/print_plan.h"

#define DOCUMENT_BYTES ((size_t)256 << 20) /* one invoice, at most */

struct crew {
	const struct printing *printing;
	const struct print_plan *plan;
	struct bundle_style style;
	bool issued; /* drawn again; else read from the part */
	const struct document_stock *stock;
	size_t begin, end; /* the bundles to make */
	size_t workers;
	atomic_bool failed;
};

struct worker {
	struct crew *crew;
	size_t number;
	struct err e;
	int rc;
	/* of its own */
	struct database *db;           /* of an issued run, which is drawn again */
	struct document_press *press;  /* the same */
	struct bundle *bundle;
	struct arena arena;
	struct buf name, document, pdf;
};

/* ---- the bundles ----------------------------------------------------------------------------- */

/* The sheets' weight, to the gram; a cover is one more. */
static int64_t
weight(const struct settings *settings, int64_t sheets)
{
	return (((sheets + 1) * settings->print_sheet_decigrams + 5) / 10);
}

/* Begin the file of a bundle with its cover. */
static void
begin_bundle(struct worker *w, size_t number)
{
	const struct print_plan *plan = w->crew->plan;
	const struct printing *p = w->crew->printing;
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

/* The set as it was drawn and verified a moment ago. */
static int
read_set(struct worker *w, const struct print_set *set, struct err *e)
{
	char hash[HASH_HEX_SIZE];

	if (print_plan_file(w->crew->plan, set, &w->name, e) != 0 ||
	    publish_part_read(w->crew->printing->part, buf_text(&w->name), DOCUMENT_BYTES,
		&w->document, e) != 0)
		return (-1);
	hash_bytes(w->document.data, w->document.length, hash);
	return (strcmp(hash, set->sha256) == 0
		? 0
		: err_retry(e, 0, "%s is not what was written a moment ago", buf_text(&w->name)));
}

/* The set drawn again from its rows; it is what was issued, or nothing. */
static int
draw_set(struct worker *w, const struct print_set *set, struct err *e)
{
	const struct printing *p = w->crew->printing;
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
		w->crew->plan->bundles[set->bundle - 1].home, model->file, model->sha256,
		&w->document };

	return (look_compare(&again, e) >= 0 ? 0 : -1);
}

/* One bundle, from the first sheet that is wanted on. */
static int
make_bundle(struct worker *w, size_t number, struct err *e)
{
	const struct printing *p = w->crew->printing;
	const struct print_bundle *bundle = &w->crew->plan->bundles[number];
	struct print_set set;
	int64_t i;

	begin_bundle(w, number);
	for (i = bundle->begin; i < bundle->end; i++) {
		int skip;

		if (print_plan_get(w->crew->plan, i, &set, e) != 0)
			return (-1);
		skip = p->from > set.sheet ? (int)(p->from - set.sheet) : 0;
		if (skip >= set.sheets)
			continue;
		if ((w->crew->issued ? draw_set(w, &set, e) : read_set(w, &set, e)) != 0 ||
		    bundle_add(w->bundle, &w->document, p->run, set.sheet, skip, e) != 0)
			return (-1);
		arena_reset(&w->arena);
	}
	bundle_finish(w->bundle, &w->pdf);
	return (publish_part_file(p->part,
	    arena_printf(&w->arena, "%s/bundle-%03zu.pdf", p->folder, number + 1), w->pdf.data,
	    w->pdf.length, e));
}

/* One worker's life: every n-th bundle. */
static void *
work(void *context)
{
	struct worker *w = context;
	const struct crew *crew = w->crew;
	size_t bundle;

	w->bundle = bundle_new(crew->stock, &crew->style);
	if (crew->issued)
		w->press = document_press_new(crew->stock);
	for (bundle = crew->begin + w->number;
	    bundle < crew->end && w->rc == 0 && !atomic_load(&crew->failed);
	    bundle += crew->workers) {
		const struct print_bundle *b = &crew->plan->bundles[bundle];

		if (b->sheet + b->sheets > crew->printing->from)
			w->rc = make_bundle(w, bundle, &w->e);
		arena_reset(&w->arena);
	}
	if (w->rc != 0)
		atomic_store(&w->crew->failed, true);
	bundle_free(w->bundle);
	document_press_free(w->press);
	arena_release(&w->arena);
	buf_release(&w->name);
	buf_release(&w->document);
	buf_release(&w->pdf);
	return (NULL);
}

/* The bundles from begin to end, on all cores. */
static int
make_bundles(struct crew *crew, struct err *e)
{
	const struct printing *p = crew->printing;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = p->settings->workers > 0 ? (size_t)p->settings->workers
	    : cores > 0 && cores <= 64         ? (size_t)cores
					       : 1,
	       started = 0, i;
	int rc = 0;
	pthread_t *threads;
	struct worker *workers;

	crew->workers = crew->end - crew->begin < most ? crew->end - crew->begin : most;
	threads = memory_new(crew->workers, sizeof(*threads));
	workers = memory_new(crew->workers, sizeof(*workers));
	for (i = 0; i < crew->workers && rc == 0; i++) {
		workers[i] = (struct worker){ .crew = crew, .number = i, .arena = ARENA_EMPTY };
		rc = crew->issued ? database_open(p->db_path, DATABASE_READ, &workers[i].db, e) : 0;
		if (rc == 0 && pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
			rc = err_retry(e, 0, "no thread to print with");
		started += rc == 0;
	}
	if (rc != 0)
		atomic_store(&crew->failed, true);
	for (i = 0; i < started; i++)
		(void)pthread_join(threads[i], NULL);
	for (i = 0; i < crew->workers; i++) {
		database_close(workers[i].db);
		if (rc == 0 && workers[i].rc != 0) {
			rc = workers[i].rc;
			*e = workers[i].e;
		}
	}
	free(threads);
	free(workers);
	return (rc);
}

/* All bundles, run by run, each with what its documents share. */
static int
make_all(struct crew *crew, struct err *e)
{
	const struct printing *p = crew->printing;
	const struct print_plan *plan = crew->plan;
	struct document_stock *stock = NULL;
	int rc = 0;

	for (crew->begin = 0; crew->begin < plan->bundle_count && rc == 0;
	    crew->begin = crew->end) {
		const struct draw_preparation preparation = {
			.db = p->db, .settings = p->settings, .run = plan->bundles[crew->begin].home
		};

		crew->end = crew->begin + 1;
		while (crew->end < plan->bundle_count &&
		    strcmp(plan->bundles[crew->end].home, preparation.run) == 0)
			crew->end++;
		if (p->stock == NULL && draw_prepare(&preparation, &stock, e) != 0)
			return (-1);
		crew->stock = p->stock != NULL ? p->stock : stock;
		rc = make_bundles(crew, e);
		document_stock_free(stock);
		stock = NULL;
	}
	return (rc);
}

/* ---- bundles.csv ----------------------------------------------------------------------------- */

/* Whole numbers and texts of a row, as many as there are in the head. */
static void
add_row(struct buf *text, const char *const *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		csv_add_safe(text, cells[i], i == 0);
	csv_end(text);
}

/* A row a bundle, with empty columns to tick. */
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
	add_row(&text, HEAD, LENGTH(HEAD));
	for (i = 0; i < plan->bundle_count; i++) {
		const struct print_bundle *b = &plan->bundles[i];
		const char *const cells[LENGTH(HEAD)] = { NUMBER(i + 1),
			arena_printf(&plan->arena, "bundle-%03zu.pdf", i + 1), NUMBER(b->sheet),
			NUMBER(b->sheet + b->sheets - 1), NUMBER(b->sheets),
			NUMBER(b->end - b->begin), b->first.account, b->last.account,
			b->first.postcode, b->last.postcode, NUMBER(weight(p->settings, b->sheets)),
			"", "" };

		add_row(&text, cells, LENGTH(cells));
	}
#undef NUMBER
	rc = publish_part_file(p->part, arena_printf(&plan->arena, "%s/bundles.csv", p->folder),
	    text.data, text.length, e);
	buf_release(&text);
	return (rc);
}

/* How sheets are printed and marked. */
static int
read_style(const struct settings *settings, struct bundle_style *style, struct err *e)
{
	*style = (struct bundle_style){ .duplex = settings->print_duplex,
		.clear = (float)settings->print_text_clear };
	return (bundle_read_marks(settings->print_marks, style, e));
}

int
print_check(const struct settings *settings, const struct document_stock *stock, struct err *e)
{
	struct bundle_style style;

	return (read_style(settings, &style, e) != 0 ? -1 : bundle_check(&style, stock, e));
}

/* ---- of a run, of a supplement, again -------------------------------------------------------- */

/* What every set is given when it has its place: its document's record, or its row, learns it. */
typedef int keep_fn(const struct printing *p, struct made *made, const struct print_set *set,
    struct err *e);

/* In the records of what is drawn. */
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

/* In the row of post. */
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

/* Bundles and their list; then every set's place is kept. Nothing is made where there are no sets.
 */
static int
print_new(struct crew *crew, struct print_plan *plan, struct made *made, keep_fn *keep,
    struct err *e)
{
	const struct printing *p = crew->printing;
	struct print_set set;
	int64_t i;

	if (plan->count == 0)
		return (0);
	if (publish_part_folder(p->part, p->folder, e) != 0 || make_all(crew, e) != 0 ||
	    write_list(p, plan, e) != 0)
		return (-1);
	for (i = 0; i < plan->count; i++)
		if (print_plan_get(plan, i, &set, e) != 0 || keep(p, made, &set, e) != 0)
			return (-1);
	return (0);
}

/* Plan the sets of a run, or those that it has as a supplement, and print them. */
static int
plan_and_print(const struct printing *p, bool supplement, struct made *made, keep_fn *keep,
    struct err *e)
{
	struct print_plan plan = PRINT_PLAN_EMPTY;
	struct crew crew = { .printing = p, .plan = &plan };
	const struct print_planning planning = { .db = p->db,
		.settings = p->settings,
		.style = &crew.style,
		.run = p->run,
		.made = made };
	int rc = read_style(p->settings, &crew.style, e);

	if (rc == 0)
		rc = print_plan_open(&plan, p->part, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, supplement, e);
	if (rc == 0)
		rc = print_new(&crew, &plan, made, keep, e);
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

/* The sheets from p->from on, of a plan of what was issued. */
static int
print_from(struct crew *crew, int64_t *sheets, struct err *e)
{
	const struct print_plan *plan = crew->plan;
	const struct printing *p = crew->printing;

	if (plan->count == 0)
		return (err_reject(e,
		    "there is no run %s that has anything to print; the folders under invoices/ "
		    "have their names",
		    p->run));
	*sheets = plan->sheets - p->from + 1;
	if (*sheets <= 0)
		return (err_reject(e, "the run has %lld sheets; there is no sheet %lld",
		    (long long)plan->sheets, (long long)p->from));
	return (make_all(crew, e));
}

int
print_again(const struct printing *p, int64_t *sheets, struct err *e)
{
	struct print_plan plan = PRINT_PLAN_EMPTY;
	struct crew crew = { .printing = p, .plan = &plan, .issued = true };
	const struct print_planning planning = { .db = p->db,
		.settings = p->settings,
		.style = &crew.style,
		.run = p->run,
		.issued = true };
	int rc = read_style(p->settings, &crew.style, e);

	*sheets = 0;
	if (rc == 0)
		rc = print_plan_open(&plan, p->part, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, false, e);
	if (rc == 0)
		rc = print_plan_add(&plan, &planning, true, e);
	if (rc == 0)
		rc = print_from(&crew, sheets, e);
	print_plan_close(&plan);
	return (rc);
}
