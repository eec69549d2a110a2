#include "words/old_working.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"

#define GAPS 3
#define MINUS "\xe2\x88\x92"
#define CROSS "\xc3\x97"

/*
 * The forms that a part of a working may have; % is for an expression, & for a code, and ? for
 * a code of ours that is left out. The first that fits is taken. The text has a gap for each of the
 * others, in the same order.
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
	{ "One-off charge ? of %", TEXT_WORKING_ONCE },
	{ "One-off credit ? of %", TEXT_WORKING_ONCE },
	{ "Weekly charge ? of %", TEXT_WORKING_WEEKLY },
	{ "Weekly credit ? of %", TEXT_WORKING_WEEKLY },
	{ "Monthly charge ? of %", TEXT_WORKING_MONTHLY },
	{ "Monthly credit ? of %", TEXT_WORKING_MONTHLY },
	{ "Quarterly charge ? of %", TEXT_WORKING_QUARTERLY },
	{ "Quarterly credit ? of %", TEXT_WORKING_QUARTERLY },
	{ "Annual charge ? of %", TEXT_WORKING_ANNUAL },
	{ "Annual credit ? of %", TEXT_WORKING_ANNUAL },
};

#define LATE ", not billed before"

/* A piece of the working. */
struct span {
	const char *at;
	size_t length;
	bool code; /* somebody's name for something, which stays as it is */
};

/* The text that is written so far. */
struct old_saying {
	const struct voice *voice;
	struct buf out;
};

/* The units that the program gives itself; those of a price plan are the customer's own words. */
static const struct {
	const char *word;
	enum text text;
} UNITS[] = { { "days", TEXT_WORKING_UNIT_DAYS }, { "months", TEXT_WORKING_UNIT_MONTHS } };

/* A text of the document. */
static const char *
text_of(const struct old_saying *x, enum text text)
{
	return (x->voice->text(x->voice->context, text));
}

/* Is this word the text? */
static bool
is(struct span word, const char *text)
{
	return (word.length == strlen(text) && memcmp(word.at, text, word.length) == 0);
}

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

/* A number as the language writes it, with all its digits. */
static void
add_number(struct old_saying *x, struct span word)
{
	char text[DECIMAL_SIZE];
	struct decimal value;

	(void)snprintf(text, sizeof(text), "%.*s", (int)word.length, word.at);
	if (word.length < sizeof(text) && decimal_parse(text, '.', &value))
		buf_add_string(&x->out, locale_decimal(x->voice->locale, x->voice->arena, value));
	else
		buf_add(&x->out, word.at, word.length);
}

/* One word: a number, a day, a sign, a unit, or something that stays. */
static void
add_word(struct old_saying *x, struct span word)
{
	char iso[DATE_ISO_SIZE];
	int32_t day;
	size_t i;

	if (is_number(word)) {
		add_number(x, word);
		return;
	}
	(void)snprintf(iso, sizeof(iso), "%.*s", (int)word.length, word.at);
	if (word.length == DATE_ISO_SIZE - 1 && date_parse(iso, NULL, &day)) {
		buf_add_string(&x->out, locale_date(x->voice->locale, x->voice->arena, day));
		return;
	}
	for (i = 0; i < LENGTH(UNITS); i++) {
		if (is(word, UNITS[i].word)) {
			buf_add_string(&x->out, text_of(x, UNITS[i].text));
			return;
		}
	}
	if (is(word, "x") || is(word, "-"))
		buf_add_string(&x->out, word.at[0] == 'x' ? CROSS : MINUS);
	else
		buf_add(&x->out, word.at, word.length);
}

/* Words and what parts them: blanks, brackets and commas, which stay. */
static void
add_words(struct old_saying *x, struct span span)
{
	const char *end = span.at + span.length;
	struct span word;

	while (span.at < end) {
		size_t parted = strspn(span.at, " (),");

		parted = parted > (size_t)(end - span.at) ? (size_t)(end - span.at) : parted;
		buf_add(&x->out, span.at, parted);
		word = (struct span){ .at = span.at + parted,
			.length = strcspn(span.at + parted, " (),") };
		if (word.at + word.length > end)
			word.length = (size_t)(end - word.at);
		add_word(x, word);
		span.at = word.at + word.length;
	}
}

/* An expression, perhaps with a meter before it: "E1/01: 1200 - 1000". */
static void
add_sum(struct old_saying *x, struct span span)
{
	const char *colon = span.code ? NULL : memchr(span.at, ':', span.length);
	size_t before = span.code ? span.length : colon == NULL ? 0 : (size_t)(colon - span.at) + 1;

	buf_add(&x->out, span.at, before);
	add_words(x, (struct span){ .at = span.at + before, .length = span.length - before });
}

/* Does the piece have this form? The gaps are as short as can be; the last one goes to the end. */
static bool
fits(const char *pattern, struct span span, struct span gaps[GAPS])
{
	const char *at = span.at, *end = span.at + span.length, *found;
	struct span unwanted, *open = NULL;
	size_t gap = 0, words;

	for (;;) {
		words = strcspn(pattern, "%&?");
		found = open == NULL
		    ? (words <= (size_t)(end - at) && memcmp(at, pattern, words) == 0 ? at : NULL)
		    : pattern[0] == '\0' ? end
					 : memmem(at, (size_t)(end - at), pattern, words);
		if (found == NULL)
			return (false);
		if (open != NULL)
			open->length = (size_t)(found - at);
		at = found + words;
		if (pattern[words] == '\0')
			return (at == end);
		open = pattern[words] == '?' ? &unwanted : &gaps[gap++];
		*open = (struct span){ .at = at, .code = pattern[words] == '&' };
		pattern += words + 1;
	}
}

