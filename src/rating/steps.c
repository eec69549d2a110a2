#include "rating/steps.h"

#include <string.h>

#include "base/compiler.h"
#include "base/date.h"

#define FORM "steps "
#define BEGIN FORM "1 [" /* how a stored working begins, with its version */
#define WORD_SIZE 12
#define SIGN_SIZE 4

/* The operand that follows the word of a step. */
enum operand {
	OPERAND_VALUE, /* a number or a fraction, then the unit if it has one */
	OPERAND_NAME,
	OPERAND_DAY,
	OPERAND_NONE
};

#define WORD(text, operand) { text, sizeof(text) - 1, operand }

/* The word of each step in the stored form. They are never changed, only added to. */
static const struct {
	char word[WORD_SIZE];
	size_t length;
	enum operand operand;
} STEPS[] = {
	[STEP_METER] = WORD("meter", OPERAND_NAME),
	[STEP_READ] = WORD("read", OPERAND_VALUE),
	[STEP_ROLLOVER] = WORD("rollover", OPERAND_VALUE),
	[STEP_RESET] = WORD("reset", OPERAND_VALUE),
	[STEP_MULTIPLIER] = WORD("multiplier", OPERAND_VALUE),
	[STEP_VOLUME] = WORD("volume", OPERAND_VALUE),
	[STEP_CALORIFIC] = WORD("calorific", OPERAND_VALUE),
	[STEP_USE] = WORD("use", OPERAND_VALUE),
	[STEP_METERS] = WORD("meters", OPERAND_VALUE),
	[STEP_PORTION] = WORD("portion", OPERAND_VALUE),
	[STEP_OF] = WORD("of", OPERAND_VALUE),
	[STEP_TIER] = WORD("tier", OPERAND_VALUE),
	[STEP_ABOVE] = WORD("above", OPERAND_VALUE),
	[STEP_UP_TO] = WORD("upto", OPERAND_VALUE),
	[STEP_BOUND] = WORD("bound", OPERAND_VALUE),
	[STEP_DAYS] = WORD("days", OPERAND_VALUE),
	[STEP_MONTHS] = WORD("months", OPERAND_VALUE),
	[STEP_QUANTITY] = WORD("quantity", OPERAND_VALUE),
	[STEP_DEMAND] = WORD("demand", OPERAND_VALUE),
	[STEP_HIGHEST] = WORD("highest", OPERAND_DAY),
	[STEP_PRICE] = WORD("price", OPERAND_VALUE),
	[STEP_MINIMUM] = WORD("minimum", OPERAND_VALUE),
	[STEP_USED] = WORD("used", OPERAND_VALUE),
	[STEP_SUM] = WORD("sum", OPERAND_VALUE),
	[STEP_PERCENT] = WORD("percent", OPERAND_VALUE),
	[STEP_ONCE] = WORD("once", OPERAND_NAME),
	[STEP_WEEKLY] = WORD("weekly", OPERAND_NAME),
	[STEP_MONTHLY] = WORD("monthly", OPERAND_NAME),
	[STEP_QUARTERLY] = WORD("quarterly", OPERAND_NAME),
	[STEP_ANNUAL] = WORD("annual", OPERAND_NAME),
	[STEP_ON] = WORD("on", OPERAND_DAY),
	[STEP_LATE] = WORD("late", OPERAND_NONE),
	[STEP_AMOUNT] = WORD("amount", OPERAND_VALUE),
};
#undef WORD
_Static_assert(LENGTH(STEPS) == STEP_KINDS, "a word for each step");

/* The texts that join steps. */
static const struct {
	char text[SIGN_SIZE];
	size_t length;
} SIGNS[] = {
	[STEP_BEGINS] = { "; ", 2 },
	[STEP_FOLLOWS] = { " ", 1 },
	[STEP_PLUS] = { " + ", 3 },
	[STEP_MINUS] = { " - ", 3 },
	[STEP_TIMES] = { " x ", 3 },
	[STEP_EQUALS] = { " = ", 3 },
};

/* ---- writing --------------------------------------------------------------------------------- */

/*
 * These functions write at `to`, where step_room has made sure of room, and return the end. Words
 * and signs are copied with the padding of their tables, which takes the processor one move.
 */

