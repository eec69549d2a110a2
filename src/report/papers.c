#include "report/papers.h"

#include "report/model.h"
#include "report/outfile.h"
#include "store/proof.h"
#include "store/run.h"

#define DAY(day) date_format((day), (char[DATE_ISO_SIZE]){ 0 })
#define MONEY(minor) \
	decimal_format_money((minor), w->settings->rules.minor_places, (char[DECIMAL_SIZE]){ 0 })

struct writing {
	struct database *db;
	const struct settings *settings;
	const char *run;
	struct outfile manifest, ar;
	struct hash *result;
	int64_t ar_net, ar_tax, ar_gross, rows, copies;
};

void
papers_release(struct papers *papers)
{
	buf_release(&papers->proof);
}

void
papers_manifest_head(struct outfile *manifest)
{
	outfile_row(manifest, "file", "account", "invoice", "pages", "bytes", "sha256", "delivery",
	    "bundle", "sheet", NULL);
}

void
papers_manifest_row(struct outfile *manifest, const struct model *model)
{
	const struct document_model *m = &model->document;
	char pages[16], bytes[24], bundle[16] = "", sheet[24] = "";

	(void)snprintf(pages, sizeof(pages), "%d", model->pages);
	(void)snprintf(bytes, sizeof(bytes), "%lld", (long long)model->bytes);
	if (model->bundle > 0) {
		(void)snprintf(bundle, sizeof(bundle), "%d", model->bundle);
		(void)snprintf(sheet, sizeof(sheet), "%lld", (long long)model->sheet);
	}
	outfile_row(manifest, model->file, m->account_number, m->invoice_number, pages, bytes,
	    model->sha256, model->delivery, bundle, sheet, NULL);
}

/*
 * One file in the manifest, and in the result: everything that reaches anybody, without the run's
 * name.
 */
static void
write_file(struct writing *w, const struct model *model)
{
	const struct document_model *m = &model->document;
	char line[512];

	papers_manifest_row(&w->manifest, model);
	(void)snprintf(line, sizeof(line), "%s %s %s %lld %lld\n", model->file, model->sha256,
	    model->email, (long long)m->total_minor, (long long)m->due_minor);
	hash_add(w->result, line, strlen(line));
}

/* One invoice in each list. Its copy is a file, and nothing that counts. */
static void
write_rows(struct writing *w, const struct model *model, struct arena *arena)
{
	const struct document_model *m = &model->document;
	struct model copy;

	write_file(w, model);
	if (model_copy(model, arena, &copy)) {
		write_file(w, &copy);
		w->copies++;
	}
	outfile_row(&w->ar, w->run, m->invoice_number, m->account_number, model->sales_cust_number,
	    m->account_name, model->building_code, DAY(m->invoice_date), DAY(m->due_date),
	    DAY(m->period_from), DAY(m->period_to), MONEY(m->net_minor), MONEY(m->tax_minor),
	    MONEY(m->total_minor), m->currency, MONEY(model->balance_before_minor),
	    MONEY(m->due_minor), model->file, NULL);
	w->ar_net += m->net_minor;
	w->ar_tax += m->tax_minor;
	w->ar_gross += m->total_minor;
	w->rows++;
}

/* manifest.csv and ar-import.csv in one pass. */
static int
write_lists(struct writing *w, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = w->db, .settings = w->settings };
	struct model model;
	int rc;

	papers_manifest_head(&w->manifest);
	outfile_row(&w->ar, "run", "invoice_number", "account_number", "sales_cust_number",
	    "account_name", "building_code", "invoice_date", "due_date", "period_from", "period_to",
	    "net", "tax", "gross", "currency", "balance_before", "balance_after", "file", NULL);
	rc = model_begin(&list, w->run, 1, 0, e);
	while (rc == 0 && (rc = model_next(&list, false, &arena, &model, e)) == 1) {
		write_rows(w, &model, &arena);
		rc = outfile_flush(&w->manifest, e) != 0 || outfile_flush(&w->ar, e) != 0 ? -1 : 0;
		arena_reset(&arena);
	}
	arena_release(&arena);
	return (rc);
}

/* The sums that the database itself knows, by other ways than the lists. */
struct sums {
	struct arena arena;
	struct proof_invoices invoices;
	struct proof_print print; /* of POSTAL/print */
};

static int
read_sums(struct writing *w, struct papers *papers, struct sums *sums, struct err *e)
{
	const struct proof_invoices *i = &sums->invoices;

	if (proof_invoices(w->db, w->run, &sums->arena, &sums->invoices, e) != 0 ||
	    proof_print(w->db, w->run, w->settings->print_duplex, &sums->print, e) != 0 ||
	    run_held_count(w->db, w->run, &papers->held, e) < 0)
		return (-1);
	papers->invoices = i->invoices;
	papers->by_email = i->by_email;
	papers->by_post = i->by_post;
	papers->copies = i->copies;
	papers->total_minor = i->total_minor;
	return (0);
}

bool
papers_tie(struct buf *text, const char *name, const char *figure, bool ties, const char *what)
{
	buf_printf(text, "%-28s %16s  %s%s\n", name, figure, ties ? "= " : "DIFFERS from ", what);
	return (ties);
}

