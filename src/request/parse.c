#include "request/parse.h"

#include "base/inifile.h"
#include "base/text.h"
#include "request/key.h"
#include "request/rule.h"

struct request_parsing {
	struct request *request;
	struct arena *arena;
	const char *date_format;
	enum request_type type; /* REQUEST_COUNT while it is not known */
	size_t lines[REQUEST_KEY_COUNT]; /* on which line a key is, 0: on none */
};

/* First of all: the type may be written after keys that depend on it. */
static int
find_type(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct request_parsing *p = context;
	const enum request_type type = request_type_find(entry->value);

	if (request_key_find(entry->key, REQUEST_COUNT) == REQUEST_KEY_TYPE && type < REQUEST_COUNT)
		p->type = type;
	return (0);
}

/* Why a value is refused. */
static int
refuse_value(const struct request_parsing *p, enum request_key key,
    const struct inifile_entry *entry, struct err *e)
{
	bool dated = request_key_is_day(key) && p->date_format != NULL;

	return (err_reject(e, "line %zu: %s = %.80s is not possible; write %s%s%s", entry->line,
	    request_key_name(key), entry->value,
	    key == REQUEST_KEY_TYPE ? request_type_words(p->arena) : request_key_rule(key),
	    dated ? ", or in the order " : "", dated ? p->date_format : ""));
}

/* Store a value; false if it is not one of its key. */
static bool
read_key_value(struct request_parsing *p, enum request_key key, const char *value)
{
	const enum request_type type = request_type_find(value);

	if (key != REQUEST_KEY_TYPE)
		return (request_key_read(key, value, p->date_format, p->arena, p->request));
	if (type == REQUEST_COUNT)
		return (false);
	p->request->type = type;
	return (true);
}

/* One line of the request. */
static int
read_line(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct request_parsing *p = context;
	const enum request_key key = request_key_find(entry->key, p->type);

	if (entry->section[0] != '\0' && !text_equal_nocase(entry->section, "run"))
		return (err_reject(e,
		    "line %zu: there is no section [%.40s] in a request; put all its lines below "
		    "one line [run]",
		    entry->line, entry->section));
	if (key == REQUEST_KEY_COUNT)
		return (err_reject(e,
		    "line %zu: \"%.40s\" is not known in a request; check its spelling: a line "
		    "begins with %s",
		    entry->line, entry->key, request_key_names(p->arena)));
	if (p->lines[key] != 0)
		return (err_reject(e,
		    "line %zu: %s stands on line %zu already; remove one of the two lines",
		    entry->line, request_key_name(key), p->lines[key]));
	p->lines[key] = entry->line;
	return (read_key_value(p, key, entry->value) ? 0 : refuse_value(p, key, entry, e));
}

/*
 * Does the type take the keys that are there, and are those there that it needs? A preview of
 * letters takes what these take.
 */
static int
check_request_keys(const struct request_parsing *p, struct err *e)
{
	const enum request_type made = request_made(p->request);
	const bool letters = p->request->type == REQUEST_PREVIEW && made != REQUEST_INVOICES;
	const enum request_type type = letters ? made : p->request->type;
	const char *name = REQUEST_TYPES[p->request->type].word;
	size_t i;

	for (i = 0; i < REQUEST_KEY_COUNT; i++) {
		const enum request_key key = (enum request_key)i;

		if (p->lines[i] != 0 && !request_type_takes(type, key) &&
		    !(letters && key == REQUEST_KEY_OF))
			return (err_reject(e,
			    "line %zu: a request of type %s%s%s has no use for %s; remove that "
			    "line, or check the type",
			    p->lines[i], name, letters ? " of " : "", letters ? p->request->of : "",
			    request_key_name(key)));
		if (p->lines[i] == 0 && (REQUEST_TYPES[type].needs >> i & 1) != 0)
			return (err_reject(e, "a request of type %s needs a line `%s = ...`: %s",
			    name, request_key_name(key), request_key_rule(key)));
	}
	return (0);
}

int
request_parse(const char *text, const char *date_format, struct arena *arena,
    struct request *request, struct err *e)
{
	struct request_parsing p = { .request = request,
		.arena = arena,
		.date_format = date_format,
		.type = REQUEST_COUNT };

	request_key_clear(request);
	if (inifile_read(text, find_type, &p, e) != 0 || inifile_read(text, read_line, &p, e) != 0)
		return (-1);
	if (p.lines[REQUEST_KEY_TYPE] == 0)
		return (err_reject(e,
		    "the request does not say its type; begin with [run] and a line `type = "
		    "transactions` (or %s)",
		    request_type_words(arena)));
	if (check_request_keys(&p, e) != 0)
		return (-1);
	return (request_rule_check(request, p.lines, e));
}
