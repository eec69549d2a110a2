#ifndef CASES_RATE_CASE_H
#define CASES_RATE_CASE_H

#include "base/json.h"
#include "rating/facts.h"

/* rate_case: a case for rating, from JSON as src/rating/RATE.md describes it. */

/*
 * Read one case. path is where it stands in the input ("$", "$[3]"), for messages. *c and all
 * behind it are in arena. Returns 0, or -1 with ERR_REJECT naming the path at fault.
 */
int rate_case_read(const struct json_value *value, const char *path, struct arena *arena,
    struct rating_case **c, struct err *e) NODISCARD;

#endif
