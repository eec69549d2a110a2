#ifndef RATING_STEPS_H
#define RATING_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "base/err.h"

/*
 * steps: how an amount came about, one operand after another, each with its exact value and what it
 * is. Rating makes them, the database keeps them as text, and the room words says them to people.
 *
 * A working has clauses: "E1/01: 1200 - 1000 = 200 kWh" is one, and "200 kWh x 0.2745 = 54.90" the
 * next. The last clause ends with the amount of the line. Brackets are there wherever a calculator
 * needs them.
 */

/* How a step is joined to the one before it. */
enum step_sign {
	STEP_BEGINS, /* a clause */
	STEP_FOLLOWS, /* without an operator: it says more about what is before it */
	STEP_PLUS,
	STEP_MINUS,
	STEP_TIMES,
	STEP_EQUALS
};

/* The value of a step is a decimal, and its text a unit, unless the comment says otherwise. */
enum step_what {
	STEP_METER, /* text is its name; the rest of the clause is about it */
	STEP_READ,
	STEP_ROLLOVER, /* what the dial shows at most, and one: added each time that it ran over */
	STEP_RESET, /* what a dial that was set anew adds */
	STEP_MULTIPLIER,
	STEP_VOLUME, /* gas volume correction */
	STEP_CALORIFIC, /* gas calorific value */
	STEP_USE, /* of a register, of all of a type, or of some days */
	STEP_METERS, /* how many registers a type has */
	STEP_PORTION, /* days of the period at one price, STEP_OF how many */
	STEP_OF,
	STEP_TIER, /* its number; then where it begins and ends, as far as it does */
	STEP_ABOVE,
	STEP_UP_TO,
	STEP_BOUND, /* STEP_ABOVE or STEP_UP_TO for these days */
	STEP_DAYS,
	STEP_MONTHS,
	STEP_QUANTITY,
	STEP_DEMAND,
	STEP_HIGHEST, /* day of the highest read; no value */
	STEP_PRICE,
	STEP_MINIMUM,
	STEP_USED, /* what the usage lines come to */
	STEP_SUM, /* what a discount is taken off */
	STEP_PERCENT,
	STEP_ONCE, /* a charge of the account, by how often it comes; text is its code, no value */
	STEP_WEEKLY,
	STEP_MONTHLY,
	STEP_QUARTERLY,
	STEP_ANNUAL,
	STEP_ON, /* day of the charge; no value */
	STEP_LATE, /* it is of an earlier period, and was not billed; no value */
	STEP_AMOUNT, /* money */
	STEP_KINDS
};

struct step {
	enum step_sign sign;
	enum step_what what;
	bool negative; /* a minus before it and its bracket; a negative number has its own */
	bool opens, closes; /* a bracket */
	int over; /* above 0: the step is the fraction value / over */
	int32_t day;
	struct decimal value;
	const char *text; /* "" if it has none */
};

struct steps {
	struct step *list;
	size_t count; /* 0: there is no working */
};

/*
 * As the database keeps them, all on one line:
 *
 *     steps 1 [meter "E1/01" read 1200 - read 1000 = use 200 "kWh"; quantity 200 "kWh" x price
 *     0.2745 = amount 54.90]
 *
 * 1 is the version of the form. Clauses are parted by "; ", a step is joined by " + ", " - ", " x
 * ", " = ", or a blank. A step is its word (STEPS in steps.c), its value if it has one, and its
 * text in quotes, in which \ stands before each " and \. A fraction is "months 16/31". "-" and "("
 * are before the word, ")" is after the value and before the unit.
 */

/* Append them to out; nothing if there are none. */
void steps_format(const struct steps *steps, struct buf *out);

/* Is a stored text in this form, in whatever version, whole or damaged? No English working is. */
bool steps_is_form(const char *text);

/*
 * Read them back, into arena. Returns -1 with ERR_REJECT if the text is cut off, is no working, or
 * is in a version that this program does not know.
 */
int steps_parse(const char *text, struct arena *arena, struct steps *steps,
    struct err *e) NODISCARD;

#endif
