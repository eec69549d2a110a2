#ifndef REQUEST_PARSE_H
#define REQUEST_PARSE_H

#include "base/err.h"
#include "request/request.h"

/* parse: the bytes of a .req file as a request. Pure. */

/*
 * Parse text (UTF-8, from charset_to_utf8). date_format as in base/date.h. Strings live in arena.
 * Returns 0, or -1 with ERR_REJECT naming line, key, value and what it may be: an unknown section,
 * key or type, a key that the type does not take or that is given twice, a mandatory one that is
 * missing, or a rule between keys that is broken (rule.h).
 */
int request_parse(const char *text, const char *date_format, struct arena *arena,
    struct request *request, struct err *e) NODISCARD;

#endif
