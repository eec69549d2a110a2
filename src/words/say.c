#include "words/say.h"

#include <string.h>

#include "base/compiler.h"
#include "base/digits.h"

#define GAPS 3
#define MINUS "\xe2\x88\x92"
#define CROSS "\xc3\x97"

/* The text that is written so far. */
struct saying {
	const struct voice *voice; /* NULL: plain English */
	struct buf *out;
};

/* A text of the language, in which "%s" is a gap. */
static const char *
text_of(const struct saying *x, enum text text)
{
	return (x->voice == NULL ? texts_find(TEXTS_EN, text)
				 : x->voice->text(x->voice->context, text));
}

static void
say_number(const struct saying *x, struct decimal value)
{
	if (x->voice == NULL)
		digits_decimal(x->out, value);
	else
		buf_add_string(x->out, locale_decimal(x->voice->locale, x->voice->arena, value));
}

static void
say_day(const struct saying *x, int32_t day)
{
	if (x->voice == NULL)
		digits_day(x->out, day);
	else
		buf_add_string(x->out, locale_date(x->voice->locale, x->voice->arena, day));
}

/* The units that the program gives itself are in each language. */
static void
say_unit(const struct saying *x, const char *unit)
{
	if (unit[0] == '\0')
		return;
	buf_add_char(x->out, ' ');
	if (strcmp(unit, "days") == 0)
		unit = text_of(x, TEXT_WORKING_UNIT_DAYS);
	else if (strcmp(unit, "months") == 0)
		unit = text_of(x, TEXT_WORKING_UNIT_MONTHS);
	buf_add_string(x->out, unit);
}

/* How a step is joined to the one before it. Only a meter has a step that follows it. */
static void
say_sign(const struct saying *x, enum step_sign sign)
{
	static const char *const SIGNS[][2] = { [STEP_BEGINS] = { "; ", "; " },
		[STEP_FOLLOWS] = { ": ", ": " },
		[STEP_PLUS] = { " + ", " + " },
		[STEP_MINUS] = { " - ", " " MINUS " " },
		[STEP_TIMES] = { " x ", " " CROSS " " },
		[STEP_EQUALS] = { " = ", " = " } };

	buf_add_string(x->out, SIGNS[sign][x->voice != NULL]);
}

/* A number, a fraction, a percentage, a day or a name. */
static void
say_value(const struct saying *x, const struct step *step)
{
	if (step->what == STEP_METER)
		buf_add_string(x->out, step->text);
	else if (step->what == STEP_HIGHEST || step->what == STEP_ON)
		say_day(x, step->day);
	else if (step->over > 0)
		digits_decimal(x->out, step->value);
	else
		say_number(x, step->value);
	if (step->over > 0) {
		buf_add_char(x->out, '/');
		digits_count(x->out, step->over);
	}
	if (step->what == STEP_PERCENT)
		buf_add_string(x->out, " / 100");
}

/* Some steps of one clause. They are written without the sign of the first one. */
struct stretch {
	const struct step *first;
	size_t count;
};

static void
say_stretch(const struct saying *x, struct stretch stretch)
{
	for (size_t i = 0; i < stretch.count; i++) {
		const struct step *step = &stretch.first[i];

		if (i > 0)
			say_sign(x, step->sign);
		if (step->negative)
			buf_add_string(x->out, x->voice == NULL ? "-" : MINUS);
		if (step->opens)
			buf_add_char(x->out, '(');
		say_value(x, step);
		if (step->closes)
			buf_add_char(x->out, ')');
		if (step->what != STEP_METER)
			say_unit(x, step->text);
	}
}

/* A text with its gaps filled, as many as it has. */
static void
say_filled(const struct saying *x, enum text text, const struct stretch gaps[GAPS])
{
	const char *form = text_of(x, text), *gap;

	for (size_t i = 0; i < GAPS && (gap = strstr(form, "%s")) != NULL; i++) {
		buf_add(x->out, form, (size_t)(gap - form));
		say_stretch(x, gaps[i]);
		form = gap + 2;
	}
	buf_add_string(x->out, form);
}

/* A text whose gaps are the steps of the clause, one each. */
static void
say_each(const struct saying *x, enum text text, struct stretch clause)
{
	struct stretch gaps[GAPS] = { { NULL, 0 } };

	for (size_t i = 0; i < GAPS && i < clause.count; i++)
		gaps[i] = (struct stretch){ &clause.first[i], 1 };
	say_filled(x, text, gaps);
}

