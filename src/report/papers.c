#include "report/papers.h"

#include "report/ar_file.h"
#include "report/model.h"
#include "report/outfile.h"
#include "store/proof.h"
#include "store/run.h"

#define MONEY(minor) \
	decimal_format_money((minor), w->settings->rules.minor_places, (char[DECIMAL_SIZE]){ 0 })

struct papers_writing {
	struct database *db;
	const struct settings *settings;
	const char *run;
	struct outfile manifest;
	struct ar_file *ar; /* an AR file for each format */
	size_t ar_count;
	struct hash *result;
	int64_t copies;
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
 * Add one file to the manifest, and to the hash of the result, which has all that reaches anybody
 * but not the run's name.
 */
static void
write_file(struct papers_writing *w, const struct model *model)
{
	const struct document_model *m = &model->document;
	char line[512];

	papers_manifest_row(&w->manifest, model);
	(void)snprintf(line, sizeof(line), "%s %s %s %lld %lld\n", model->file, model->sha256,
	    model->email, (long long)m->total_minor, (long long)m->due_minor);
	hash_add(w->result, line, strlen(line));
}

/*
 * Begin the AR files. Does one of them list lines or taxes? Then models must be read whole.
 */
static bool
open_ar(struct papers_writing *w, const struct papers *papers, const struct publish_part *part,
    struct arena *arena)
{
	bool whole = false;

	w->ar = arena_new(arena, papers->ar_count, sizeof(*w->ar));
	for (; w->ar_count < papers->ar_count; w->ar_count++) {
		ar_file_open(&w->ar[w->ar_count], papers->ar[w->ar_count], part);
		whole = whole || ar_file_needs_whole(papers->ar[w->ar_count]);
	}
	return (whole);
}

/* Add an invoice to each AR file. */
static int
write_ar(struct papers_writing *w, const struct model *model, struct arena *arena, struct err *e)
{
	size_t i;

	for (i = 0; i < w->ar_count; i++)
		if (ar_file_add(&w->ar[i], w->run, model, arena, e) != 0)
			return (-1);
	return (0);
}

/*
 * Add one invoice to each list. Its copy is a file of the manifest, but not counted as an invoice.
 */
static int
write_rows(struct papers_writing *w, const struct model *model, struct arena *arena, struct err *e)
{
	struct model copy;

	write_file(w, model);
	if (model_copy(model, arena, &copy)) {
		write_file(w, &copy);
		w->copies++;
	}
	return (write_ar(w, model, arena, e) != 0 ? -1 : outfile_flush(&w->manifest, e));
}

/* Write manifest.csv and the AR files in one pass. */
static int
write_lists(struct papers_writing *w, bool whole, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = w->db, .settings = w->settings };
	struct model model;
	int rc;

	papers_manifest_head(&w->manifest);
	rc = model_begin(&list, w->run, 1, 0, e);
	while (rc == 0 && (rc = model_next(&list, whole, &arena, &model, e)) == 1) {
		rc = write_rows(w, &model, &arena, e);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return (rc);
}

/* Sums that the database makes, over other rows than those that the lists are written from. */
struct sums {
	struct arena arena;
	struct proof_invoices invoices;
	struct proof_print print; /* sums over POSTAL/print */
};

static int
read_sums(struct papers_writing *w, struct papers *papers, struct sums *sums, struct err *e)
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

/* Does each AR file have each invoice? */
static bool
prove_ar_rows(struct papers_writing *w, const struct papers *papers, const char *count,
    struct buf *text)
{
	bool ties = true;
	char name[96];
	size_t i;

