#include "request/key.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "store/schedule.h"

enum key_kind {
	KIND_TYPE,
	KIND_TEXT,
	KIND_CODES,
	KIND_DATE,
	KIND_HASH,
	KIND_CODE,
	KIND_YES,
	KIND_WORD,
	KIND_DAYS,
	KIND_AMOUNT
};

/* A row of keys.def. */
struct key {
	const char *name;
	enum key_kind kind;
	size_t offset; /* of its field in struct request */
	const char *rule;
	const char *const *words; /* of KIND_WORD, ended by NULL */
	const char *example;      /* the value in a form; NULL: none */
	const char *missing;      /* of KIND_WORD: its value where it is not given; NULL: "" */
};

static const char *const DECISIONS[] = { "SEND", "HOLD", "DO_NOT_SEND", "RESEND", "DELIVERED",
	NULL };
static const char *const DOCUMENTS[] = { "invoices", "statements", "reminders", "all", NULL };
static const char *const ACTS[] = { "set", "pause", "resume", "skip", "run", "end", NULL };

/* clang-format off */
static const struct key KEYS[REQUEST_KEY_COUNT] = {
#define REQUEST_KEY(id, its_name, its_kind, field, ...) \
	{ .name = (its_name), .kind = KIND_##its_kind, .offset = offsetof(struct request, field), .rule = __VA_ARGS__ },
#include "request/keys.def"
#undef REQUEST_KEY
};
/* clang-format on */

const char *
request_key_name(enum request_key key)
{
	return (KEYS[key].name);
}

const char *
request_key_rule(enum request_key key)
{
	return (KEYS[key].rule != NULL ? KEYS[key].rule : "");
}

const char *
request_key_example(enum request_key key)
{
	return (KEYS[key].example != NULL ? KEYS[key].example : "");
}

bool
request_key_is_day(enum request_key key)
{
	return (KEYS[key].kind == KIND_DATE);
}

void
request_key_clear(struct request *request)
{
	size_t i;

	*request = (struct request){ 0 };
	for (i = 0; i < REQUEST_KEY_COUNT; i++) {
		const struct key *key = &KEYS[i];
		void *field = (char *)request + key->offset;

		switch (key->kind) {
		case KIND_DATE:
			*(int32_t *)field = DATE_NONE;
			break;
		case KIND_DAYS:
			*(int *)field = -1;
			break;
		case KIND_TEXT:
		case KIND_CODE:
		case KIND_HASH:
		case KIND_WORD:
		case KIND_AMOUNT:
			*(const char **)field = key->missing != NULL ? key->missing : "";
			break;
		case KIND_TYPE:
		case KIND_CODES:
		case KIND_YES:
			break;
		}
	}
}

const char *
request_key_text(enum request_key key, const struct request *request)
{
	const void *field = (const char *)request + KEYS[key].offset;

	return (*(const char *const *)field);
}

/* A list of codes, "*" or both sides trimmed words between commas or semicolons. */
static int
parse_codes(struct arena *arena, const char *value, struct request_list *list)
{
	char *rest = arena_string(arena, value);
	char **items;
	size_t i, room = 1;
	char *item;

	list->all = strcmp(value, "*") == 0;
	if (list->all)
		return (0);
	for (i = 0; value[i] != '\0'; i++)
		room += value[i] == ',' || value[i] == ';';
	items = arena_new(arena, room, sizeof(*items));
	list->items = (const char *const *)items;
	while ((item = strsep(&rest, ",;")) != NULL) {
		item = text_trim(item);
		if (*item == '\0')
			continue;
		if (!text_is_code(item))
			return (-1);
		items[list->count++] = item;
	}
	return (list->count > 0 ? 0 : -1);
}

/* One word of a table, in any case; its index, or -1. */
static int
find_word(const char *const *words, size_t count, const char *value)
{
	size_t i;

	for (i = 0; i < count && words[i] != NULL; i++)
		if (text_equal_nocase(words[i], value))
			return ((int)i);
	return (-1);
}

/* 64 hexadecimal digits, made lower case. */
static const char *
parse_hash(struct arena *arena, const char *value)
{
	char *hash = arena_string(arena, value);
	size_t i;

	for (i = 0; hash[i] != '\0'; i++) {
		if (!isxdigit((unsigned char)hash[i]))
			return (NULL);
		hash[i] = (char)tolower((unsigned char)hash[i]);
	}
	return (i == 64 ? hash : NULL);
}

bool
request_key_read(enum request_key place, const char *value, const char *date_format,
    struct arena *arena, struct request *request)
{
	static const char *const YES_WORDS[] = { "no", "yes" };
	const struct key *key = &KEYS[place];
	void *field = (char *)request + key->offset;
	struct decimal amount;
	int64_t days;
	int word;

	switch (key->kind) {
	case KIND_TYPE:
		return (false);
	case KIND_TEXT:
		*(const char **)field = arena_string(arena, value);
		return (!text_has_control(value));
	case KIND_CODES:
		return (parse_codes(arena, value, field) == 0);
	case KIND_CODE:
		*(const char **)field = arena_string(arena, value);
		return (text_is_code(value));
	case KIND_DATE:
		return (date_parse(value, date_format, field));
	case KIND_HASH:
		*(const char **)field = parse_hash(arena, value);
		return (*(const char **)field != NULL);
	case KIND_YES:
		word = find_word(YES_WORDS, LENGTH(YES_WORDS), value);
		*(bool *)field = word == 1;
		return (word >= 0);
	case KIND_WORD:
		word = find_word(key->words, SIZE_MAX, value);
		*(const char **)field = word < 0 ? "" : key->words[word];
		return (word >= 0);
	case KIND_DAYS:
		if (!text_to_int(value, 1, 3650, &days))
			return (false);
		*(int *)field = (int)days;
		return (true);
	case KIND_AMOUNT:
		*(const char **)field = arena_string(arena, value);
		return (decimal_parse(value, '.', &amount) && amount.units >= 0);
	}
	return (false);
}

/* Is this how somebody writes the key: "accounts" for "account", "building" for "buildings"? */
static bool
is_called(const char *plain, const char *key)
{
	size_t length = strlen(plain), own = strlen(key);

	if (text_equal_nocase(plain, key))
		return (true);
	if (length > 1 && own + 1 == length && strncasecmp(plain, key, own) == 0 &&
	    tolower((unsigned char)plain[own]) == 's')
		return (true);
	return (own == length + 1 && strncasecmp(plain, key, length) == 0 && key[length] == 's');
}

enum request_key
request_key_find(const char *name, enum request_type type)
{
	size_t length = 0, found = REQUEST_KEY_COUNT, i;
	char plain[32];

	for (; *name != '\0' && length + 1 < sizeof(plain); name++)
		plain[length++] = *name == ' ' || *name == '-' ? '_' : *name;
	plain[length] = '\0';
	for (i = 0; i < REQUEST_KEY_COUNT; i++)
		if (is_called(plain, KEYS[i].name) &&
		    (found == REQUEST_KEY_COUNT || type == REQUEST_COUNT ||
			!request_type_takes(type, (enum request_key)found)))
			found = i;
	return ((enum request_key)found);
}

/* Does a schedule take this key, and nothing else? */
static bool
is_of_schedules(enum request_key key)
{
	size_t i;

	for (i = 0; i < REQUEST_COUNT; i++)
		if (request_type_takes((enum request_type)i, key) != (i == REQUEST_SCHEDULE))
			return (false);
	return (true);
}

const char *
request_key_names(struct arena *arena)
{
	const char *text = "";
	bool schedules = false;
	size_t i;

	for (i = 0; i < REQUEST_KEY_COUNT; i++) {
		bool own = is_of_schedules((enum request_key)i);

		if (i > 0 && strcmp(KEYS[i].name, KEYS[i - 1].name) == 0)
			continue;
		text = arena_printf(arena, "%s%s%s", text,
		    i == 0                  ? ""
			: own && !schedules ? "; in a schedule also "
					    : ", ",
		    KEYS[i].name);
		schedules = own;
	}
	return (text);
}