/* Write a name or a unit, in quotes. */
static char *
put_text(char *to, const char *text)
{
	*to++ = ' ';
	*to++ = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			*to++ = '\\';
		*to++ = *text;
	}
	*to++ = '"';
	return (to);
}

/* Write the number or fraction of a step, the bracket that it closes, and its unit. */
static char *
put_value(char *to, const struct step *step)
{
	*to++ = ' ';
	to = decimal_put(to, step->value);
	if (step->over > 0) {
		*to++ = '/';
		to = decimal_put(to, (struct decimal){ step->over, 0 });
	}
	if (step->closes)
		*to++ = ')';
	return (step->text[0] != '\0' ? put_text(to, step->text) : to);
}

/* Write a step without its sign. */
static char *
put_step(char *to, const struct step *step)
{
	if (step->negative)
		*to++ = '-';
	if (step->opens)
		*to++ = '(';
	memcpy(to, STEPS[step->what].word, WORD_SIZE);
	to += STEPS[step->what].length;
	switch (STEPS[step->what].operand) {
	case OPERAND_VALUE:
		return (put_value(to, step));
	case OPERAND_NAME:
		return (put_text(to, step->text));
	case OPERAND_DAY:
		*to++ = ' ';
		return (to + strlen(date_format(step->day, to)));
	case OPERAND_NONE:
		break;
	}
	return (to);
}

/*
 * The greatest length of a step: sign, minus, bracket and word; the two numbers of a fraction, with
 * the signs around them; the text, with quotes.
 */
static size_t
step_room(const struct step *step)
{
	return (SIGN_SIZE + 2 + WORD_SIZE + 3 + 2 * DECIMAL_SIZE + 3 + 2 * strlen(step->text));
}

void
steps_format(const struct steps *steps, struct buf *out)
{
	char *start, *to;

	if (steps->count == 0)
		return;
	buf_add_string(out, BEGIN);
	for (size_t i = 0; i < steps->count; i++) {
		start = to = buf_reserve(out, step_room(&steps->list[i]));
		if (i > 0) {
			memcpy(to, SIGNS[steps->list[i].sign].text, SIGN_SIZE);
			to += SIGNS[steps->list[i].sign].length;
		}
		to = put_step(to, &steps->list[i]);
		out->length += (size_t)(to - start);
	}
	buf_add_char(out, ']');
}

/* ---- reading --------------------------------------------------------------------------------- */

/* A text that is being read. */
struct steps_reader {
	const char *at;
	struct arena *arena;
	bool open; /* a bracket of this clause is open */
};

/* Does this text come next? If so, skip it. */
static bool
take(struct steps_reader *r, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(r->at, text, length) != 0)
		return (false);
	r->at += length;
	return (true);
}

/* Read a text in quotes, with the blank before it. */
static bool
read_step_text(struct steps_reader *r, const char **text)
{
	char *copy, *to;
	size_t length = 0;

	if (!take(r, " \""))
		return (false);
	for (; r->at[length] != '"'; length++)
		if (r->at[length] == '\0' ||
		    (r->at[length] == '\\' && r->at[++length] != '"' && r->at[length] != '\\'))
			return (false);
	*text = copy = to = arena_bytes(r->arena, r->at, length);
	for (; *copy != '\0'; copy++) {
		copy += *copy == '\\' ? 1 : 0;
		*to++ = *copy;
	}
	*to = '\0';
	r->at += length + 1;
	return (true);
}

/* Read the next characters of a number or a day. */
static bool
read_word(struct steps_reader *r, const char *of, char word[DECIMAL_SIZE])
{
	size_t length = strspn(r->at, of);

	if (length == 0 || length >= DECIMAL_SIZE)
		return (false);
	memcpy(word, r->at, length);
	word[length] = '\0';
	r->at += length;
	return (true);
}

/* Read a number, which may be one of a fraction. */
static bool
read_step_number(struct steps_reader *r, struct step *step)
{
	char word[DECIMAL_SIZE];
	struct decimal over;

	if (!take(r, " ") || !read_word(r, "-.0123456789", word) ||
	    !decimal_parse(word, '.', &step->value))
		return (false);
	if (!take(r, "/"))
		return (true);
	if (!read_word(r, "0123456789", word) || !decimal_parse(word, '.', &over) ||
	    over.units <= 0 || over.units > INT32_MAX)
		return (false);
	step->over = (int)over.units;
	return (true);
}

