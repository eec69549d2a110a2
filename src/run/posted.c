#include "run/posted.h"

#include "request/rights.h"
#include "store/post.h"

int
posted_mark(struct database *db, const struct decision_order *order, const struct request *request,
    struct decision_tally *tally, struct err *e)
{
	struct post_done done = {
		.agent = order->agent->code, .at = order->at, .claim = order->claim_id
	};
	struct arena arena = ARENA_EMPTY;
	struct building building;
	struct post post;
	int rc = post_begin(db, request->run, e);

	while (rc == 0 && (rc = post_next(db, &arena, &post, e)) == 1) {
		rc = 0;
		if (!request_list_has(&request->invoices, post.number))
			continue;
		building = (struct building){ post.building, post.building_code };
		rc = rights_check_building(db, order->agent, &building, post.number, e);
		if (rc == 0 && post.posted) {
			tally->same++;
			continue;
		}
		tally->changed++;
		tally->letters += post.letter;
		done.id = post.id;
		if (rc == 0)
			rc = post_mark_done(db, &done, e);
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
