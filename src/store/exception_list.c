#include "store/exception_list.h"

#include "store/statement.h"

RECORD(exception_listed, building, account, name, code, severity, state, detail, total, fingerprint,
    run);

int
exception_list_begin(struct database *db, const char *run, bool held, struct err *e)
{
	const struct by_run key = { run };

	return (held ? statement_query(db, EXCEPTION_LIST_HELD, &key, e)
		     : statement_query(db, EXCEPTION_LIST, &key, e));
}

int
exception_list_next(struct database *db, bool held, struct exception_listed *exception,
    struct err *e)
{
	return (held ? statement_next(db, EXCEPTION_LIST_HELD, NULL, exception, e)
		     : statement_next(db, EXCEPTION_LIST, NULL, exception, e));
}