	for (i = 0; i < w->ar_count; i++) {
		const struct ar_file *file = &w->ar[i];

		(void)snprintf(name, sizeof(name), "%s %s",
		    file->format->rows == AR_INVOICE ? "rows of" : "invoices in", file->name);
		ties &=
		    papers_tie(text, name, count, file->invoices == papers->invoices, "invoices");
	}
	return (ties);
}

/* Are the amounts in each AR file those of the invoices? */
static bool
prove_ar_sums(struct papers_writing *w, const struct proof_invoices *s, struct buf *text)
{
	bool ties = true;
	char name[96];
	size_t i;

	for (i = 0; i < w->ar_count; i++) {
		const struct ar_file *file = &w->ar[i];

		(void)snprintf(name, sizeof(name), "sum of %s", file->name);
		ties &= papers_tie(text, name, MONEY(file->gross),
		    file->gross == s->total_minor && file->net == s->net_minor &&
			file->tax == s->tax_minor,
		    "sum of invoices");
	}
	return (ties);
}

/* Write the text of the proof. Returns whether all of it ties. */
static bool
prove(struct papers_writing *w, const struct papers *papers, const struct sums *sums,
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
	ties &= prove_ar_rows(w, papers, count, text);
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
	ties &= prove_ar_sums(w, s, text);
	ties &= papers_tie(text, "change of balances (ledger)", MONEY(s->balances_minor),
	    s->balances_minor == s->total_minor, "sum of invoices");
	buf_printf(text, "\nproof before this one: %s\n",
	    previous_hash[0] != '\0' ? previous_hash : "none, this is the first");
	return (ties);
}

/* Close the lists, and put their hashes into the text of the proof. 0 or -1. */
static int
close_lists(struct papers_writing *w, struct buf *hashes, struct err *e)
{
	char hash[HASH_HEX_SIZE];
	size_t i;
	int rc = outfile_close(&w->manifest, hash, e);

	buf_printf(hashes, "%-22s %s\n", "manifest.csv:", hash);
	for (i = 0; i < w->ar_count; i++) {
		char name[96];

		if (outfile_close(&w->ar[i].out, hash, e) != 0)
			rc = -1;
		(void)snprintf(name, sizeof(name), "%s:", w->ar[i].name);
		buf_printf(hashes, "%-22s %s\n", name, hash);
	}
	return (rc);
}

static void
abandon_lists(struct papers_writing *w)
{
	size_t i;

	outfile_abandon(&w->manifest);
	for (i = 0; i < w->ar_count; i++)
		outfile_abandon(&w->ar[i].out);
}

/* Write the sums, proof.txt and the hashes. */
static int
write_proof(struct papers_writing *w, const char *previous_hash, const struct buf *hashes,
    struct papers *papers, struct err *e)
{
	struct sums sums = { .arena = ARENA_EMPTY };
	int rc = read_sums(w, papers, &sums, e);
	bool ties = rc == 0 && prove(w, papers, &sums, previous_hash, &papers->proof);

	arena_release(&sums.arena);
	if (rc != 0)
		return (-1);
	buf_printf(&papers->proof, "%s%-22s %s\n", buf_text(hashes),
	    "result (approve =):", papers->result_hash);
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
	struct papers_writing w = {
		.db = db, .settings = settings, .run = run, .result = hash_new()
	};
	struct arena arena = ARENA_EMPTY;
	struct buf hashes = BUF_EMPTY;
	int rc;

	outfile_open(&w.manifest, part, "manifest.csv", true);
	rc = write_lists(&w, open_ar(&w, papers, part, &arena), e);
	hash_finish(w.result, papers->result_hash);
	if (rc != 0)
		abandon_lists(&w);
	else
		rc = close_lists(&w, &hashes, e);
	if (rc == 0)
		rc = write_proof(&w, previous_hash, &hashes, papers, e);
	buf_release(&hashes);
	arena_release(&arena);
	return (rc);
}

bool
papers_list_hash(const char *proof, const char *name, char hash[static HASH_HEX_SIZE])
{
	size_t length = strlen(name);
	const char *line;

	for (line = proof; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, length) != 0 || line[length] != ':')
			continue;
		line += length + 1;
		(void)snprintf(hash, HASH_HEX_SIZE, "%s", line + strspn(line, " "));
		return (true);
	}
	return (false);
}

/* Close an AR file that was written again, and compare it with the issued one. */
static int
close_again(struct ar_file *file, const char *proof, struct err *e)
{
	char hash[HASH_HEX_SIZE], issued[HASH_HEX_SIZE];

	if (outfile_close(&file->out, hash, e) != 0)
		return (-1);
	if (!papers_list_hash(proof, file->name, issued) || strcmp(hash, issued) == 0)
		return (0);
	return (err_reject(e,
	    "%s comes out different from what was issued: this program has changed since then",
	    file->name));
}

/* Write the AR files of an issued run again, into w->ar. */
static int
write_again(struct papers_writing *w, bool whole, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct model_list list = { .db = w->db, .settings = w->settings };
	struct model model;
	int rc = model_begin(&list, w->run, 1, 0, e);

	while (rc == 0 && (rc = model_next(&list, whole, &arena, &model, e)) == 1) {
		rc = write_ar(w, &model, &arena, e);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return (rc);
}

int
papers_again(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, const struct papers *papers, struct err *e)
{
	struct papers_writing w = { .db = db, .settings = settings, .run = run };
	struct arena arena = ARENA_EMPTY;
	const char *proof = "";
	size_t i = 0;
	int rc = run_find_proof(db, run, &arena, &proof, e);

	if (rc == 1)
		rc = write_again(&w, open_ar(&w, papers, part, &arena), e);
	for (; i < w.ar_count && rc == 0; i++)
		rc = close_again(&w.ar[i], proof, e);
	for (; i < w.ar_count; i++)
		outfile_abandon(&w.ar[i].out);
	arena_release(&arena);
	return (rc);
}
