#include "document/working.h"

#include "base/date.h"
#include "base/text.h"

#define GAPS 3

/*
 * The forms that a part of a working may have; % stands for an expression, & for a code. The first that fits is taken. The text has a gap for
 * each, in the same order.
 */
static const struct form {
	const char *pattern;
	enum text text;
} FORMS[] = {
	{ "% of % days: %", TEXT_WORKING_DAYS },
	{ "% meters together: %", TEXT_WORKING_TOGETHER },
	{ "tier %, above %, up to %", TEXT_WORKING_BETWEEN },
	{ "tier %, above %", TEXT_WORKING_ABOVE },
	{ "tier %, up to %", TEXT_WORKING_UP_TO },
	{ "&: highest read on %", TEXT_WORKING_HIGHEST },
	{ "minimum less usage: %", TEXT_WORKING_MINIMUM },
	{ "One-off charge & of %", TEXT_WORKING_ONCE },
	{ "One-off credit & of %", TEXT_WORKING_ONCE },
	{ "Weekly charge & of %", TEXT_WORKING_WEEKLY },
	{ "Weekly credit & of %", TEXT_WORKING_WEEKLY },
	{ "Monthly charge & of %", TEXT_WORKING_MONTHLY },
	{ "Monthly credit & of %", TEXT_WORKING_MONTHLY },
	{ "Quarterly charge & of %", TEXT_WORKING_QUARTERLY },
	{ "Quarterly credit & of %", TEXT_WORKING_QUARTERLY },
	{ "Annual charge & of %", TEXT_WORKING_ANNUAL },
	{ "Annual credit & of %", TEXT_WORKING_ANNUAL },
};

#define LATE ", not billed before"

/* A piece of the working. */
struct span {
	const char *at;
	size_t length;
	bool code; /* somebody's name for something, which stays as it is */
};

/* The units that the program gives itself; those of a price plan are the customer's own words. */
static const struct {
	const char *word;
	enum text text;
} UNITS[] = { { "days", TEXT_WORKING_UNIT_DAYS }, { "months", TEXT_WORKING_UNIT_MONTHS } };

/* Is this a number: digits, perhaps with a sign before them and a point between? */
static bool
is_number(struct span word)
{
	size_t i = word.length > 0 && word.at[0] == '-' ? 1 : 0, digits = 0, points = 0;

	for (; i < word.length; i++) {
		digits += word.at[i] >= '0' && word.at[i] <= '9';
		points += word.at[i] == '.';
	}
	return (digits > 0 && points <= 1 && digits + points + (word.at[0] == '-') == word.length);
}

/* A number with the language's mark; its digits stay as they are. */
static const char *
say_number(const struct sheet *s, struct span word)
{
	char *number = arena_bytes(s->arena, word.at, word.length), *point = strchr(number, '.');

	if (point != NULL)
		*point = locale_mark(s->locale);
	return (number);
}

/* One word: a number, a day, the cross of a product, a unit, or something that stays. */
static const char *
say_word(const struct sheet *s, struct span word)
{
	const char *text = arena_bytes(s->arena, word.at, word.length);
	int32_t day;
	size_t i;

	if (is_number(word))
		return (say_number(s, word));
	if (word.length == DATE_ISO_SIZE - 1 && date_parse(text, NULL, &day))
		return (sheet_date(s, day));
	if (strcmp(text, "x") == 0)
		return ("\xc3\x97");
	for (i = 0; i < LENGTH(UNITS); i++)
		if (strcmp(text, UNITS[i].word) == 0)
			return (sheet_own_text(s, UNITS[i].text));
	return (text);
}

/* Words and what parts them: blanks, brackets and commas, which stay. */
static const char *
say_words(const struct sheet *s, struct span span)
{
	const char *text = "", *end = span.at + span.length;
	struct span word;

	while (span.at < end) {
		size_t parted = strspn(span.at, " (),");

		parted = parted > (size_t)(end - span.at) ? (size_t)(end - span.at) : parted;
		word = (struct span){ .at = span.at + parted, .length = strcspn(span.at + parted, " (),") };
		if (word.at + word.length > end)
			word.length = (size_t)(end - word.at);
		text = arena_printf(s->arena, "%s%.*s%s", text, (int)parted, span.at, say_word(s, word));
		span.at = word.at + word.length;
	}
	return (text);
}

