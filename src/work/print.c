#include "work/print.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/hash.h"
#include "base/memory.h"
#include "export/chart.h"

#define DOCUMENT_BYTES ((size_t)256 << 20) /* one invoice, at most */

/* What is printed, by column 10 of PRINT_ORDER. */
enum what { SET_INVOICE, SET_COPY, SET_LETTER };

/* One invoice or letter to print, or a copy of one. */
struct set {
	enum what what;
	int64_t invoice, sequence;
	int64_t post;       /* its row of post, in a supplement */
	const char *number, *account, *postcode;
	const char *home;   /* the run that issues it */
	const char *sha256; /* of its file in the part */
	int pages, sheets, bundle;
	int64_t sheet; /* its first one */
	int issued_bundle; /* where it was when the run was issued, 0 before */
	int64_t issued_sheet;
};

/* All sets in the order of printing, and where their bundles begin. */
struct plan {
	struct arena arena;
	struct set *sets;
	size_t count, room;
	size_t *begins; /* index of the first set of each bundle; one more at the end */
	int bundles;
	int64_t sheets;
};

struct crew {
	const struct printing *printing;
	const struct plan *plan;
	struct bundle_style style;
	bool issued; /* drawn again; else read from the part */
	const struct document_stock *stock;
	int begin, end; /* the bundles to make */
	int workers;
	atomic_bool failed;
};

struct worker {
	struct crew *crew;
	int number;
	struct err e;
	int rc;
	/* of its own */
	struct database *db;           /* of an issued run, which is drawn again */
	struct document_press *press;  /* the same */
	struct bundle *bundle;
	struct arena arena;
	struct buf document, pdf;
};

/* ---- the plan ---------------------------------------------------------------------------------------------------- */

/* What was drawn for the document with this place in the run, or for its copy. */
static struct issue_file *
find_file(const struct drawn *drawn, int64_t place, enum what what)
{
	return (what == SET_COPY ? drawn->made[place].copy : &drawn->made[place].file);
}

/* The sets in the order of printing, of a run or of a supplement. Of a run that is not issued, pages and hashes come from drawn. */
static int
read_sets(const struct printing *p, enum statement id, const struct drawn *drawn, int64_t first, struct plan *plan, struct err *e)
{
	int rc;

	if (database_query(p->db, id, e, "si", p->run, (int64_t)p->settings->print_by_building) != 0)
		return (-1);
	while ((rc = database_step(p->db, id, e)) == 1) {
		enum what what = (enum what)database_int(p->db, id, 10);
		const struct issue_file *made = drawn == NULL ? NULL : find_file(drawn, database_int(p->db, id, 1) - first, what);

		plan->sets = arena_grow(&plan->arena, plan->sets, plan->count, &plan->room, sizeof(*plan->sets));
		plan->sets[plan->count++] = (struct set){ .what = what, .invoice = database_int(p->db, id, 0),
			.sequence = database_int(p->db, id, 1), .post = id == SQL_PRINT_SUPPLEMENT ? database_int(p->db, id, 11) : 0,
			.pages = made != NULL ? made->pages : (int)database_int(p->db, id, 2),
			.number = arena_string(&plan->arena, database_text(p->db, id, 3)),
			.account = arena_string(&plan->arena, database_text(p->db, id, 4)),
			.postcode = arena_string(&plan->arena, database_text(p->db, id, 5)),
			.home = arena_string(&plan->arena, database_text(p->db, id, 6)),
			.sha256 = made != NULL ? made->sha256 : arena_string(&plan->arena, database_text(p->db, id, 7)),
			.issued_bundle = (int)database_int(p->db, id, 8), .issued_sheet = database_int(p->db, id, 9) };
	}
	return (rc);
}

/* Number the sheets, and begin a bundle where a set does not fit any more, or is another run's. */
static void
fill_bundles(const struct settings *settings, const struct bundle_style *style, struct plan *plan)
{
	int filled = 0;
	size_t i;

	plan->begins = arena_new(&plan->arena, plan->count + 1, sizeof(*plan->begins));
	for (i = 0; i < plan->count; i++) {
		struct set *set = &plan->sets[i];

		set->sheets = bundle_sheets(style, set->pages);
		if (i == 0 || filled + set->sheets > settings->print_sheets || strcmp(set->home, set[-1].home) != 0) {
			plan->begins[plan->bundles++] = i;
			filled = 0;
		}
		filled += set->sheets;
		set->bundle = plan->bundles;
		set->sheet = plan->sheets + 1;
		plan->sheets += set->sheets;
	}
	plan->begins[plan->bundles] = plan->count;
}

