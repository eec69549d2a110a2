#ifndef RATING_BILL_H
#define RATING_BILL_H

#include "base/buf.h"
#include "rating/facts.h"

/*
 * bill: one account's bill while it is being worked out. Internal to this room.
 *
 * The steps of rating.c fill it one after another: period, usage, lines, taxes, exceptions. Its
 * pointers are into the arena (or the case). A step that needs a missing fact raises an exception
 * by bill_stop; later steps still look for more that is missing, but the bill gets no lines.
 */

/* A span of days, both ends included. */
struct bill_span {
	int32_t from;
	int32_t to;
};

/* The length of a span as exact numbers; months are numerator / MONTH_PARTS. */
#define MONTH_PARTS \
	377580 /* least common multiple of 28 to 31: a day of any month is a whole number of these \
	        */

/* The use that one meter measured in the period. */
struct meter_use {
	const struct rating_meter *meter;
	struct rating_usage
	    shown;   /* in the form of the result; quantity is signed, after all factors */
	struct decimal raw; /* difference of the reads, with rollovers, before factors */
	struct decimal temp_factor; /* that of the closing read */
	struct decimal cv_factor;
	/* use that is added where a dial was set anew: end of the old dial less start of the new */
	struct decimal reset;
	int rollovers;
	bool was_reset;
	bool demand; /* the register is DEMAND: quantity is the highest read */
};

/* The use of all metered registers of one type together, by which the tiers are filled. */
struct type_use {
	const char *type;
	const char *unit;
	struct decimal quantity;
	size_t meters;
	const struct meter_use *only; /* the meter of this type, if there is only one */
};

struct bill {
	const struct rating_case *c;
	struct arena *arena;
	struct err *e;
	struct buf words; /* scratch: the text that is being put together */
	struct steps steps; /* scratch: the working that is being put together */
	size_t step_room;

	int32_t limit; /* the last day that may be billed: the end date or the closing date */
	struct bill_span period; /* `to` is DATE_NONE until it is known */
	int days;

	/* those of the meters on site in the period, in the order of meters */
	struct meter_use *uses;
	size_t use_count;
	struct type_use *types; /* in the order of their first meters; without DEMAND */
	size_t type_count;

	struct rating_line *lines;
	size_t line_count;
	size_t line_room;
	struct rating_exception *exceptions;
	size_t exception_count;
	size_t exception_room;
	const char *stopped; /* reason why there can be no lines, or NULL */
};

/* Number of days of a span. */
int bill_span_days(struct bill_span span);

/*
 * Length of a span in calendar months, times MONTH_PARTS: an incomplete month counts as its days
 * over all days of that month.
 */
int64_t bill_span_months(struct bill_span span);

/*
 * The days of a span from `first` to `last`; from > to if there are none. `last` may be DATE_NONE
 * for "for ever".
 */
struct bill_span bill_overlap(struct bill_span days, int32_t first, int32_t last);

/* Was this register on site on some day of the span? */
bool bill_on_site(const struct rating_meter *meter, struct bill_span span);

/* Is the register's type DEMAND, whose reads are the demand itself? */
bool bill_is_demand(const struct rating_meter *meter);

/*
 * The name of a register: "E1/01", or the code alone where it has no name of its own. In the arena.
 */
const char *bill_meter_name(struct bill *b, const struct rating_meter *meter);

/*
 * Is this exception wanted, that is, not OFF? Ask before putting its words together, where that
 * takes long.
 */
bool bill_wants(const struct bill *b, enum rating_code code);

/*
 * Raise an exception with the text in b->words as its detail, unless its severity is OFF. Empties
 * b->words.
 */
void bill_raise(struct bill *b, enum rating_code code);

/* As bill_raise; and whatever its severity, the bill will have no lines. */
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

/*
 * Append a step to b->steps and return it, so that the caller can add a unit or a bracket. The
 * pointer is valid until the next step is appended.
 */
struct step *bill_step(struct bill *b, enum step_sign sign, enum step_what what,
    struct decimal value);

/* Append a step with an amount of money, or with a name. */
struct step *bill_step_money(struct bill *b, enum step_sign sign, enum step_what what,
    int64_t minor);
struct step *bill_step_name(struct bill *b, enum step_sign sign, enum step_what what,
    const char *name);

/*
 * Append steps for the length of a span in calendar months, as a calculator takes it: 1, 3, or
 * (16/31 + 1 + 15/28). Returns its last step.
 */
struct step *bill_step_months(struct bill *b, enum step_sign sign, struct bill_span span);

/* Append steps of another working. */
void bill_step_all(struct bill *b, const struct steps *steps);

/* Copy the steps in b->steps into the arena. Empties b->steps. */
struct steps bill_keep_steps(struct bill *b);

/*
 * Add a new, zeroed line of this kind at the end, for the days of span. Valid until the next is
 * added.
 */
struct rating_line *bill_add_line(struct bill *b, enum rating_line_kind kind,
    struct bill_span span);

/* The tax code for a row or charge that has `code`: the default code for "". */
const char *bill_tax_code(const struct bill *b, const char *code);

/* Report that a figure of this part of the bill does not fit. Returns -1 with ERR_REJECT. */
int bill_overflow(struct bill *b, const char *part);

#endif
