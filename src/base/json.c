#include "base/json.h"

#include <jansson.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"

#define NUMBER_SIZE 40
#define ROUND_TRIP_DIGITS 17 /* of a double: so many always identify it */

/* Our opaque type is jansson's; a value is only ever read. */
static const json_t *
inside(const struct json_value *value)
{
	return ((const json_t *)(const void *)value);
}

/* And back: callers never hold jansson's own type. */
static const struct json_value *
outside(const json_t *value)
{
	return ((const struct json_value *)(const void *)value);
}

/* A key given twice would silently hide one of two values, so it is refused. */
int
json_parse(const char *bytes, size_t length, struct json_value **value, struct err *e)
{
	json_error_t error;
	json_t *root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);

	*value = NULL;
	if (root == NULL)
		return (err_reject(e, "line %d, column %d: not valid JSON: %s", error.line,
		    error.column, error.text));
	*value = (struct json_value *)(void *)root;
	return (0);
}

/* jansson counts references; the whole has one, ours. */
void
json_free(struct json_value *value)
{
	json_decref((json_t *)(void *)value);
}

/* Callers decide by this between one case and many. */
bool
json_is_list(const struct json_value *value)
{
	return (json_is_array(inside(value)));
}

/* 0 if the value is no list. */
size_t
json_count(const struct json_value *value)
{
	return (json_array_size(inside(value)));
}

/* NULL beyond the end, which json_read refuses as no object. */
const struct json_value *
json_at(const struct json_value *value, size_t index)
{
	return (outside(json_array_get(inside(value), index)));
}

/* Not strict: json_read checks the object itself afterwards. */
const struct json_value *
json_get(const struct json_value *value, const char *key)
{
	return (outside(json_object_get(inside(value), key)));
}

/* Leave the path of a part for that of the whole. */
static void
leave(struct json_reader *r, size_t length)
{
	r->path.length = length;
	r->path.data[length] = '\0';
}

/* Refuse the value at the present path. */
static int
json_refuse(struct json_reader *r, const char *wanted)
{
	return (err_reject(r->e, "%s: must be %s", buf_text(&r->path), wanted));
}

/*
 * Write a number as the shortest decimal of the same double: the digits that were in the source.
 */
static bool
shortest(double number, char text[static NUMBER_SIZE])
{
	for (int digits = 1; digits <= ROUND_TRIP_DIGITS; digits++) {
		(void)snprintf(text, NUMBER_SIZE, "%.*g", digits, number);
		if (!(strtod(text, NULL) < number) && !(strtod(text, NULL) > number))
			break;
	}
	/* With an exponent it is not a decimal of ours: very large or very small. */
	return (strchr(text, 'e') == NULL);
}

/*
 * The text of a decimal: of a string as it is, of a number by its shortest form; NULL for anything
 * else.
 */