/* An expression, perhaps with a meter before it: "E1/01: 1200 - 1000". */
static const char *
say_sum(const struct sheet *s, struct span span)
{
	const char *colon = memchr(span.at, ':', span.length);
	size_t before = colon == NULL ? 0 : (size_t)(colon - span.at) + 1;

	if (span.code)
		return (arena_bytes(s->arena, span.at, span.length));
	if (before == 0)
		return (say_words(s, span));
	return (arena_printf(s->arena, "%.*s%s", (int)before, span.at,
	    say_words(s, (struct span){ .at = span.at + before, .length = span.length - before })));
}

/* Does the piece have this form? The gaps are as short as can be; the last one goes to the end. */
static bool
fits(const char *pattern, struct span span, struct span gaps[GAPS])
{
	const char *at = span.at, *end = span.at + span.length, *found;
	size_t gap = 0, words;

	for (;;) {
		words = strcspn(pattern, "%&");
		found = gap == 0 ? (words <= (size_t)(end - at) && memcmp(at, pattern, words) == 0 ? at : NULL) :
		    pattern[0] == '\0' ? end : memmem(at, (size_t)(end - at), pattern, words);
		if (found == NULL)
			return (false);
		if (gap > 0)
			gaps[gap - 1].length = (size_t)(found - at);
		at = found + words;
		if (pattern[words] == '\0')
			return (at == end);
		gaps[gap++] = (struct span){ .at = at, .code = pattern[words] == '&' };
		pattern += words + 1;
	}
}

/* A text with its gaps filled by what the form has caught. */
static const char *
fill(const struct sheet *s, enum text id, const struct span gaps[GAPS])
{
	const char *form = sheet_own_text(s, id), *text = "", *gap;
	size_t i;

	for (i = 0; i < GAPS && (gap = strstr(form, "%s")) != NULL; i++) {
		text = arena_printf(s->arena, "%s%.*s%s", text, (int)(gap - form), form, say_sum(s, gaps[i]));
		form = gap + 2;
	}
	return (arena_printf(s->arena, "%s%s", text, form));
}

/* One part of a working, which semicolons part. */
static const char *
say_part(const struct sheet *s, struct span part)
{
	struct span gaps[GAPS] = { { .at = "" } };
	size_t i, late = strlen(LATE);

	if (part.length > late && memcmp(part.at + part.length - late, LATE, late) == 0)
		return (arena_printf(s->arena, "%s, %s",
		    say_part(s, (struct span){ .at = part.at, .length = part.length - late }), sheet_own_text(s, TEXT_WORKING_LATE)));
	for (i = 0; i < LENGTH(FORMS); i++)
		if (fits(FORMS[i].pattern, part, gaps))
			return (fill(s, FORMS[i].text, gaps));
	if (part.length > 5 && memcmp(part.at, "tier ", 5) == 0) {
		gaps[0] = (struct span){ .at = part.at + 5, .length = part.length - 5 };
		return (fill(s, TEXT_TIER, gaps));
	}
	return (say_sum(s, part));
}

const char *
working_say(const struct sheet *s, const char *working)
{
	const char *text = "", *end;

	/* As it is kept: nothing to do for the many. */
	if (locale_language(s->locale) == TEXTS_EN)
		return (working);
	for (;; working = end + 2) {
		end = strstr(working, "; ");
		text = arena_printf(s->arena, "%s%s", text, say_part(s, (struct span){ .at = working,
		    .length = end == NULL ? strlen(working) : (size_t)(end - working) }));
		if (end == NULL)
			return (text);
		text = arena_printf(s->arena, "%s; ", text);
	}
}