/* Where in a clause a step of this kind is; its end if there is none. */
static size_t
find_say(struct stretch clause, enum step_what what)
{
	size_t i;

	for (i = 0; i < clause.count && clause.first[i].what != what; i++)
		;
	return (i);
}

/* "tier 2, above 10 x 31 = 310, up to 620" */
static void
say_tier(const struct saying *x, struct stretch clause)
{
	size_t above = find_say(clause, STEP_ABOVE), up_to = find_say(clause, STEP_UP_TO);
	const struct stretch lower = { &clause.first[above], up_to - above },
			     upper = { &clause.first[up_to], clause.count - up_to };
	struct stretch gaps[GAPS] = { { clause.first, 1 }, lower, upper };

	if (above == clause.count) {
		gaps[1] = upper;
		say_filled(x, upper.count > 0 ? TEXT_WORKING_UP_TO : TEXT_TIER, gaps);
	} else {
		say_filled(x, upper.count > 0 ? TEXT_WORKING_BETWEEN : TEXT_WORKING_ABOVE, gaps);
	}
}

/* How a charge is called: in plain English, and in the texts of documents. */
static const struct {
	const char *plain;
	enum text text;
} CHARGES[] = {
	[STEP_ONCE] = { "One-off", TEXT_WORKING_ONCE },
	[STEP_WEEKLY] = { "Weekly", TEXT_WORKING_WEEKLY },
	[STEP_MONTHLY] = { "Monthly", TEXT_WORKING_MONTHLY },
	[STEP_QUARTERLY] = { "Quarterly", TEXT_WORKING_QUARTERLY },
	[STEP_ANNUAL] = { "Annual", TEXT_WORKING_ANNUAL },
};

/* "Monthly charge of 31 Jan 2024, not billed before"; in plain English, "Monthly charge RENT of".
 */
static void
say_charge(const struct saying *x, struct stretch clause)
{
	const struct step *charge = clause.first, *amount = &charge[clause.count - 1];

	if (x->voice == NULL) {
		buf_add_string(x->out, CHARGES[charge->what].plain);
		buf_add_string(x->out, amount->value.units < 0 ? " credit " : " charge ");
		buf_add_string(x->out, charge->text);
		buf_add_string(x->out, " of ");
		say_stretch(x, (struct stretch){ &charge[1], 1 });
	} else {
		say_each(x, CHARGES[charge->what].text, (struct stretch){ &charge[1], 1 });
	}
	if (find_say(clause, STEP_LATE) == clause.count)
		return;
	buf_add_string(x->out, ", ");
	buf_add_string(x->out, text_of(x, TEXT_WORKING_LATE));
}

/* One clause: by the form that begins with its first step, else as an equation. */
static void
say_clause(const struct saying *x, struct stretch clause)
{
	const enum step_what what = clause.first->what;

	if (what >= STEP_ONCE && what <= STEP_ANNUAL)
		say_charge(x, clause);
	else if (what == STEP_TIER)
		say_tier(x, clause);
	else if (what == STEP_PORTION)
		say_each(x, TEXT_WORKING_DAYS, clause);
	else if (what == STEP_METERS)
		say_each(x, TEXT_WORKING_TOGETHER, clause);
	else if (what == STEP_METER && find_say(clause, STEP_HIGHEST) < clause.count)
		say_each(x, TEXT_WORKING_HIGHEST, clause);
	else if (what == STEP_MINIMUM)
		say_filled(x, TEXT_WORKING_MINIMUM, (struct stretch[GAPS]){ clause });
	else
		say_stretch(x, clause);
}

/* Clause after clause. */
static void
say_all(const struct saying *x, const struct steps *steps)
{
	size_t first, end;

	for (first = 0; first < steps->count; first = end) {
		for (end = first + 1; end < steps->count && steps->list[end].sign != STEP_BEGINS;
		    end++)
			;
		if (first > 0)
			say_sign(x, STEP_BEGINS);
		say_clause(x, (struct stretch){ &steps->list[first], end - first });
	}
}

const char *
say_steps(const struct steps *steps, const struct voice *voice)
{
	struct buf out = BUF_EMPTY;
	const struct saying x = { voice, &out };
	const char *text;

	say_all(&x, steps);
	text = arena_string(voice->arena, buf_text(&out));
	buf_release(&out);
	return (text);
}

void
say_plain(const struct steps *steps, struct buf *out)
{
	const struct saying x = { NULL, out };

	say_all(&x, steps);
}
