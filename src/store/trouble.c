#include "store/trouble.h"

#include "store/statement.h"

RECORD(trouble, text, now_ns, next_ns);

int
trouble_find(struct database *db, struct arena *arena, const char **text, struct err *e)
{
	struct one_text row = { "" };
	int rc = statement_find(db, MAIL_TROUBLE, NO_KEY, arena, &row, e);

	*text = row.text;
	return (rc < 0 ? -1 : 0);
}

int
trouble_set(struct database *db, const struct trouble *trouble, struct err *e)
{
	return (statement_run(db, MAIL_TROUBLE_SET, trouble, e));
}

int
trouble_secret(struct database *db, struct arena *arena, const char **secret, struct err *e)
{
	struct one_text row = { "" };
	int rc = statement_find(db, MAIL_SECRET, NO_KEY, arena, &row, e);

	*secret = row.text;
	return (rc < 0 ? -1 : 0);
}