/* Number of sheets of a bundle, from 0. */
static int64_t
bundle_size(const struct plan *plan, int bundle)
{
	const struct set *first = &plan->sets[plan->begins[bundle]], *last = &plan->sets[plan->begins[bundle + 1] - 1];

	return (last->sheet + last->sheets - first->sheet);
}

/* Is every set where it was when the run was issued? Settings that have changed since would put others on its sheets. */
static int
check_issued(const struct plan *plan, struct err *e)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->sets[i].bundle != plan->sets[i].issued_bundle || plan->sets[i].sheet != plan->sets[i].issued_sheet)
			return (err_reject(e, "invoice %s was on sheet %lld of bundle %d and would be on sheet %lld of bundle %d now: bundle_sheets,"
			    " duplex or order in [print] of billspool.conf have changed since; put them back to print this run again",
			    plan->sets[i].number, (long long)plan->sets[i].issued_sheet, plan->sets[i].issued_bundle,
			    (long long)plan->sets[i].sheet, plan->sets[i].bundle));
	return (0);
}

/* ---- the bundles ------------------------------------------------------------------------------------------------- */

/* The sheets' weight, to the gram; a cover is one more. */
static int64_t
weight(const struct settings *settings, int64_t sheets)
{
	return (((sheets + 1) * settings->print_sheet_decigrams + 5) / 10);
}

/* Begin the file of a bundle with its cover. */
static int
begin_bundle(struct worker *w, int bundle, struct err *e)
{
	const struct plan *plan = w->crew->plan;
	const struct printing *p = w->crew->printing;
	struct arena *arena = &w->arena;
	const struct set *first = &plan->sets[plan->begins[bundle]], *last = &plan->sets[plan->begins[bundle + 1] - 1];
	int64_t sheets = bundle_size(plan, bundle), from = p->from > first->sheet ? p->from : first->sheet;
	const struct bundle_row rows[] = {
		{ "Run", p->run },
		{ "Bundle", arena_printf(arena, "%d of %d", bundle + 1, plan->bundles) },
		{ "Sets", arena_printf(arena, "%zu", plan->begins[bundle + 1] - plan->begins[bundle]) },
		{ "Sheets", arena_printf(arena, "%lld, and this one", (long long)sheets) },
		{ "Numbers", arena_printf(arena, "%lld to %lld of %lld", (long long)first->sheet, (long long)(first->sheet + sheets - 1),
		    (long long)plan->sheets) },
		{ "First account", arena_printf(arena, "%s, invoice %s, postcode %s", first->account, first->number, first->postcode) },
		{ "Last account", arena_printf(arena, "%s, invoice %s, postcode %s", last->account, last->number, last->postcode) },
		{ "Weight", arena_printf(arena, "%lld g", (long long)weight(p->settings, sheets)) },
		{ "Printed again from", from > first->sheet ? arena_printf(arena, "sheet %lld", (long long)from) : "" },
	};

	return (bundle_begin(w->bundle, arena_printf(arena, "Bundle %d", bundle + 1), rows, LENGTH(rows) - (from > first->sheet ? 0 : 1), e));
}

/* The set as it was drawn and verified a moment ago. */
static int
read_set(struct worker *w, const struct set *set, struct err *e)
{
	const char *path = arena_printf(&w->arena, "POSTAL/%s-%s%s.pdf", set->number, set->account, set->what == SET_COPY ? "-copy" : "");
	char hash[HASH_HEX_SIZE];

	if (publish_part_read(w->crew->printing->part, path, DOCUMENT_BYTES, &w->document, e) != 0)
		return (-1);
	hash_bytes(w->document.data, w->document.length, hash);
	return (strcmp(hash, set->sha256) == 0 ? 0 : err_retry(e, 0, "%s is not what was written a moment ago", path));
}

/* The set drawn again from its rows; it is what was issued, or nothing. */
static int
draw_set(struct worker *w, const struct set *set, struct err *e)
{
	const struct printing *p = w->crew->printing;
	struct document_facts facts;
	struct model invoice, copy;
	const struct model *model = set->what == SET_COPY ? &copy : &invoice;
	struct model_list list = { .db = w->db, .settings = p->settings };
	char hash[HASH_HEX_SIZE];

	if (model_find(&list, set->what == SET_LETTER, set->invoice, &w->arena, &invoice, e) != 0 ||
	    chart_read(w->db, p->settings, &w->arena, &invoice, e) != 0)
		return (-1);
	if (set->what == SET_COPY && !model_copy(&invoice, &w->arena, &copy))
		return (err_reject(e, "invoice %s has no copy", set->number));
	if (document_draw(w->press, &model->document, &w->document, &facts, e) != 0)
		return (-1);
	hash_bytes(w->document.data, w->document.length, hash);
	return (strcmp(hash, model->sha256) == 0 ? 0 : err_reject(e, "%s comes out different from what was issued: fonts, settings or this"
	    " program have changed", model->file));
}

