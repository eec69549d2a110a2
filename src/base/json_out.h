#ifndef BASE_JSON_OUT_H
#define BASE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * json_out: writes JSON into a buffer, on one line or, for people, indented.
 *
 * struct json_out o = { &buf, pretty, 0, true }; key is NULL for the elements of a list and at the
 * top.
 */
struct json_out {
	struct buf *out;
	bool pretty;
	int depth;
	bool first; /* the present object or list is empty so far */
};

/* Begin and end an object '{' or a list '['. */
void json_out_open(struct json_out *o, const char *key, char bracket);
void json_out_close(struct json_out *o, char bracket);

/* One value. A NULL text is written as null. */
void json_out_text(struct json_out *o, const char *key, const char *text);
void json_out_number(struct json_out *o, const char *key, int64_t number);
void json_out_bool(struct json_out *o, const char *key, bool value);

#endif
