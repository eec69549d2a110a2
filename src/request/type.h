#ifndef REQUEST_TYPE_H
#define REQUEST_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/agent.h"

/*
 * type: the types of requests, and what the program knows of each. The table is types.def. All code
 * that depends on the type reads its row, so that a new type is a row there and its handler.
 */

enum request_type {
#define REQUEST_TYPE(id, ...) REQUEST_##id,
#include "request/types.def"
#undef REQUEST_TYPE
	REQUEST_COUNT
};

/* The keys that a request may have; how each is read is in key.h. */
enum request_key {
#define REQUEST_KEY(id, ...) REQUEST_KEY_##id,
#include "request/keys.def"
#undef REQUEST_KEY
	REQUEST_KEY_COUNT
};

/* A row; the members are explained in types.def. NULL: it has none. */
struct request_type_row {
	const char *word;
	enum agent_role least_role;
	uint64_t needs, takes, fills; /* sets of keys: 1 << REQUEST_KEY_x */
	bool is_run;
	bool by_account;
	unsigned changes; /* a set of enum job_change */
	const char *folders;
	const char *label;
	const char *task;
	bool usual;
};
extern const struct request_type_row REQUEST_TYPES[REQUEST_COUNT];

/* The type with this word, in any case; REQUEST_COUNT if there is none. */
enum request_type request_type_find(const char *word);

/* May a request of this type have this key? */
bool request_type_takes(enum request_type type, enum request_key key);

/* "transactions, preview, ..., statements or reminders", in arena. */
const char *request_type_words(struct arena *arena);

#endif
