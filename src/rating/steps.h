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
 * steps: the working of an amount, one operand after another, each with its exact value and its
 * meaning. Rating makes them, the database keeps them as text, and the room words writes them for
 * people.
 *
 * A working has clauses: "E1/01: 1200 - 1000 = 200 kWh" is one, and "200 kWh x 0.2745 = 54.90" the
 * next. The last clause ends with the amount of the line. It has brackets wherever a calculator
 * needs them.
 */

/* How a step is joined to the step before it. */
enum step_sign {
	STEP_BEGINS, /* it begins a clause */
	STEP_FOLLOWS, /* without an operator: it adds to the step before it */
	STEP_PLUS,
	STEP_MINUS,
	STEP_TIMES,
	STEP_EQUALS
};

/* The value of a step is a decimal, and its text a unit, unless the comment says otherwise. */
enum step_what {
	STEP_METER, /* text is the meter's name; the rest of the clause is about this meter */
	STEP_READ,
	/* one more than the highest value of the dial: added each time that it rolled over */
	STEP_ROLLOVER,
	STEP_RESET, /* use that is added where a dial was set anew */
	STEP_MULTIPLIER,
	STEP_VOLUME, /* factor for the volume of gas */
	STEP_CALORIFIC, /* calorific value, a factor for gas */
	STEP_USE, /* use of a register, of all of a type, or of some days */
	STEP_METERS, /* number of registers of a type */
	/* days of the period at one price; STEP_OF follows, with the days of the period */
	STEP_PORTION,
	STEP_OF,
	STEP_TIER, /* number of the tier; its limits follow, as far as it has any */
	STEP_ABOVE,
	STEP_UP_TO,
	STEP_BOUND, /* limit of STEP_ABOVE or STEP_UP_TO in units for these days */
	STEP_DAYS,
	STEP_MONTHS,
	STEP_QUANTITY,
	STEP_DEMAND,
	STEP_HIGHEST, /* day of the highest read; it has no value */
	STEP_PRICE,
	STEP_MINIMUM,
	STEP_USED, /* sum of the usage lines */
	STEP_SUM, /* sum that a discount is taken off */
	STEP_PERCENT,
	/* this and the next four: a charge, by its frequency; text is its code, no value */
	STEP_ONCE,
	STEP_WEEKLY,
	STEP_MONTHLY,
	STEP_QUARTERLY,
	STEP_ANNUAL,
	STEP_ON, /* day of the charge; it has no value */
	STEP_LATE, /* the charge is of an earlier period, and was not billed; it has no value */
	STEP_AMOUNT, /* an amount of money */
	STEP_KINDS
};

struct step {
	enum step_sign sign;
	enum step_what what;
	/* a minus is before it and its bracket; a negative number has its own minus */
	bool negative;
	bool opens, closes; /* it begins or ends a bracket */
	int over; /* above 0: the step is the fraction value / over */
	int32_t day;
	struct decimal value;
	const char *text; /* "" if it has none */
};

struct steps {
	struct step *list;
	size_t count; /* 0: the line has no working */
};

/*
 * The form in which the database keeps them, all on one line:
 *
 *     steps 1 [meter "E1/01" read 1200 - read 1000 = use 200 "kWh"; quantity 200 "kWh" x price
 *     0.2745 = amount 54.90]
 *
 * 1 is the version of the form. Clauses are parted by "; ", a step is joined by " + ", " - ", " x
 * ", " = ", or a blank. A step is its word (STEPS in steps.c), its value if it has one, and its
 * text in quotes, in which each " and \ has a \ before it. A fraction is "months 16/31". "-" and
 * "(" are before the word, ")" is after the value and before the unit.
 */

/* Append steps to out in this form; nothing if there are none. */
void steps_format(const struct steps *steps, struct buf *out);

/*
 * Is a stored text in this form, of any version, whole or damaged? An old working in English is
 * not.
 */
bool steps_is_form(const char *text);

/*
 * Read steps from this form, into arena. Returns -1 with ERR_REJECT if the text is cut off, has
 * another form, or a version that this program does not know.
 */
int steps_parse(const char *text, struct arena *arena, struct steps *steps,
    struct err *e) NODISCARD;

#endif
