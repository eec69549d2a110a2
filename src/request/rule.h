#ifndef REQUEST_RULE_H
#define REQUEST_RULE_H

#include <stddef.h>

#include "base/err.h"
#include "request/request.h"

/* rule: what must hold between the keys of a request, when each by itself is right. */

/*
 * Check a request. lines: on which line each key is, 0 where it is not. Returns 0, or -1 with
 * ERR_REJECT for the first rule that is broken.
 */
int request_rule_check(const struct request *request, const size_t lines[static REQUEST_KEY_COUNT],
    struct err *e) NODISCARD;

#endif