/* A text with its gaps filled by what the form has caught. */
static void
add_filled(struct old_saying *x, enum text id, const struct span gaps[GAPS])
{
	const char *form = text_of(x, id), *gap;
	size_t i;

	for (i = 0; i < GAPS && (gap = strstr(form, "%s")) != NULL; i++) {
		buf_add(&x->out, form, (size_t)(gap - form));
		add_sum(x, gaps[i]);
		form = gap + 2;
	}
	buf_add_string(&x->out, form);
}

/* One part of a working, which semicolons part. */
static void
add_part(struct old_saying *x, struct span part)
{
	struct span gaps[GAPS] = { { .at = "" }, { .at = "" }, { .at = "" } };
	size_t i, late = strlen(LATE);

	if (part.length > late && memcmp(part.at + part.length - late, LATE, late) == 0) {
		add_part(x, (struct span){ .at = part.at, .length = part.length - late });
		buf_add_string(&x->out, ", ");
		buf_add_string(&x->out, text_of(x, TEXT_WORKING_LATE));
		return;
	}
	for (i = 0; i < LENGTH(FORMS); i++) {
		if (fits(FORMS[i].pattern, part, gaps)) {
			add_filled(x, FORMS[i].text, gaps);
			return;
		}
	}
	if (part.length > 5 && memcmp(part.at, "tier ", 5) == 0) {
		gaps[0] = (struct span){ .at = part.at + 5, .length = part.length - 5 };
		add_filled(x, TEXT_TIER, gaps);
		return;
	}
	add_sum(x, part);
}

const char *
old_working_say(const char *sentence, const struct voice *voice)
{
	struct old_saying x = { .voice = voice, .out = BUF_EMPTY };
	const char *end, *text;

	if (sentence[0] == '\0')
		return ("");
	(void)buf_reserve(&x.out, 2 * strlen(sentence));
	for (;; sentence = end + 2) {
		end = strstr(sentence, "; ");
		add_part(&x,
		    (struct span){ .at = sentence,
			.length = end == NULL ? strlen(sentence) : (size_t)(end - sentence) });
		if (end == NULL)
			break;
		buf_add_string(&x.out, "; ");
	}
	text = arena_bytes(voice->arena, x.out.data, x.out.length);
	buf_release(&x.out);
	return (text);
}

bool
old_working_names(const char *sentence, const char *meter)
{
	return (strncmp(sentence, meter, strlen(meter)) == 0);
}

bool
old_working_has_day(const char *sentence, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	return (strstr(sentence, date_format(day, iso)) != NULL);
}

const char *
old_working_rename(const char *sentence, const char *name, const char *other, struct arena *arena)
{
	size_t whole = strlen(name);
	const char *part = sentence, *next;

	for (; part != NULL; part = next == NULL ? NULL : next + 2) {
		if (strncmp(part, name, whole) == 0 && part[whole] == ':')
			return (arena_printf(arena, "%.*s%s%s", (int)(part - sentence), sentence,
			    other, part + whole));
		next = strstr(part, "; ");
	}
	return (sentence);
}

/*
 * Where the sum begins that the sentence ends with: after its last semicolon, and after the words
 * that name it.
 */
static const char *
find_sum(const char *sentence)
{
	const char *sum = sentence, *next;

	while ((next = strstr(sum, "; ")) != NULL)
		sum = next + 2;
	next = strstr(sum, ": ");
	return (next == NULL ? sum : next + 2);
}

/*
 * Its left side (`length` bytes, up to " = ") with the other sign; a sum of several things is put
 * in brackets for that.
 */
static const char *
turn_side(struct arena *arena, const char *side, size_t length)
{
	char *copy = arena_bytes(arena, side, length);

	if (length > 3 && copy[0] == '-' && copy[1] == '(' && copy[length - 1] == ')')
		return (arena_bytes(arena, copy + 2, length - 3));
	if (copy[0] == '-')
		return (copy + 1);
	if (strstr(copy, " - ") != NULL && copy[0] != '(')
		return (arena_printf(arena, "-(%s)", copy));
	return (arena_printf(arena, "-%s", copy));
}

const char *
old_working_turn(const char *sentence, int64_t minor, int minor_places, struct arena *arena)
{
	const char *sum = find_sum(sentence), *equals = strstr(sum, " = ");
	char old[DECIMAL_SIZE], new[DECIMAL_SIZE];

	decimal_format_money(minor, minor_places, old);
	decimal_format_money(-minor, minor_places, new);
	if (equals == NULL || strcmp(equals + 3, old) != 0)
		return (sentence);
	return (arena_printf(arena, "%.*s%s = %s", (int)(sum - sentence), sentence,
	    turn_side(arena, sum, (size_t)(equals - sum)), new));
}
