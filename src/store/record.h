#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "store/record_each.h"

/*
 * record: a struct whose members have the names of a statement's parameters or of its columns.
 *
 * `RECORD(txn_key, account, run);` beside `struct txn_key { int64_t account; const char *run; };`
 * makes record_txn_key, by which statements bind and read such structs: a parameter `:run` is bound
 * from the member `run`, a column `AS run` is read into it. The type of a member decides how a
 * value is bound and read:
 *
 *   int64_t            a whole number; NULL is read as 0
 *   struct record_maybe   a whole number, or NULL
 *   int32_t            a day; DATE_NONE is NULL
 *   bool               0 or 1; NULL is read as false
 *   const char *       a text; NULL binds NULL, and NULL is read as ""
 *   struct record_text    a text, or NULL
 *   struct decimal     a text like "12.50"; NULL and "" are read as 0
 *   struct record_bytes   a blob, or a text without its NUL
 *
 * A statement whose parameters or columns do not fit its rows ends the program when it is prepared,
 * with the statement's name and the column's: see store/statement.h.
 */
struct record_maybe {
	bool known; /* false: the value is NULL */
	int64_t number;
};

struct record_text {
	const char *text; /* NULL: the value is NULL */
};

struct record_bytes {
	const void *data;
	size_t length;
};

enum record_type {
	RECORD_INTEGER,
	RECORD_MAYBE,
	RECORD_DAY,
	RECORD_BOOL,
	RECORD_TEXT,
	RECORD_MAYBE_TEXT,
	RECORD_DECIMAL,
	RECORD_BYTES
};

struct record_field {
	const char *name;
	enum record_type type;
	size_t offset;
};

struct record {
	const char *name; /* name of the struct */
	size_t count;
	const struct record_field *fields;
};

#define RECORD(tag, ...) \
	const struct record record_##tag = { #tag, RECORD_COUNT(__VA_ARGS__), \
		(const struct record_field[]){ RECORD_EACH(RECORD_FIELD, tag, __VA_ARGS__) } }

#define RECORD_FIELD(tag, member) \
	{ #member, RECORD_TYPE(((struct tag *)0)->member), offsetof(struct tag, member) }

/* clang-format off */
#define RECORD_TYPE(member) _Generic((member), \
	int64_t: RECORD_INTEGER, \
	struct record_maybe: RECORD_MAYBE, \
	int32_t: RECORD_DAY, \
	bool: RECORD_BOOL, \
	const char *: RECORD_TEXT, \
	struct record_text: RECORD_MAYBE_TEXT, \
	struct decimal: RECORD_DECIMAL, \
	struct record_bytes: RECORD_BYTES)
/* clang-format on */

#endif
