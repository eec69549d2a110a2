#include "store/snapshot.h"

#include "store/statement.h"

RECORD(snapshot_input, folder, name, type, status_line, finished_ns, run);
RECORD(snapshot_count, name, count);

int
snapshot_recent_begin(struct database *db, int64_t most, struct err *e)
{
	return (statement_query(db, SNAPSHOT_RECENT, &(struct by_most){ most }, e));
}

int
snapshot_recent_next(struct database *db, struct snapshot_input *input, struct err *e)
{
	return (statement_next(db, SNAPSHOT_RECENT, NULL, input, e));
}

int
snapshot_counts_begin(struct database *db, struct err *e)
{
	return (statement_query(db, SNAPSHOT_COUNTS, NO_KEY, e));
}

int
snapshot_counts_next(struct database *db, struct snapshot_count *count, struct err *e)
{
	return (statement_next(db, SNAPSHOT_COUNTS, NULL, count, e));
}