/* One bundle, from the first sheet that is wanted on. */
static int
make_bundle(struct worker *w, int bundle, struct err *e)
{
	const struct printing *p = w->crew->printing;
	const struct plan *plan = w->crew->plan;
	size_t i;

	if (begin_bundle(w, bundle, e) != 0)
		return (-1);
	for (i = plan->begins[bundle]; i < plan->begins[bundle + 1]; i++) {
		const struct set *set = &plan->sets[i];
		int skip = p->from > set->sheet ? (int)(p->from - set->sheet) : 0;

		if (skip >= set->sheets)
			continue;
		if ((w->crew->issued ? draw_set(w, set, e) : read_set(w, set, e)) != 0 ||
		    bundle_add(w->bundle, &w->document, p->run, set->sheet, skip, e) != 0)
			return (-1);
		arena_reset(&w->arena);
	}
	bundle_finish(w->bundle, &w->pdf);
	return (publish_part_file(p->part, arena_printf(&w->arena, "%s/bundle-%03d.pdf", p->folder, bundle + 1), w->pdf.data,
	    w->pdf.length, e));
}

/* One worker's life: every n-th bundle. */
static void *
work(void *context)
{
	struct worker *w = context;
	const struct crew *crew = w->crew;
	int bundle;

	w->bundle = bundle_new(crew->stock, &crew->style);
	if (crew->issued)
		w->press = document_press_new(crew->stock);
	for (bundle = crew->begin + w->number; bundle < crew->end && w->rc == 0 && !atomic_load(&crew->failed); bundle += crew->workers) {
		const struct set *first = &crew->plan->sets[crew->plan->begins[bundle]];

		if (first->sheet + bundle_size(crew->plan, bundle) > crew->printing->from)
			w->rc = make_bundle(w, bundle, &w->e);
		arena_reset(&w->arena);
	}
	if (w->rc != 0)
		atomic_store(&w->crew->failed, true);
	bundle_free(w->bundle);
	document_press_free(w->press);
	arena_release(&w->arena);
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
	int most = p->settings->workers > 0 ? p->settings->workers : cores > 0 && cores <= 64 ? (int)cores : 1, started = 0, i, rc = 0;
	pthread_t *threads;
	struct worker *workers;

	crew->workers = crew->end - crew->begin < most ? crew->end - crew->begin : most;
	threads = memory_new((size_t)crew->workers, sizeof(*threads));
	workers = memory_new((size_t)crew->workers, sizeof(*workers));
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
	const struct plan *plan = crew->plan;
	struct document_stock *stock = NULL;
	int rc = 0;

	for (crew->begin = 0; crew->begin < plan->bundles && rc == 0; crew->begin = crew->end) {
		const char *home = plan->sets[plan->begins[crew->begin]].home;

		crew->end = crew->begin + 1;
		while (crew->end < plan->bundles && strcmp(plan->sets[plan->begins[crew->end]].home, home) == 0)
			crew->end++;
		if (p->stock == NULL && draw_prepare_again(p->db, p->settings, home, &stock, e) != 0)
			return (-1);
		crew->stock = p->stock != NULL ? p->stock : stock;
		rc = make_bundles(crew, e);
		document_stock_free(stock);
		stock = NULL;
	}
	return (rc);
}

/* ---- bundles.csv -------------------------------------------------------------------------------------------------- */

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
write_list(const struct printing *p, struct plan *plan, struct err *e)
{
	static const char *const HEAD[] = { "bundle", "file", "first_sheet", "last_sheet", "sheets", "sets", "first_account", "last_account",
		"first_postcode", "last_postcode", "weight_g", "printed", "posted" };
	struct buf text = BUF_EMPTY;
	int bundle, rc;

#define NUMBER(number) arena_printf(&plan->arena, "%lld", (long long)(number))
	add_row(&text, HEAD, LENGTH(HEAD));
	for (bundle = 0; bundle < plan->bundles; bundle++) {
		const struct set *first = &plan->sets[plan->begins[bundle]], *last = &plan->sets[plan->begins[bundle + 1] - 1];
		int64_t sheets = bundle_size(plan, bundle);
		const char *const cells[LENGTH(HEAD)] = { NUMBER(bundle + 1), arena_printf(&plan->arena, "bundle-%03d.pdf", bundle + 1),
			NUMBER(first->sheet), NUMBER(first->sheet + sheets - 1), NUMBER(sheets),
			NUMBER(plan->begins[bundle + 1] - plan->begins[bundle]), first->account, last->account, first->postcode, last->postcode,
			NUMBER(weight(p->settings, sheets)), "", "" };

		add_row(&text, cells, LENGTH(cells));
	}
#undef NUMBER
	rc = publish_part_file(p->part, arena_printf(&plan->arena, "%s/bundles.csv", p->folder), text.data, text.length, e);
	buf_release(&text);
	return (rc);
}

