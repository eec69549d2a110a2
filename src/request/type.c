#include "request/type.h"

#include "base/text.h"
#include "store/job.h"

#define K(key) (UINT64_C(1) << REQUEST_KEY_##key)

_Static_assert(REQUEST_KEY_COUNT <= 64, "a set of keys is 64 bits");

/* clang-format off */
const struct request_type_row REQUEST_TYPES[REQUEST_COUNT] = {
#define REQUEST_TYPE(id, handler, its_word, role, ...) \
	[REQUEST_##id] = { .word = (its_word), .least_role = ROLE_##role, __VA_ARGS__ },
#include "request/types.def"
#undef REQUEST_TYPE
};
/* clang-format on */

enum request_type
request_type_find(const char *word)
{
	size_t i;

	for (i = 0; i < REQUEST_COUNT && !text_equal_nocase(REQUEST_TYPES[i].word, word); i++)
		;
	return ((enum request_type)i);
}

bool
request_type_takes(enum request_type type, enum request_key key)
{
	const struct request_type_row *row = &REQUEST_TYPES[type];
	const uint64_t all = row->needs | row->takes | K(TYPE) | K(NOTE);

	return ((all >> key & 1) != 0);
}

const char *
request_type_words(struct arena *arena)
{
	const char *text = REQUEST_TYPES[0].word;
	size_t i;

	for (i = 1; i < REQUEST_COUNT; i++)
		text = arena_printf(arena, "%s%s%s", text, i + 1 < REQUEST_COUNT ? ", " : " or ",
		    REQUEST_TYPES[i].word);
	return (text);
}
