#include "run/posted.h"

#include "request/rights.h"

int
posted_mark(struct database *db, const struct decision_order *order, const struct request *request,
    struct decision_tally *tally, struct err *e)
{
	const enum statement id = SQL_POST_OF_RUN;
	struct arena arena = ARENA_EMPTY;
	struct building building;
	int rc = database_query(db, id, e, "s", request->run);

	while (rc == 0 && (rc = database_step(db, id, e)) == 1) {
		rc = 0;
		if (!request_list_has(&request->invoices, database_text(db, id, 1)))
			continue;
		building = (struct building){ database_int(db, id, 3),
			arena_string(&arena, database_text(db, id, 4)) };
		rc =
		    rights_check_building(db, order->agent, &building, database_text(db, id, 1), e);
		if (rc == 0 && strcmp(database_text(db, id, 2), "POSTED") == 0) {
			tally->same++;
			continue;
		}
		tally->changed++;
		tally->letters += database_int(db, id, 5);
		if (rc == 0)
			rc = database_run(db, SQL_POST_DONE, e, "sssi", order->agent->code,
			    order->at, order->claim_id, database_int(db, id, 0));
	}
	arena_release(&arena);
	if (rc == 0 && tally->changed + tally->same == 0)
		return (err_reject(e,
		    "run %s has no such invoice or letter that goes by post; the runs are the "
		    "folders in invoices/, and the file manifest.csv in each says what goes by "
		    "post",
		    request->run));
	return (rc);
}
