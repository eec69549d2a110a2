#ifndef CASES_RATE_CASE_H
#define CASES_RATE_CASE_H

#include "base/json.h"
#include "rating/facts.h"

/* rate_case: reads a case for rating from JSON, in the form of src/rating/RATE.md. */

/*
 * Read one case. path is its place in the input ("$", "$[3]"), for messages. All that *c points to
 * is in arena. Returns 0, or -1 with ERR_REJECT naming the path at fault.
 */
int rate_case_read(const struct json_value *value, const char *path, struct arena *arena,
    struct rating_case **c, struct err *e) NODISCARD;

#endif
