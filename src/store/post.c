#include "store/post.h"

#include "store/statement.h"

RECORD(post, id, number, posted, building, building_code, letter);

int
post_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, POST_OF_RUN, &(struct by_run){ run }, e));
}

int
post_next(struct database *db, struct arena *arena, struct post *post, struct err *e)
{
	return (statement_next(db, POST_OF_RUN, arena, post, e));
}

RECORD(post_done, id, agent, at, claim);

int
post_mark_done(struct database *db, const struct post_done *done, struct err *e)
{
	return (statement_run(db, POST_DONE, done, e));
}

struct post_email {
	const char *run;
	int64_t email;
};
RECORD(post_email, run, email);

int
post_add_email(struct database *db, const char *run, int64_t email, struct err *e)
{
	const struct post_email row = { run, email };

	return (statement_run(db, POST_ADD, &row, e));
}

RECORD(post_place, invoice, letter, bundle, sheet);

int
post_set_place(struct database *db, const struct post_place *place, struct err *e)
{
	return (statement_run(db, POST_PLACE, place, e));
}

RECORD(post_manifest, number, account, pages, bytes, sha256, bundle, sheet);

int
post_manifest_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, POST_MANIFEST, &(struct by_run){ run }, e));
}

int
post_manifest_next(struct database *db, struct post_manifest *row, struct err *e)
{
	return (statement_next(db, POST_MANIFEST, NULL, row, e));
}