static const char *
decimal_text(const json_t *value, char text[static NUMBER_SIZE])
{
	if (json_is_string(value))
		return (json_string_value(value));
	if (json_is_integer(value)) {
		(void)snprintf(text, NUMBER_SIZE, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
		return (text);
	}
	return (json_is_real(value) && shortest(json_real_value(value), text) ? text : NULL);
}

/* Text is copied, for the arena outlives the parsed JSON. */
static int
read_json_text(struct json_reader *r, const json_t *value, const struct json_field *field,
    void *target)
{
	if (!json_is_string(value))
		return (json_refuse(r, "a string"));
	*(const char **)target = arena_string(r->arena, json_string_value(value));
	return (0);
}

/* A decimal has nine places; more would have to be rounded, so they are refused. */
static int
read_decimal(struct json_reader *r, const json_t *value, const struct json_field *field,
    void *target)
{
	char number[NUMBER_SIZE];
	const char *text = decimal_text(value, number);

	if (text == NULL || !decimal_parse(text, '.', target))
		return (json_refuse(r, "a decimal such as \"0.2745\", with at most 9 places"));
	return (0);
}

/* A fraction of a minor unit is a mistake of the sender's, not something to round. */
static int
read_money(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	char number[NUMBER_SIZE];
	const char *text = decimal_text(value, number);

	if (text == NULL || !decimal_parse_money(text, '.', *r->minor_places, target))
		return (json_refuse(r, "an amount such as \"54.90\", in whole minor units"));
	return (0);
}

/* ISO only: a file for machines has no use for local date formats. */
static int
read_day(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	if (!json_is_string(value) || !date_parse(json_string_value(value), NULL, target))
		return (json_refuse(r, "a date such as \"2026-10-31\""));
	return (0);
}

/* Neither 0 nor "yes" is taken for a truth. */
static int
read_bool(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	if (!json_is_boolean(value))
		return (json_refuse(r, "true or false"));
	*(bool *)target = json_is_true(value);
	return (0);
}

/* The bounds are part of the message, so that the sender need not guess. */
static int
read_int(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	json_int_t number = json_integer_value(value);
	char wanted[96];

	(void)snprintf(wanted, sizeof(wanted), "a whole number from %d to %d", field->least,
	    field->most);
	if (!json_is_integer(value) || number < field->least || number > field->most)
		return (json_refuse(r, wanted));
	*(int *)target = (int)number;
	return (0);
}

/* Ids come from a database, where they are not negative. */
static int
read_id(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return (json_refuse(r, "a whole number, 0 or more"));
	*(int64_t *)target = json_integer_value(value);
	return (0);
}

/* Our compilers make enums unsigned int; the words are in the order of the enum. */
static int
read_word(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	const char *text = json_is_string(value) ? json_string_value(value) : "";
	struct buf wanted = BUF_EMPTY;
	int done;

	for (unsigned i = 0; field->words[i] != NULL; i++) {
		if (text_equal_nocase(text, field->words[i])) {
			memcpy(target, &i, sizeof(i));
			return (0);
		}
	}
	buf_add_string(&wanted, "one of");
	for (int i = 0; field->words[i] != NULL; i++)
		buf_printf(&wanted, "%s %s", i > 0 ? "," : "", field->words[i]);
	done = json_refuse(r, buf_text(&wanted));
	buf_release(&wanted);
	return (done);
}

/* A struct inside the struct: its fields begin at the target. */
static int
read_object(struct json_reader *r, const json_t *value, const struct json_field *field,
    void *target)
{
	return (json_read(r, outside(value), field->fields, target));
}

/* One element of a list, at its index. */
static int
read_element(struct json_reader *r, const json_t *list, size_t index,
    const struct json_field *field, void *element)
{
	const json_t *value = json_array_get(list, index);
	int64_t number = (int64_t)index + 1;

	memcpy(element, field->blank, field->size);
	if (field->numbered)
		memcpy(element, &number, sizeof(number));
	return (json_read(r, outside(value), field->fields, element));
}

/* The elements of a list, into the arena; the target is the pointer to them. */
static int
read_list(struct json_reader *r, const json_t *value, const struct json_field *field, void *target)
{
	size_t count = json_array_size(value);
	size_t length = r->path.length;
	char *elements;
	const void *list;

	if (!json_is_array(value))
		return (json_refuse(r, "a list"));
	list = elements = arena_new(r->arena, count, field->size);
	for (size_t i = 0; i < count; i++) {
		char *element = elements + i * field->size;

		buf_printf(&r->path, "[%zu]", i);
		if (read_element(r, value, i, field, element) == -1)
			return (-1);
		leave(r, length);
	}
	memcpy(target, &list, sizeof(list));
	memcpy((char *)target - field->offset + field->count_offset, &count, sizeof(count));
	return (0);
}

/* For a key whose value is for people only. */
static int
read_nothing(struct json_reader *r, const json_t *value, const struct json_field *field,
    void *target)
{
	return (0);
}

/* How each kind is read. */
typedef int read_fn(struct json_reader *r, const json_t *value, const struct json_field *field,
    void *target);
static read_fn *const READERS[] = {
	[JSON_KIND_TEXT] = read_json_text,
	[JSON_KIND_DECIMAL] = read_decimal,
	[JSON_KIND_MONEY] = read_money,
	[JSON_KIND_DAY] = read_day,
	[JSON_KIND_BOOL] = read_bool,
	[JSON_KIND_INT] = read_int,
	[JSON_KIND_ID] = read_id,
	[JSON_KIND_WORD] = read_word,
	[JSON_KIND_OBJECT] = read_object,
	[JSON_KIND_LIST] = read_list,
	[JSON_KIND_IGNORED] = read_nothing,
};

/* Refuse a key that no field has, and list those that there are. */
static int
refuse_key(struct json_reader *r, const char *key, const struct json_field *fields)
{
	struct buf known = BUF_EMPTY;
	int done;

	for (; fields->key != NULL; fields++)
		buf_printf(&known, " %s", fields->key);
	done = err_reject(r->e, "%s: unknown key \"%s\"; known are:%s", buf_text(&r->path), key,
	    buf_text(&known));
	buf_release(&known);
	return (done);
}

/* Every key of the object must be one of the fields. */
static int
check_keys(struct json_reader *r, const json_t *value, const struct json_field *fields)
{
	/* jansson's iterator wants an object that it may change, and does not change it. */
	json_t *object = (json_t *)(uintptr_t)value;
	const char *key;
	json_t *ignored;

	json_object_foreach(object, key, ignored)
	{
		const struct json_field *field = fields;

		while (field->key != NULL && strcmp(field->key, key) != 0)
			field++;
		if (field->key == NULL)
			return (refuse_key(r, key, fields));
	}
	return (0);
}

/* Keys first, so that a misspelt one is reported as such and not as another one missing. */
int
json_read(struct json_reader *r, const struct json_value *value, const struct json_field *fields,
    void *target)
{
	const json_t *object = inside(value);
	size_t length = r->path.length;

	if (!json_is_object(object))
		return (json_refuse(r, "an object"));
	if (check_keys(r, object, fields) == -1)
		return (-1);
	for (; fields->key != NULL; fields++) {
		const json_t *found = json_object_get(object, fields->key);

		buf_add_char(&r->path, '.');
		buf_add_string(&r->path, fields->key);
		if (found != NULL && !json_is_null(found)) {
			if (READERS[fields->kind](r, found, fields,
				(char *)target + fields->offset) == -1)
				return (-1);
		} else if (fields->required) {
			return (err_reject(r->e, "%s: is missing", buf_text(&r->path)));
		}
		leave(r, length);
	}
	return (0);
}
