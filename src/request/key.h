#ifndef REQUEST_KEY_H
#define REQUEST_KEY_H

#include <stdbool.h>

#include "base/err.h"
#include "request/request.h"

/* key: the keys of a request, and how the value of each is read. The table is keys.def. */

/* Make everything of a request "not given". */
void request_key_clear(struct request *request);

/* As it is written: "end_date". */
const char *request_key_name(enum request_key key);

/* The sentence that a form and a refusal write: what it may be. "" for `type` (type.h has it). */
const char *request_key_rule(enum request_key key);

/* The value that a form has, "" if none; buildings and days are the form's caller's. */
const char *request_key_example(enum request_key key);
bool request_key_is_day(enum request_key key);

/*
 * The key of a line; REQUEST_KEY_COUNT if there is none of that name. Blanks, hyphens and a plural
 * s are forgiven. Of two keys with one name it is the one that the type takes. type: REQUEST_COUNT
 * while it is not known.
 */
enum request_key request_key_find(const char *name, enum request_type type);

/*
 * Read a value of any key but `type` into the request, as the key's kind. date_format as in
 * base/date.h. Strings live in arena. False if it is not one.
 */
bool request_key_read(enum request_key key, const char *value, const char *date_format,
    struct arena *arena, struct request *request) NODISCARD;

/* The text of a key that was read as one (of kinds TEXT, CODE, HASH, WORD and AMOUNT). */
const char *request_key_text(enum request_key key, const struct request *request);

/* The names of all keys, those of schedules alone after the others, in arena. */
const char *request_key_names(struct arena *arena);

#endif
