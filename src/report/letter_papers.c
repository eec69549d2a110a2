#include "report/letter_papers.h"

#include "store/proof.h"

#define MONEY(minor) \
	decimal_format_money((minor), w->settings->rules.minor_places, (char[DECIMAL_SIZE]){ 0 })
#define COUNT(number) count_text((number), (char[24]){ 0 })

struct writing {
	struct database *db;
	const struct settings *settings;
	const char *run;
	const struct publish_part *part;
	const char *previous_hash;
	int64_t rows; /* rows of the manifest */
	char manifest_hash[HASH_HEX_SIZE], left_hash[HASH_HEX_SIZE];
};

static const char *
count_text(int64_t number, char text[static 24])
{
	(void)snprintf(text, 24, "%lld", (long long)number);
	return (text);
}

/* Write a row of the manifest for each letter. */
static int
write_rows(struct writing *w, struct outfile *manifest, struct err *e)
{
	struct model_list list = { .db = w->db, .settings = w->settings };
	struct arena arena = ARENA_EMPTY;
	struct model model;
	int rc;

	papers_manifest_head(manifest);
	rc = model_begin(&list, w->run, 1, 0, e);
	while (rc == 0 && (rc = model_next(&list, false, &arena, &model, e)) == 1) {
		papers_manifest_row(manifest, &model);
		w->rows++;
		rc = outfile_flush(manifest, e);
		arena_reset(&arena);
	}
	arena_release(&arena);
	return (rc);
}

static int
write_manifest(struct writing *w, struct err *e)
{
	struct outfile manifest;

	outfile_open(&manifest, w->part, "manifest.csv", true);
	if (write_rows(w, &manifest, e) != 0) {
		outfile_abandon(&manifest);
		return (-1);
	}
	return (outfile_close(&manifest, w->manifest_hash, e));
}

/* Write the list of accounts that get no letter, and why; no file if there are none. */
static int
write_left_out(struct writing *w, const struct letter_draft *letters, struct err *e)
{
	struct outfile list;
	size_t i;

	if (letters->refused_count == 0)
		return (0);
	outfile_open(&list, w->part, "left-out.csv", true);
	outfile_row_safe(&list, "account_number", "why", NULL);
	for (i = 0; i < letters->refused_count; i++)
		outfile_row_safe(&list, letters->refused[i].number, letters->refused[i].why, NULL);
	return (outfile_close(&list, w->left_hash, e));
}

/*
 * Write the figures that the database sums over the letters, and the sheets that they are on.
 * Returns whether all tie, -1.
 */
static int
prove(struct writing *w, struct papers *papers, struct err *e)
{
	struct buf *text = &papers->proof;
	struct proof_letters proof;
	struct proof_print print;
	bool ties;

	if (proof_letters(w->db, w->run, &proof, e) != 0 ||
	    proof_print(w->db, w->run, w->settings->print_duplex, &print, e) != 0)
		return (-1);
	papers->invoices = proof.letters;
	papers->by_email = proof.by_email;
	papers->by_post = proof.by_post;
	papers->total_minor = proof.closing_minor;
	ties = papers_tie(text, "letters", COUNT(papers->invoices),
	    papers->invoices == papers->by_email + papers->by_post, "EMAIL + POSTAL");
	buf_printf(text, "%-28s %16lld\n%-28s %16lld\n", "  by email", (long long)papers->by_email,
	    "  by post", (long long)papers->by_post);
	ties &= papers_tie(text, "rows of manifest.csv", COUNT(w->rows),
	    w->rows == papers->invoices, "letters");
	ties &= papers_tie(text, "balances", MONEY(proof.closing_minor),
	    proof.closing_minor == proof.opening_minor + proof.entries_minor,
	    "what they begin with + entries");
	ties &= papers_tie(text, "balances, by the ledger", MONEY(proof.ledger_minor),
	    proof.ledger_minor == proof.closing_minor, "balances");
	ties &= papers_tie(text, "entries made in the ledger", COUNT(proof.ledger_entries),
	    proof.ledger_entries == 0, "none");
	buf_printf(text, "%-28s %16lld\n", "pages", (long long)proof.pages);
	ties &= papers_tie(text, "sets in print bundles", COUNT(print.sets),
	    print.sets == papers->by_post, "by post");
	ties &= papers_tie(text, "sheets of these sets", COUNT(print.sheets),
	    print.sheets == print.last_sheet, "number of the last sheet");
	buf_printf(text, "%-28s %16lld\n", "print bundles", (long long)print.bundles);
	return (ties);
}

int
letter_papers_write(struct database *db, const struct settings *settings, const char *run,
    const char *previous_hash, const struct letter_draft *letters, const struct publish_part *part,
    struct papers *papers, struct err *e)
{
	struct writing w = { .db = db,
		.settings = settings,
		.run = run,
		.part = part,
		.previous_hash = previous_hash };
	int ties;

	buf_printf(&papers->proof, "Proof of run %s: letters\n\n", run);
	if (write_manifest(&w, e) != 0 || write_left_out(&w, letters, e) != 0 ||
	    (ties = prove(&w, papers, e)) < 0)
		return (-1);
	buf_printf(&papers->proof, "%-28s %16zu  accounts that get none, in left-out.csv\n",
	    "left out", letters->refused_count);
	buf_printf(&papers->proof, "\nproof before this one: %s\nmanifest.csv:          %s\n",
	    previous_hash[0] != '\0' ? previous_hash : "none, this is the first", w.manifest_hash);
	if (w.left_hash[0] != '\0')
		buf_printf(&papers->proof, "left-out.csv:          %s\n", w.left_hash);
	hash_bytes(papers->proof.data, papers->proof.length, papers->proof_hash);
	if (ties == 0)
		return (err_reject(e, "the letters do not balance and were not made:\n%s",
		    buf_text(&papers->proof)));
	return (publish_part_file(part, "proof.txt", papers->proof.data, papers->proof.length, e));
}