/* Read a number, the bracket that closes after it, and its unit. */
static bool
read_value(struct steps_reader *r, struct step *step)
{
	if (!read_step_number(r, step))
		return (false);
	step->closes = take(r, ")");
	if (step->closes && !r->open)
		return (false);
	r->open = r->open && !step->closes;
	return (strncmp(r->at, " \"", 2) != 0 || read_step_text(r, &step->text));
}

/* Read a day, with the blank before it. */
static bool
read_day(struct steps_reader *r, struct step *step)
{
	char word[DECIMAL_SIZE];

	return (take(r, " ") && read_word(r, "-0123456789", word) &&
	    strlen(word) == DATE_ISO_SIZE - 1 && date_parse(word, NULL, &step->day));
}

/* Read the word of a step. */
static bool
read_what(struct steps_reader *r, enum step_what *what)
{
	size_t length = strspn(r->at, "abcdefghijklmnopqrstuvwxyz"), i;

	for (i = 0; i < LENGTH(STEPS); i++)
		if (STEPS[i].length == length && memcmp(STEPS[i].word, r->at, length) == 0)
			break;
	r->at += length;
	*what = (enum step_what)i;
	return (i < LENGTH(STEPS));
}

/* Read a step without its sign. */
static bool
read_step(struct steps_reader *r, struct step *step)
{
	step->negative = take(r, "-");
	step->opens = take(r, "(");
	if (step->opens && r->open)
		return (false);
	r->open = r->open || step->opens;
	if (!read_what(r, &step->what))
		return (false);
	switch (STEPS[step->what].operand) {
	case OPERAND_VALUE:
		return (read_value(r, step));
	case OPERAND_NAME:
		return (read_step_text(r, &step->text));
	case OPERAND_DAY:
		return (read_day(r, step));
	case OPERAND_NONE:
		return (true);
	}
	return (false);
}

/*
 * Read the sign that joins the next step. The blank comes last, for the other signs begin with one,
 * too. A new clause has no open bracket.
 */
static bool
read_sign(struct steps_reader *r, enum step_sign *sign)
{
	static const enum step_sign ORDER[] = { STEP_BEGINS, STEP_PLUS, STEP_MINUS, STEP_TIMES,
		STEP_EQUALS, STEP_FOLLOWS };

	for (size_t i = 0; i < LENGTH(ORDER); i++) {
		if (!take(r, SIGNS[ORDER[i]].text))
			continue;
		*sign = ORDER[i];
		return (*sign != STEP_BEGINS || !r->open);
	}
	return (false);
}

/* Read all steps, up to the bracket that ends them. The last step must be the amount. */
static bool
read_steps(struct steps_reader *r, struct steps *steps)
{
	size_t room = 0;
	enum step_sign sign = STEP_BEGINS;

	do {
		struct step *step;

		steps->list =
		    arena_grow(r->arena, steps->list, steps->count, &room, sizeof(*steps->list));
		step = &steps->list[steps->count++];
		*step = (struct step){ .sign = sign, .text = "" };
		if (!read_step(r, step))
			return (false);
		if (take(r, "]"))
			return (*r->at == '\0' && !r->open && step->what == STEP_AMOUNT);
	} while (read_sign(r, &sign));
	return (false);
}

bool
steps_is_form(const char *text)
{
	return (strncmp(text, FORM, strlen(FORM)) == 0);
}

int
steps_parse(const char *text, struct arena *arena, struct steps *steps, struct err *e)
{
	struct steps_reader r = { .at = text, .arena = arena };

	*steps = (struct steps){ NULL, 0 };
	if (*text == '\0')
		return (0);
	if (!take(&r, BEGIN))
		return (err_reject(e,
		    "a working is in a form that this program does not know: \"%.80s\"", text));
	if (!read_steps(&r, steps))
		return (err_reject(e, "a working is damaged after %zu characters: \"%.200s\"",
		    (size_t)(r.at - text), text));
	return (0);
}
