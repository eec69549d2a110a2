#include "run/made.h"

int
made_open(struct made *made, const struct publish_part *part, int64_t count, struct err *e)
{
	made->count = count;
	return (spill_open(&made->records, part, e) != 0 || spill_open(&made->texts, part, e) != 0
		? -1
		: 0);
}

void
made_close(struct made *made)
{
	spill_close(&made->records);
	spill_close(&made->texts);
}

int
made_put(struct made *made, int64_t place, const struct made_document *document, struct err *e)
{
	return (spill_put(&made->records, place * (int64_t)sizeof(*document), document,
	    sizeof(*document), e));
}

int
made_get(const struct made *made, int64_t place, struct made_document *document, struct err *e)
{
	return (spill_get(&made->records, place * (int64_t)sizeof(*document), document,
	    sizeof(*document), e));
}
