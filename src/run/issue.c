#include "run/issue.h"

#include "store/draft.h"

/* Store the file of one invoice, and of its copy. */
static int
keep_document(struct database *db, const struct made_document *document, const char *history,
    struct err *e)
{
	const struct made_file *file = &document->file, *copy = &document->copy;
	const struct draft_made made = { document->invoice, file->pages, file->bytes, file->sha256,
		history, file->bundle, file->sheet };
	const struct draft_made made_copy = { document->invoice, copy->pages, copy->bytes,
		copy->sha256, "", copy->bundle, copy->sheet };

	if (draft_keep_made(db, &made, e) != 0)
		return (-1);
	return (copy->pages == 0 ? 0 : draft_keep_copy_made(db, &made_copy, e));
}

int
issue_keep_made(struct database *db, const struct made *made, struct err *e)
{
	struct buf history = BUF_EMPTY;
	struct made_document document;
	int64_t place;
	int rc = 0;

	for (place = 0; place < made->count && rc == 0; place++) {
		rc = made_get(made, place, &document, e);
		if (rc == 0)
			rc = spill_get_text(&made->texts, document.history, &history, e);
		if (rc == 0)
			rc = keep_document(db, &document, buf_text(&history), e);
	}
	buf_release(&history);
	return (rc);
}

int
issue_run(struct database *db, const struct run *run, struct err *e)
{
	if (draft_issue(db, run->id, e) != 0)
		return (-1);
	return (run_set_state(db, run->id, "ISSUED", e));
}
