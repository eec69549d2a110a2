#include "layout/condition.h"

#include "base/date.h"
#include "base/text.h"

enum relation { IS_GIVEN, IS_EQUAL, IS_OTHER, IS_LESS, IS_MORE, IS_AT_MOST, IS_AT_LEAST };

struct term {
	const struct source *source;
	enum relation relation;
	bool negated;
	bool or_before; /* begins another alternative */
	const char *text;
	struct decimal amount;
	int64_t number; /* of pages, or a day */
};

struct condition {
	struct term *terms;
	size_t count;
};

/* The relation that a word means; IS_GIVEN for another word. */
static enum relation
relation_of(const char *word)
{
	static const struct {
		const char *word;
		enum relation relation;
	} WORDS[] = { { "=", IS_EQUAL }, { "<>", IS_OTHER }, { "!=", IS_OTHER }, { "<", IS_LESS },
		{ ">", IS_MORE }, { "<=", IS_AT_MOST }, { ">=", IS_AT_LEAST } };
	size_t i;

	for (i = 0; i < LENGTH(WORDS); i++)
		if (strcmp(word, WORDS[i].word) == 0)
			return (WORDS[i].relation);
	return (IS_GIVEN);
}

/* The value that a field is compared with. */
static int
read_value(struct term *term, const char *word, struct err *e)
{
	int32_t day;

	term->text = word;
	if (term->source->type == SOURCE_NUMBER && !text_to_int(word, 0, INT32_MAX, &term->number))
		return (err_reject(e,
		    "%s is a number: compare it with one such as 1, not with \"%s\"",
		    term->source->name, word));
	if ((term->source->type == SOURCE_MONEY || term->source->type == SOURCE_DECIMAL) &&
	    !decimal_parse(word, '.', &term->amount))
		return (err_reject(e,
		    "%s is an amount: compare it with a number such as 0 or 100.50, not with "
		    "\"%s\"",
		    term->source->name, word));
	if (term->source->type == SOURCE_DATE) {
		if (!date_parse(word, NULL, &day))
			return (err_reject(e,
			    "%s is a date: compare it with one such as 2026-10-31, not with \"%s\"",
			    term->source->name, word));
		term->number = day;
	}
	return (0);
}

/* The next word of a condition, "" at its end. */
static const char *
next_word(char **rest)
{
	char *word;

	while ((word = strsep(rest, " \t")) != NULL && word[0] == '\0')
		;
	return (word == NULL ? "" : word);
}

/* Read one comparison; *word becomes the first word after it. */
static int
read_term(const struct source_list *fields, char **rest, const char **word, struct term *term,
    struct err *e)
{
	while (text_equal_nocase(*word, "not")) {
		term->negated = !term->negated;
		*word = next_word(rest);
	}
	if ((*word)[0] == '\0')
		return (err_reject(e, "a condition ends where a field should stand"));
	term->source = source_find(fields, *word, e);
	if (term->source == NULL)
		return (-1);
	*word = next_word(rest);
	term->relation = relation_of(*word);
	if (term->relation == IS_GIVEN)
		return (0);
	*word = next_word(rest);
	if ((*word)[0] == '\0')
		return (err_reject(e, "%s is compared with nothing", term->source->name));
	if (read_value(term, *word, e) != 0)
		return (-1);
	*word = next_word(rest);
	return (0);
}

int
condition_parse(struct arena *arena, const struct source_list *fields, const char *text,
    const struct condition **condition, struct err *e)
{
	struct condition *c = arena_new(arena, 1, sizeof(*c));
	char *rest = arena_string(arena, text);
	const char *word = next_word(&rest);
	bool or_before = false;
	size_t room = 0;

	*condition = c;
	for (;;) {
		c->terms = arena_grow(arena, c->terms, c->count, &room, sizeof(*c->terms));
		c->terms[c->count] = (struct term){ .or_before = or_before };
		if (read_term(fields, &rest, &word, &c->terms[c->count++], e) != 0)
			return (-1);
		if (word[0] == '\0')
			return (0);
		or_before = text_equal_nocase(word, "or");
		if (!or_before && !text_equal_nocase(word, "and"))
			return (err_reject(e, "\"%s\" stands where only `and` or `or` can", word));
		word = next_word(&rest);
	}
}

/* As strcmp. */
static int
order(int64_t a, int64_t b)
{
	return (a < b ? -1 : a > b);
}

/* How a field compares with the term's value: below, equal, above. */
static int
compare(const struct term *term, const struct source_subject *subject)
{
	const char *text;

	switch (term->source->type) {
	case SOURCE_MONEY:
	case SOURCE_DECIMAL:
		return (decimal_compare(source_decimal(term->source, subject), term->amount));
	case SOURCE_DATE:
	case SOURCE_NUMBER:
		return (order(source_number(term->source, subject), term->number));
	case SOURCE_TEXT:
		break;
	}
	text = source_text(term->source, subject, FORMAT_USUAL);
	return (text_equal_nocase(text, term->text) ? 0 : strcmp(text, term->text));
}

/* Is the field there at all: a text that is not empty, an amount that is not nought? */
static bool
is_given(const struct source *source, const struct source_subject *subject)
{
	if (source->type == SOURCE_MONEY || source->type == SOURCE_DECIMAL)
		return (source_decimal(source, subject).units != 0);
	return (source_text(source, subject, FORMAT_USUAL)[0] != '\0');
}

/* Does the relation hold? A `not` before it is the caller's business. */
static bool
relation_holds(const struct term *term, const struct source_subject *subject)
{
	bool given = is_given(term->source, subject);
	int difference;

	if (term->relation == IS_GIVEN)
		return (given);
	if (term->source->type == SOURCE_DATE && !given)
		return (term->relation == IS_OTHER);
	difference = compare(term, subject);
	switch (term->relation) {
	case IS_EQUAL:
		return (difference == 0);
	case IS_OTHER:
		return (difference != 0);
	case IS_LESS:
		return (difference < 0);
	case IS_MORE:
		return (difference > 0);
	case IS_AT_MOST:
		return (difference <= 0);
	case IS_AT_LEAST:
	case IS_GIVEN:
		break;
	}
	return (difference >= 0);
}

bool
condition_is_late(const struct condition *c)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		if (c->terms[i].source->late)
			return (true);
	return (false);
}

bool
condition_holds(const struct condition *c, const struct source_subject *subject)
{
	bool all = true;
	size_t i;

	if (c == NULL)
		return (true);
	for (i = 0; i < c->count; i++) {
		if (c->terms[i].or_before) {
			if (all)
				return (true);
			all = true;
		}
		all = all && relation_holds(&c->terms[i], subject) != c->terms[i].negated;
	}
	return (all);
}
