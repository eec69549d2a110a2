#include "store/standing_day.h"

#include "base/date.h"
#include "store/statement.h"

int
standing_day_get(struct database *db, int32_t *day, struct err *e)
{
	int64_t written = DATE_NONE;

	if (statement_number(db, STANDING_DAY, NO_KEY, &written, e) < 0)
		return (-1);
	*day = (int32_t)written;
	return (0);
}

int
standing_day_set(struct database *db, int32_t day, struct err *e)
{
	return (statement_run(db, STANDING_DAY_SET, &(struct by_day){ day }, e));
}
