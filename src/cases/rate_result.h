#ifndef CASES_RATE_RESULT_H
#define CASES_RATE_RESULT_H

#include "base/json_out.h"
#include "rating/facts.h"

/* rate_result: writes a result of rating as JSON, in the form of src/rating/RATE.md. */

/* Write one result as an object. minor_places is that of the case's rules. */
void rate_result_write(struct json_out *o, const char *account, const struct rating_result *result,
    int minor_places);

/* Write the reason why there is no result, in its place. */
void rate_result_refused(struct json_out *o, const char *text);

#endif
