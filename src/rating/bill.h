#ifndef RATING_BILL_H
#define RATING_BILL_H

#include "base/buf.h"
#include "rating/facts.h"

/*
 * bill: one account's bill while it is being worked out. Internal to this room.
 *
 * The steps of rating.c fill it one after another: period, usage, lines, taxes, exceptions. What it
 * points to lives in the arena (or in the case). A step that lacks a fact which must be known
 * raises an exception with bill_stop; later steps still look for more that is missing, but no lines
 * come out.
 */

/* Days, both included. */
struct bill_span {
	int32_t from;
	int32_t to;
};

/* A stretch of days as exact numbers: months are numerator / MONTH_PARTS. */
#define MONTH_PARTS \
	377580 /* least common multiple of 28 to 31: a day of any month is a whole number of these \
	        */

/* What one meter measured in the period. */
struct meter_use {
	const struct rating_meter *meter;
	struct rating_usage
	    shown;   /* as the result shows it; quantity is signed, after all factors */
	struct decimal raw; /* difference of the reads before factors, rollovers included */
	struct decimal temp_factor; /* of the closing read */
	struct decimal cv_factor;
	struct decimal reset; /* what dials set anew between two reads add: end of the old, less
	                         start of new */
	int rollovers;
	bool was_reset;
	bool demand; /* quantity is the highest read */
};

/* What all metered registers of one type measured together: what the tiers are filled with. */
struct type_use {
	const char *type;
	const char *unit;
	struct decimal quantity;
	size_t meters;
	const struct meter_use *only; /* the meter, if there is just one of this type */
};

struct bill {
	const struct rating_case *c;
	struct arena *arena;
	struct err *e;
	struct buf words; /* scratch: the text being put together */
	struct steps steps; /* scratch: the working being put together */
	size_t step_room;

	int32_t limit; /* the last day that may be billed: end date or closing date */
	struct bill_span period; /* to is DATE_NONE until it is known */
	int days;

	struct meter_use *uses; /* of the meters on site in the period, in meter order */
	size_t use_count;
	struct type_use *types; /* in order of their first meter; DEMAND is not among them */
	size_t type_count;

	struct rating_line *lines;
	size_t line_count;
	size_t line_room;
	struct rating_exception *exceptions;
	size_t exception_count;
	size_t exception_room;
	const char *stopped; /* why there can be no lines, or NULL */
};

/* Number of days of a span. */
int bill_span_days(struct bill_span span);

/*
 * Length of a span in calendar months, times MONTH_PARTS: each month counts by its days over the
 * days it has.
 */
int64_t bill_span_months(struct bill_span span);

/*
 * The part of `days` that both have; from > to if there is none. `last` may be DATE_NONE for "for
 * ever".
 */
struct bill_span bill_overlap(struct bill_span days, int32_t first, int32_t last);

/* Was this register on site on some day of the span? */
bool bill_on_site(const struct rating_meter *meter, struct bill_span span);

/* Is it one whose reads are the demand itself? */
bool bill_is_demand(const struct rating_meter *meter);

/* "E1/01", or the code alone where the register has no name. In the arena. */
const char *bill_meter_name(struct bill *b, const struct rating_meter *meter);

/*
 * Is this severity wanted at all? Ask before putting an exception's words together, where that
 * costs.
 */
bool bill_wants(const struct bill *b, enum rating_code code);

/*
 * Raise an exception with the text in b->words as its detail, unless its severity is OFF. Empties
 * b->words.
 */
void bill_raise(struct bill *b, enum rating_code code);

/* As bill_raise; whatever its severity, there will be no lines. */
void bill_stop(struct bill *b, enum rating_code code);

/*
 * As bill_raise, about a register, whose name is from bill_meter_name (which uses b->words, too: so
 * before the text was begun).
 */
void bill_raise_meter(struct bill *b, enum rating_code code, const struct rating_meter *meter,
    const char *name);

/* As bill_stop, about the read of a day that a register lacks. */
struct missing_read {
	const struct rating_meter *meter;
	const char *name;
	int32_t day;
};
void bill_stop_meter(struct bill *b, enum rating_code code, const struct missing_read *missing);

/* As bill_raise, about all registers of a type. */
void bill_raise_type(struct bill *b, enum rating_code code, const char *type);

/* Sort the exceptions by code, keeping the order in which those of one code were raised. */
void bill_sort_exceptions(struct bill *b);

/* The text in b->words, copied into the arena. Empties b->words. */
const char *bill_keep_words(struct bill *b);

/*
 * Append a step to b->steps and return it, so that the caller can add a unit or a bracket. It is
 * valid until the next one is appended.
 */
struct step *bill_step(struct bill *b, enum step_sign sign, enum step_what what,
    struct decimal value);

/* The same of an amount of money, and of a name. */
struct step *bill_step_money(struct bill *b, enum step_sign sign, enum step_what what,
    int64_t minor);
struct step *bill_step_name(struct bill *b, enum step_sign sign, enum step_what what,
    const char *name);

/*
 * The same of a span in calendar months, as a calculator takes it: 1, 3, or (16/31 + 1 + 15/28).
 * Returns its last step.
 */
struct step *bill_step_months(struct bill *b, enum step_sign sign, struct bill_span span);

/* Append steps that are kept already. */
void bill_step_all(struct bill *b, const struct steps *steps);

/* The steps in b->steps, copied into the arena. Empties b->steps. */
struct steps bill_keep_steps(struct bill *b);

/* A new, zeroed line of this kind at the end, covering span. Valid until the next is added. */
struct rating_line *bill_add_line(struct bill *b, enum rating_line_kind kind,
    struct bill_span span);

/* The tax code to use where a row or charge says `code`. */
const char *bill_tax_code(const struct bill *b, const char *code);

/* Report a figure that does not fit, in which part of the bill. Returns -1 with ERR_REJECT. */
int bill_overflow(struct bill *b, const char *part);

#endif