/* ---- both ways ---------------------------------------------------------------------------------------------------- */

/* How sheets are printed and marked. */
static int
read_style(const struct settings *settings, struct bundle_style *style, struct err *e)
{
	*style = (struct bundle_style){ .duplex = settings->print_duplex };
	return (bundle_read_marks(settings->print_marks, style, e));
}

int
print_drawn(const struct printing *p, struct drawn *drawn, struct err *e)
{
	struct plan plan = { .arena = ARENA_EMPTY };
	struct crew crew = { .printing = p, .plan = &plan };
	int64_t first = 0;
	size_t i;
	int rc = read_style(p->settings, &crew.style, e);

	if (rc == 0 && database_number(p->db, SQL_DOCUMENT_FIRST, &first, e, "s", p->run) < 0)
		rc = -1;
	if (rc == 0)
		rc = read_sets(p, SQL_PRINT_ORDER, drawn, first, &plan, e);
	if (rc == 0 && plan.count > 0) {
		fill_bundles(p->settings, &crew.style, &plan);
		rc = publish_part_folder(p->part, p->folder, e);
		if (rc == 0)
			rc = make_all(&crew, e);
		if (rc == 0)
			rc = write_list(p, &plan, e);
	}

	/* By sequence, as the rest of what was made. */
	for (i = 0; i < plan.count && rc == 0; i++) {
		struct issue_file *made = find_file(drawn, plan.sets[i].sequence - first, plan.sets[i].what);

		made->bundle = plan.sets[i].bundle;
		made->sheet = plan.sets[i].sheet;
	}
	arena_release(&plan.arena);
	return (rc);
}

int
print_supplement(const struct printing *p, struct err *e)
{
	struct plan plan = { .arena = ARENA_EMPTY };
	struct crew crew = { .printing = p, .plan = &plan };
	size_t i;
	int rc = read_style(p->settings, &crew.style, e);

	if (rc == 0)
		rc = read_sets(p, SQL_PRINT_SUPPLEMENT, NULL, 0, &plan, e);
	if (rc == 0)
		fill_bundles(p->settings, &crew.style, &plan);
	if (rc == 0)
		rc = publish_part_folder(p->part, p->folder, e);
	if (rc == 0)
		rc = make_all(&crew, e);
	if (rc == 0)
		rc = write_list(p, &plan, e);
	for (i = 0; i < plan.count && rc == 0; i++)
		rc = database_run(p->db, SQL_POST_PLACE, e, "iii", (int64_t)plan.sets[i].bundle, plan.sets[i].sheet, plan.sets[i].post);
	arena_release(&plan.arena);
	return (rc);
}

int
print_again(const struct printing *p, int64_t *sheets, struct err *e)
{
	struct plan plan = { .arena = ARENA_EMPTY };
	struct crew crew = { .printing = p, .plan = &plan, .issued = true };
	int rc = read_style(p->settings, &crew.style, e);

	*sheets = 0;
	if (rc == 0)
		rc = read_sets(p, SQL_PRINT_ORDER, NULL, 0, &plan, e);
	if (rc == 0)
		rc = read_sets(p, SQL_PRINT_SUPPLEMENT, NULL, 0, &plan, e);
	if (rc == 0 && plan.count == 0)
		rc = err_reject(e, "there is no run %s that has anything to print; the folders under invoices/ have their names", p->run);
	if (rc == 0) {
		fill_bundles(p->settings, &crew.style, &plan);
		*sheets = plan.sheets - p->from + 1;
		if (*sheets <= 0)
			rc = err_reject(e, "the run has %lld sheets; there is no sheet %lld", (long long)plan.sheets, (long long)p->from);
	}
	if (rc == 0)
		rc = check_issued(&plan, e);
	if (rc == 0)
		rc = make_all(&crew, e);
	arena_release(&plan.arena);
	return (rc);
}
