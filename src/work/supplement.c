#include "base/clock.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/hash.h"
#include "mail/letter.h"
#include "spool/publish.h"
#include "store/run.h"
#include "work/work.h"

#define PDF_BYTES ((size_t)256 << 20)

/* The emails that this job has just taken out of the queue, on their way to the mail room. */
struct supplement {
	struct work *work;
	struct run run;
	struct publish_part part;
	struct buf manifest;
	int64_t count, sheets;
};

/* One PDF, exactly as it was issued, under POSTAL; and its row of the manifest. */
static int
add_letter(struct supplement *s, const struct letter *l, const char *pages, struct err *e)
{
	struct work *w = s->work;
	const char *file = arena_printf(&w->arena, "%s-%s.pdf", l->invoice, l->account);
	const char *path = arena_printf(&w->arena, "%s/EMAIL/%s", l->run, file);
	char hash[HASH_HEX_SIZE];
	struct buf pdf = BUF_EMPTY;
	int rc = publish_read(w->spool, FOLDER_INVOICES, path, PDF_BYTES, &pdf, e);

	if (rc == 0) {
		hash_bytes(buf_text(&pdf), pdf.length, hash);
		if (strcmp(hash, l->sha256) != 0)
			rc = err_reject(e, "invoices/%s is not the file that was issued; make it again with: billspool render %s DIR", path, l->run);
	}
	if (rc == 0)
		rc = publish_part_file(&s->part, arena_printf(&w->arena, "POSTAL/%s", file), buf_text(&pdf), pdf.length, e);
	buf_release(&pdf);
	csv_add(&s->manifest, arena_printf(&w->arena, "POSTAL/%s", file), true);
	csv_add(&s->manifest, l->account, false);
	csv_add(&s->manifest, l->invoice, false);
	csv_add(&s->manifest, pages, false);
	csv_add(&s->manifest, arena_printf(&w->arena, "%lld", (long long)l->bytes), false);
	csv_add(&s->manifest, l->sha256, false);
	csv_add(&s->manifest, "POSTAL", false);
	csv_add(&s->manifest, "1", false);
	csv_add(&s->manifest, arena_printf(&w->arena, "%lld", (long long)s->sheets + 1), false);
	csv_end(&s->manifest);
	return (rc);
}

/* Each email of the job. */
static int
add_all(struct supplement *s, struct err *e)
{
	const enum statement id = SQL_MAIL_OF_CLAIM;
	struct work *w = s->work;
	struct letter letter;
	const char *pages, *recipient;
	int rc = database_query(w->db, id, e, "s", w->job.claim_id);

	while (rc == 0 && (rc = database_step(w->db, id, e)) == 1) {
		pages = arena_string(&w->arena, database_text(w->db, id, 1));
		recipient = arena_string(&w->arena, database_text(w->db, id, 2));
		rc = letter_find(w->db, database_int(w->db, id, 0), &w->arena, &letter, e) == 1 ? 0 : -1;
		if (rc == 0 && strchr(recipient, '\n') == NULL)
			rc = err_reject(e, "invoice %s of account %s cannot go by post: it was made without a postal address", letter.invoice, letter.account);
		if (rc == 0)
			rc = add_letter(s, &letter, pages, e);
		if (rc == 0)
			rc = database_run(w->db, SQL_MAIL_TO_POST, e, "si", s->run.id, letter.id);
		s->count++;
		s->sheets += (database_int(w->db, id, 1) + 1) / 2;
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
		items[set->count++] = (struct building){ database_int(w->db, id, 0), arena_string(&w->arena, database_text(w->db, id, 1)) };
		rc = 0;
	}
	set->items = items;
	return (rc);
}

/* Files, manifest, and all of it on disk before the caller commits. */
static int
fill(struct supplement *s, struct err *e)
{
	static const char *const columns[] = { "file", "account", "invoice", "pages", "bytes", "sha256", "delivery", "bundle", "sheet" };
	size_t i;

	for (i = 0; i < LENGTH(columns); i++)
		csv_add(&s->manifest, columns[i], i == 0);
	csv_end(&s->manifest);
	if (publish_part_folder(&s->part, "POSTAL", e) != 0 || add_all(s, e) != 0 ||
	    publish_part_file(&s->part, "manifest.csv", buf_text(&s->manifest), s->manifest.length, e) != 0 ||
	    run_set_state(s->work->db, s->run.id, "DONE", e) != 0)
		return (-1);
	return (publish_end(&s->part, e));
}

int
work_supplement(struct work *work, const char **run, struct err *e)
{
	struct supplement s = { .work = work, .part = { .fd = -1 } };
	struct building_set buildings;
	int rc;

	s.run = (struct run){ .claim_id = work->job.claim_id, .kind = "email", .agent = work->job.agent, .run_day = clock_today(),
		.end_day = DATE_NONE, .invoice_day = DATE_NONE };
	if (find_buildings(work, &buildings, e) != 0 || run_open(work->db, &s.run, &buildings, e) != 0 ||
	    publish_begin(work->spool, FOLDER_INVOICES, s.run.id, &s.part, e) != 0)
		return (-1);
	rc = fill(&s, e);
	publish_close(&s.part);
	buf_release(&s.manifest);
	*run = arena_string(&work->arena, s.run.id);
	return (rc);
}
