#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/arena.h"

/*
 * json: reads JSON strictly, by tables of fields, into structs. The one place that knows
 * libjansson.
 *
 * A field that the table does not name is refused, with the path to it
 * ("$.meters[0].reads[2].day"), as is a value of the wrong kind. Text that is kept is copied into
 * the arena.
 */

struct json_value; /* a parsed JSON value; the values inside live as long as the whole */

enum json_kind {
	JSON_KIND_TEXT,    /* const char * */
	JSON_KIND_DECIMAL, /* struct decimal: a string "0.2745" (exact, preferred) or a number */
	JSON_KIND_MONEY, /* int64_t minor units: likewise, with at most the reader's minor_places */
	JSON_KIND_DAY, /* int32_t: "YYYY-MM-DD" */
	JSON_KIND_BOOL, /* bool */
	JSON_KIND_INT, /* int, from least to most */
	JSON_KIND_ID, /* int64_t, not negative */
	JSON_KIND_WORD, /* an enum: index of the string in words, in any case */
	JSON_KIND_OBJECT, /* a struct in place, by `fields` */
	JSON_KIND_LIST, /* a pointer to structs, by `fields`, and a size_t at count_offset */
	JSON_KIND_IGNORED, /* any value, for a comment */
};

struct json_field {
	const char *key; /* NULL ends a table */
	enum json_kind kind;
	bool required; /* else a missing or null value leaves the target as it is */
	size_t offset; /* of the target in its struct */
	int least; /* of JSON_KIND_INT */
	int most;
	const char *const *words; /* of JSON_KIND_WORD, ends with NULL */
	const struct json_field *fields; /* of JSON_KIND_OBJECT and JSON_KIND_LIST */
	size_t count_offset; /* of JSON_KIND_LIST */
	size_t size; /* of one element */
	const void *blank; /* the element before its fields are read */
	bool numbered; /* an element begins with an int64_t, which is its number in the list, from 1
	                */
};

struct json_reader {
	struct arena *arena;
	struct err *e;
	struct buf path; /* where we are; begin with "$" */
	const int *minor_places; /* of JSON_KIND_MONEY; may change while a table is read, in the
	                            table's order */
};

/* Parse bytes that are one object or list. Returns 0, or -1 with ERR_REJECT naming line and column.
 */
int json_parse(const char *bytes, size_t length, struct json_value **value,
    struct err *e) NODISCARD;

/* Give a parsed value back; NULL is fine. */
void json_free(struct json_value *value);

/* Is it a list? Its number of elements, and one of them. */
bool json_is_list(const struct json_value *value);
size_t json_count(const struct json_value *value);
const struct json_value *json_at(const struct json_value *value, size_t index);

/* The value of a key, or NULL: for a field that must be read before the rest of its object. */
const struct json_value *json_get(const struct json_value *value, const char *key);

/*
 * Read an object's fields into target, in the order of the table. Returns 0, or -1 with ERR_REJECT
 * naming the path and the kind of value that should be there.
 */
int json_read(struct json_reader *r, const struct json_value *value,
    const struct json_field *fields, void *target) NODISCARD;

#endif
