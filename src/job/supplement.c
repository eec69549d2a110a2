#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/hash.h"
#include "mail/mailing.h"
#include "spool/publish.h"
#include "store/run.h"
#include "produce/print.h"
#include "job/supplement.h"

#define PDF_BYTES ((size_t)256 << 20)

/* The emails that this job has just taken out of the queue, on their way to the mail room. */
struct supplement {
	struct work *work;
	struct run run;
	struct publish_part part;
	struct buf manifest;
};

/* One PDF, exactly as it was issued, under POSTAL. */
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

/* Each email of the job. */
static int
add_mailings(struct supplement *s, struct err *e)
{
	const enum statement id = SQL_MAIL_OF_CLAIM;
	struct work *w = s->work;
	struct mailing mailing;
	const char *recipient;
	int rc = database_query(w->db, id, e, "s", w->job.claim_id);

	while (rc == 0 && (rc = database_step(w->db, id, e)) == 1) {
		recipient = arena_string(&w->arena, database_text(w->db, id, 1));
		rc = mailing_find(w->db, database_int(w->db, id, 0), &w->arena, &mailing, e) == 1
		    ? 0
		    : -1;
		if (rc == 0 && strchr(recipient, '\n') == NULL)
			rc = err_reject(e,
			    "%s of account %s cannot go by post: it was made without a postal "
			    "address",
			    mailing.number, mailing.account);
		if (rc == 0)
			rc = add_mailing(s, &mailing, e);
		if (rc == 0)
			rc = database_run(w->db, SQL_MAIL_TO_POST, e, "si", s->run.id, mailing.id);
	}
	return (rc);
}

/* The buildings of those emails, which are the run's. */
static int
find_buildings(struct work *w, struct building_set *set, struct err *e)
{
	const enum statement id = SQL_MAIL_BUILDINGS_OF_CLAIM;
	struct building *items = NULL;
	size_t room = 0;
	int rc = database_query(w->db, id, e, "s", w->job.claim_id);

	*set = (struct building_set){ NULL, 0 };
	while (rc == 0 && (rc = database_step(w->db, id, e)) == 1) {
		items = arena_grow(&w->arena, items, set->count, &room, sizeof(*items));
		items[set->count++] = (struct building){ database_int(w->db, id, 0),
			arena_string(&w->arena, database_text(w->db, id, 1)) };
		rc = 0;
	}
	set->items = items;
	return (rc);
}

/* The manifest, in the order of printing. */
static int
add_manifest(struct supplement *s, struct err *e)
{
	static const char *const columns[] = { "file", "account", "invoice", "pages", "bytes",
		"sha256", "delivery", "bundle", "sheet" };
	const enum statement id = SQL_POST_MANIFEST;
	struct database *db = s->work->db;
	size_t i;
	int rc;

	for (i = 0; i < LENGTH(columns); i++)
		csv_add(&s->manifest, columns[i], i == 0);
	csv_end(&s->manifest);
	if (database_query(db, id, e, "s", s->run.id) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		const char *number = arena_string(&s->work->arena, database_text(db, id, 0));
		const char *account = arena_string(&s->work->arena, database_text(db, id, 1));
		const char *const row[LENGTH(columns)] = { arena_printf(&s->work->arena,
							       "POSTAL/%s-%s.pdf", number, account),
			account, number, database_text(db, id, 2), database_text(db, id, 3),
			database_text(db, id, 4), "POSTAL", database_text(db, id, 5),
			database_text(db, id, 6) };

		for (i = 0; i < LENGTH(row); i++)
			csv_add(&s->manifest, row[i], i == 0);
		csv_end(&s->manifest);
	}
	return (rc < 0 ? -1
		       : publish_part_file(&s->part, "manifest.csv", buf_text(&s->manifest),
			     s->manifest.length, e));
}

/* Files, bundles, manifest, and all of it on disk before the caller commits. */
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
	if (find_buildings(work, &buildings, e) != 0 ||
	    run_open(work->db, &s.run, &buildings, e) != 0 ||
	    publish_begin(work->spool, FOLDER_INVOICES, s.run.id, &s.part, e) != 0)
		return (-1);
	rc = fill_supplement(&s, e);
	publish_close(&s.part);
	buf_release(&s.manifest);
	*run = arena_string(&work->arena, s.run.id);
	return (rc);
}
