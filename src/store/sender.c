#include "store/sender.h"

#include "store/statement.h"

RECORD(sender_terms, run, company, company_email, layout, logo, only_layout);

int
sender_add_all(struct database *db, const struct sender_terms *terms, struct err *e)
{
	return (statement_run(db, SENDER_ADD, terms, e));
}

int
sender_clear(struct database *db, const char *run, struct err *e)
{
	return (statement_run(db, SENDER_CLEAR, &(struct by_run){ run }, e));
}
