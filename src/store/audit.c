#include "store/audit.h"

#include "store/statement.h"

RECORD(audit_row, finished_ns, agent, act, what, why, type, status_line, run, file, sha256,
    arrived_ns, kept);

struct audit_span {
	int64_t from_ns, before_ns;
};
RECORD(audit_span, from_ns, before_ns);

int
audit_begin(struct database *db, int64_t from_ns, int64_t before_ns, struct err *e)
{
	const struct audit_span span = { from_ns, before_ns };

	return (statement_query(db, AUDIT, &span, e));
}

int
audit_next(struct database *db, struct audit_row *row, struct err *e)
{
	return (statement_next(db, AUDIT, NULL, row, e));
}
