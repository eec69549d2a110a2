#include "produce/print_plan.h"

#include "store/run.h"

int
print_plan_open(struct print_plan *plan, const struct publish_part *part, struct err *e)
{
	return (spill_open(&plan->sets, part, e) != 0 || spill_open(&plan->texts, part, e) != 0
		? -1
		: 0);
}

void
print_plan_close(struct print_plan *plan)
{
	spill_close(&plan->sets);
	spill_close(&plan->texts);
	arena_release(&plan->arena);
	buf_release(&plan->number);
	buf_release(&plan->account);
	buf_release(&plan->postcode);
}

/* Copy a text of the row, which must live longer than the row. */
static void
keep_text(struct buf *kept, const char *text)
{
	buf_reset(kept);
	buf_add_string(kept, text);
}

/* Copy the last set's label for a cover. */
static struct print_label
label(struct print_plan *plan)
{
	return ((struct print_label){ arena_string(&plan->arena, buf_text(&plan->number)),
	    arena_string(&plan->arena, buf_text(&plan->account)),
	    arena_string(&plan->arena, buf_text(&plan->postcode)) });
}

/* The bundle that is being filled; NULL if the next set begins one. */
static struct print_bundle *
open_bundle(const struct print_plan *plan)
{
	struct print_bundle *last =
	    plan->bundle_count > 0 ? &plan->bundles[plan->bundle_count - 1] : NULL;

	return (last == NULL || last->end > 0 ? NULL : last);
}

/* Does a set of so many sheets of this run still fit into the bundle? */
static bool
fits(const struct print_plan *plan, const struct print_planning *p, int sheets, const char *home)
{
	const struct print_bundle *bundle = open_bundle(plan);

	return (bundle != NULL &&
	    plan->sheets + 1 - bundle->sheet + sheets <= p->settings->print_sheets &&
	    strcmp(bundle->home, home) == 0);
}

/* End the bundle that is being filled, if there is one, with the last set. */
static void
end_bundle(struct print_plan *plan)
{
	struct print_bundle *bundle = open_bundle(plan);

	if (bundle == NULL)
		return;
	bundle->end = plan->count;
	bundle->sheets = plan->sheets + 1 - bundle->sheet;
	bundle->last = label(plan);
}

/* Begin a bundle with the set whose label was copied. */
static void
begin_bundle(struct print_plan *plan, const char *home)
{
	plan->bundles = arena_grow(&plan->arena, plan->bundles, plan->bundle_count, &plan->room,
	    sizeof(*plan->bundles));
	plan->bundles[plan->bundle_count++] =
	    (struct print_bundle){ .home = arena_string(&plan->arena, home),
		    .begin = plan->count,
		    .sheet = plan->sheets + 1,
		    .first = label(plan) };
}

/* Find the pages and the hash of the row's file: from `made`, or from the row if it is issued. */
static int
find_file(const struct print_planning *p, const struct print_order *row, struct print_set *set,
    struct err *e)
{
	struct made_document document;
	const struct made_file *file = set->what == PRINT_COPY ? &document.copy : &document.file;

	set->pages = (int)row->pages;
	if (p->made == NULL) {
		(void)snprintf(set->sha256, sizeof(set->sha256), "%s", row->sha256);
		return (0);
	}
	if (made_get(p->made, set->place, &document, e) != 0)
		return (-1);
	set->pages = file->pages;
	memcpy(set->sha256, file->sha256, sizeof(set->sha256));
	return (0);
}

/*
 * Is the set on the same sheets as when the run was issued? If settings have changed since, others
 * may be there.
 */
static int
check_issued(const struct print_plan *plan, const struct print_planning *p,
    const struct print_order *row, const struct print_set *set, struct err *e)
{
	if (!p->issued || (row->bundle == set->bundle && row->sheet == set->sheet))
		return (0);
	return (err_reject(e,
	    "%s was on sheet %lld of bundle %lld and would be on sheet %lld of bundle %d now: "
	    "bundle_sheets, duplex or order in [print] of billspool.conf have changed since; put "
	    "them back to print this run again",
	    buf_text(&plan->number), (long long)row->sheet, (long long)row->bundle,
	    (long long)set->sheet, set->bundle));
}

/* Append a set to those in the spill, with the name of its file. */
static int
keep_set(struct print_plan *plan, struct print_set *set, struct err *e)
{
	const char *copy = set->what == PRINT_COPY ? "-copy" : "";
	struct buf name = BUF_EMPTY;
	int rc;

	buf_printf(&name, "POSTAL/%s-%s%s.pdf", buf_text(&plan->number), buf_text(&plan->account),
	    copy);
	rc = spill_put_text(&plan->texts, buf_text(&name), &set->file, e);
	if (rc == 0)
		rc = spill_put(&plan->sets, plan->count * (int64_t)sizeof(*set), set, sizeof(*set),
		    e);
	plan->count += rc == 0;
	buf_release(&name);
	return (rc);
}

/* Append a set. first: sequence of the run's first document. */
static int
add_set(struct print_plan *plan, const struct print_planning *p, const struct print_order *row,
    int64_t first, struct err *e)
{
	struct print_set set;

	/* Clear the struct with its padding, for it goes to disk as it is. */
	memset(&set, 0, sizeof(set));
	set.what = (enum print_what)row->what;
	set.invoice = row->id;
	set.place = row->sequence - first;
	if (find_file(p, row, &set, e) != 0)
		return (-1);
	set.sheets = bundle_sheets(p->style, set.pages);
	set.sheet = plan->sheets + 1;

	/* Copy the label of the last set before it is overwritten, if a bundle ends with it. */
	if (!fits(plan, p, set.sheets, row->home))
		end_bundle(plan);
	keep_text(&plan->number, row->number);
	keep_text(&plan->account, row->account);
	keep_text(&plan->postcode, row->postcode);
	if (open_bundle(plan) == NULL)
		begin_bundle(plan, row->home);
	set.bundle = (int)plan->bundle_count;
	plan->sheets += set.sheets;
	return (check_issued(plan, p, row, &set, e) != 0 ? -1 : keep_set(plan, &set, e));
}

int
print_plan_add(struct print_plan *plan, const struct print_planning *planning, bool supplement,
    struct err *e)
{
	struct run_documents documents = { 0, 0 };
	struct print_order row;
	int rc;

	if (planning->made != NULL &&
	    run_find_documents(planning->db, planning->run, &documents, e) < 0)
		return (-1);
	if (print_order_begin(planning->db, planning->run, supplement,
		planning->settings->print_by_building, e) != 0)
		return (-1);
	while ((rc = print_order_next(planning->db, supplement, &row, e)) == 1)
		if (add_set(plan, planning, &row, documents.first, e) != 0) {
			print_order_done(planning->db, supplement);
			return (-1);
		}
	end_bundle(plan);
	return (rc);
}

int
print_plan_get(const struct print_plan *plan, int64_t index, struct print_set *set, struct err *e)
{
	return (spill_get(&plan->sets, index * (int64_t)sizeof(*set), set, sizeof(*set), e));
}

int
print_plan_file(const struct print_plan *plan, const struct print_set *set, struct buf *name,
    struct err *e)
{
	return (spill_get_text(&plan->texts, set->file, name, e));
}
