#ifndef CASES_RATE_RESULT_H
#define CASES_RATE_RESULT_H

#include "base/json_out.h"
#include "rating/facts.h"

/* rate_result: a result of rating as JSON, as src/rating/RATE.md describes it. */

/* Write one result as an object. minor_places is that of the case's rules. */
void rate_result_write(struct json_out *o, const char *account, const struct rating_result *result,
    int minor_places);

/* Write, in the place of a result, why there is none. */
void rate_result_refused(struct json_out *o, const char *text);

#endif
