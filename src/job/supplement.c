#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/hash.h"
#include "mail/mailing.h"
#include "spool/publish.h"
#include "store/email_decision.h"
#include "store/post.h"
#include "store/run.h"
#include "produce/print.h"
#include "job/supplement.h"

#define PDF_BYTES ((size_t)256 << 20)

/*
 * The emails that this job has just taken out of the queue, while their documents are put into a
 * run.
 */
struct supplement {
	struct work *work;
	struct run run;
	struct publish_part part;
	struct buf manifest;
};

/* Copy one PDF, exactly as it was issued, into POSTAL. */
static int
add_mailing(struct supplement *s, const struct mailing *l, struct err *e)
{
	struct work *w = s->work;
	const char *file = arena_printf(&w->arena, "%s-%s.pdf", l->number, l->account);
	const char *path = arena_printf(&w->arena, "%s/EMAIL/%s", l->run, file);
	char hash[HASH_HEX_SIZE];
	struct buf pdf = BUF_EMPTY;
	int rc = publish_read(w->spool, FOLDER_INVOICES, path, PDF_BYTES, &pdf, e);

	if (rc == 0) {
		hash_bytes(buf_text(&pdf), pdf.length, hash);
		if (strcmp(hash, l->sha256) != 0)
			rc = err_reject(e,
			    "invoices/%s is not the file that was issued; make it again with: "
			    "billspool render %s DIR",
			    path, l->run);
	}
	if (rc == 0)
		rc = publish_part_file(&s->part, arena_printf(&w->arena, "POSTAL/%s", file),
		    buf_text(&pdf), pdf.length, e);
	buf_release(&pdf);
	return (rc);
}

/* Copy the PDF of each email of the job. */
static int
add_mailings(struct supplement *s, struct err *e)
{
	struct work *w = s->work;
	struct withdrawn_email email;
	struct mailing mailing;
	int rc = email_decision_withdrawn_begin(w->db, w->job.claim_id, e);

	while (rc == 0 && (rc = email_decision_withdrawn_next(w->db, &w->arena, &email, e)) == 1) {
		rc = mailing_find(w->db, email.id, &w->arena, &mailing, e) == 1 ? 0 : -1;
		if (rc == 0 && strchr(email.recipient, '\n') == NULL)
			rc = err_reject(e,
			    "%s of account %s cannot go by post: it was made without a postal "
			    "address",
			    mailing.number, mailing.account);
		if (rc == 0)
			rc = add_mailing(s, &mailing, e);
		if (rc == 0)
			rc = post_add_email(w->db, s->run.id, mailing.id, e);
	}
	return (rc);
}

/* The text of a number. */
static const char *
number(struct work *w, int64_t value)
{
	return (arena_printf(&w->arena, "%lld", (long long)value));
}

/* Write the manifest, in the order of printing. */
static int
add_manifest(struct supplement *s, struct err *e)
{
	static const char *const columns[] = { "file", "account", "invoice", "pages", "bytes",
		"sha256", "delivery", "bundle", "sheet" };
	struct work *w = s->work;
	struct post_manifest row;
	size_t i;
	int rc;

	for (i = 0; i < LENGTH(columns); i++)
		csv_add(&s->manifest, columns[i], i == 0);
	csv_end(&s->manifest);
	if (post_manifest_begin(w->db, s->run.id, e) != 0)
		return (-1);
	while ((rc = post_manifest_next(w->db, &row, e)) == 1) {
		const char *const cells[LENGTH(columns)] = {
			arena_printf(&w->arena, "POSTAL/%s-%s.pdf", row.number, row.account),
			row.account, row.number, number(w, row.pages), number(w, row.bytes),
			row.sha256, "POSTAL", number(w, row.bundle), number(w, row.sheet)
		};

		for (i = 0; i < LENGTH(cells); i++)
			csv_add(&s->manifest, cells[i], i == 0);
		csv_end(&s->manifest);
	}
	return (rc < 0 ? -1
		       : publish_part_file(&s->part, "manifest.csv", buf_text(&s->manifest),
			     s->manifest.length, e));
}

/* Write files, bundles and manifest. All of it is on disk before the caller commits. */
static int
fill_supplement(struct supplement *s, struct err *e)
{
	const struct work *w = s->work;
	const struct printing printing = { .db_path = w->db_path,
		.db = w->db,
		.settings = w->settings,
		.run = s->run.id,
		.part = &s->part,
		.folder = "POSTAL/print",
		.from = 1 };

	if (publish_part_folder(&s->part, "POSTAL", e) != 0 || add_mailings(s, e) != 0 ||
	    print_supplement(&printing, e) != 0 || add_manifest(s, e) != 0 ||
	    run_set_state(w->db, s->run.id, "DONE", e) != 0)
		return (-1);
	return (publish_end(&s->part, e));
}

int
supplement_make(struct work *work, const char **run, struct err *e)
{
	struct supplement s = { .work = work, .part = { .fd = -1 } };
	struct building_set buildings;
	int rc;

	s.run = (struct run){ .claim_id = work->job.claim_id,
		.kind = REQUEST_TYPES[REQUEST_EMAIL].word,
		.agent = work->job.agent,
		.run_day = clock_today(),
		.end_day = DATE_NONE,
		.invoice_day = DATE_NONE };
	if (email_decision_withdrawn_buildings(work->db, work->job.claim_id, &work->arena,
		&buildings, e) != 0 ||
	    run_open(work->db, &s.run, &buildings, e) != 0 ||
	    publish_begin(work->spool, FOLDER_INVOICES, s.run.id, &s.part, e) != 0)
		return (-1);
	rc = fill_supplement(&s, e);
	publish_close(&s.part);
	buf_release(&s.manifest);
	*run = arena_string(&work->arena, s.run.id);
	return (rc);
}