/* The text of the proof. Returns whether all of it ties. */
static bool
prove(struct writing *w, const struct papers *papers, const struct sums *sums,
    const char *previous_hash, struct buf *text)
{
	const struct proof_invoices *s = &sums->invoices;
	const struct proof_print *print = &sums->print;
	bool ties = true;
	char count[64];

	buf_printf(text, "Proof of run %s: invoices\n\n", w->run);
	(void)snprintf(count, sizeof(count), "%lld", (long long)papers->invoices);
	ties &= papers_tie(text, "invoices", count,
	    papers->invoices == papers->by_email + papers->by_post, "EMAIL + POSTAL");
	buf_printf(text, "%-28s %16lld\n%-28s %16lld\n", "  by email", (long long)papers->by_email,
	    "  by post", (long long)papers->by_post);
	(void)snprintf(count, sizeof(count), "%lld", (long long)papers->copies);
	ties &= papers_tie(text, "copies by post", count, papers->copies == w->copies,
	    "rows COPY of manifest.csv");
	buf_printf(text, "%-28s %16lld  accounts of these buildings that an exception keeps out\n",
	    "held", (long long)papers->held);
	(void)snprintf(count, sizeof(count), "%lld", (long long)papers->invoices);
	ties &= papers_tie(text, "numbers used", count, s->span == papers->invoices,
	    "last - first + 1: no gap");
	buf_printf(text, "%-28s %16s  to %s\n", "  from", s->first, s->last);
	ties &= papers_tie(text, "rows of ar-import.csv", count, w->rows == papers->invoices,
	    "invoices");
	buf_printf(text, "%-28s %16lld\n", "pages", (long long)s->pages);
	(void)snprintf(count, sizeof(count), "%lld", (long long)print->sets);
	ties &= papers_tie(text, "sets in print bundles", count,
	    print->sets == papers->by_post + papers->copies, "by post + copies");
	(void)snprintf(count, sizeof(count), "%lld", (long long)print->sheets);
	ties &= papers_tie(text, "sheets of these sets", count, print->sheets == print->last_sheet,
	    "number of the last sheet");
	buf_printf(text, "%-28s %16lld\n\n", "print bundles", (long long)print->bundles);
	ties &= papers_tie(text, "sum of lines", MONEY(s->lines_minor),
	    s->lines_minor == s->net_minor, "net of invoices");
	ties &= papers_tie(text, "sum of tax", MONEY(s->taxes_minor),
	    s->taxes_minor == s->tax_minor, "tax of invoices");
	ties &= papers_tie(text, "sum of invoices", MONEY(s->total_minor),
	    s->total_minor == s->net_minor + s->tax_minor, "net + tax");
	ties &= papers_tie(text, "sum of ar-import.csv", MONEY(w->ar_gross),
	    w->ar_gross == s->total_minor && w->ar_net == s->net_minor && w->ar_tax == s->tax_minor,
	    "sum of invoices");
	ties &= papers_tie(text, "change of balances (ledger)", MONEY(s->balances_minor),
	    s->balances_minor == s->total_minor, "sum of invoices");
	buf_printf(text, "\nproof before this one: %s\n",
	    previous_hash[0] != '\0' ? previous_hash : "none, this is the first");
	return (ties);
}

/* Sums, proof.txt and the hashes. */
static int
write_proof(struct writing *w, const char *previous_hash, const char *ar_hash,
    const char *manifest_hash, struct papers *papers, struct err *e)
{
	struct sums sums = { .arena = ARENA_EMPTY };
	int rc = read_sums(w, papers, &sums, e);
	bool ties = rc == 0 && prove(w, papers, &sums, previous_hash, &papers->proof);

	arena_release(&sums.arena);
	if (rc != 0)
		return (-1);
	buf_printf(&papers->proof,
	    "manifest.csv:          %s\nar-import.csv:         %s\nresult (approve =):    %s\n",
	    manifest_hash, ar_hash, papers->result_hash);
	if (papers->held_hash[0] != '\0')
		buf_printf(&papers->proof, "held.csv:              %s\n", papers->held_hash);
	hash_bytes(papers->proof.data, papers->proof.length, papers->proof_hash);
	if (!ties)
		return (err_reject(e, "the run does not balance and was not issued:\n%s",
		    buf_text(&papers->proof)));
	return (publish_part_file(w->manifest.part, "proof.txt", papers->proof.data,
	    papers->proof.length, e));
}

int
papers_write(struct database *db, const struct settings *settings, const char *run,
    const char *previous_hash, const struct publish_part *part, struct papers *papers,
    struct err *e)
{
	struct writing w = { .db = db, .settings = settings, .run = run, .result = hash_new() };
	char manifest_hash[HASH_HEX_SIZE], ar_hash[HASH_HEX_SIZE];
	int rc;

	outfile_open(&w.manifest, part, "manifest.csv", true);
	outfile_open(&w.ar, part, "ar-import.csv", true);
	rc = write_lists(&w, e);
	hash_finish(w.result, papers->result_hash);
	if (rc != 0) {
		outfile_abandon(&w.manifest);
		outfile_abandon(&w.ar);
		return (-1);
	}
	rc = outfile_close(&w.manifest, manifest_hash, e);
	if (outfile_close(&w.ar, ar_hash, e) != 0 || rc != 0)
		return (-1);
	return (write_proof(&w, previous_hash, ar_hash, manifest_hash, papers, e));
}
