#ifndef RATING_FACTS_H
#define RATING_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "rating/code.h"
#include "rating/steps.h"

/*
 * facts: the facts of one account that its next bill depends on (struct rating_case), and the bill
 * that comes of them (struct rating_result). There are only structs here: rating.h rates.
 */

enum rating_cycle { CYCLE_WEEKLY, CYCLE_MONTHLY, CYCLE_BIMONTHLY, CYCLE_QUARTERLY, CYCLE_HOLD };

/* The kinds of prices in a price plan. */
enum rating_schedule {
	SCHED_USAGE,    /* price per unit of metered use, in tiers */
	SCHED_SUPPLY,   /* price per day */
	/*
	 * price per `per`: a period, a calendar month (a part of a month pays for its days), or a
	 * day
	 */
	SCHED_FIXED,
	SCHED_DEMAND, /* price per unit of the highest DEMAND read in the period, per `per` */
	SCHED_MINIMUM, /* usage lines are topped up to at least price per `per` */
	/* the price is a percentage off the usage, supply, fixed, demand and minimum lines */
	SCHED_DISCOUNT,
};

enum rating_per { PER_PERIOD, PER_MONTH, PER_DAY };

enum rating_read_kind { READ_ACTUAL, READ_OPENING, READ_CLOSING };

enum rating_frequency {
	FREQUENCY_ONCE,
	FREQUENCY_WEEKLY,
	FREQUENCY_MONTHLY,
	FREQUENCY_QUARTERLY,
	FREQUENCY_ANNUAL
};

/*
 * One row of the price plan. Of rows with the same schedule, meter type, tier_from and description,
 * the one that starts later wins where they overlap in time, then the one with the higher id.
 */
struct rating_price {
	int64_t id; /* id of the row, the "price-plan version" of a line */
	enum rating_schedule schedule;
	/*
	 * "PEAK"; "": each type that no other USAGE row names; for other schedules the whole
	 * account
	 */
	const char *meter_type;
	struct decimal tier_from; /* the tier begins above this many units per `per` */
	enum rating_per per;
	struct decimal
	    price; /* price per unit, day, period or month, before tax; percent for a discount */
	const char *unit; /* "kWh"; "" if not given */
	const char *description; /* as printed on the invoice */
	const char *tax_code; /* "": the default tax code */
	int32_t start;
	int32_t end; /* last day, or DATE_NONE */
};

/*
 * A read is of the end of its day, an OPENING read of the start. Reads are sorted by day; the order
 * within one day does not matter, but if two of one kind have the same day the later in the list is
 * used.
 */
struct rating_read {
	int32_t day; /* the date of the read */
	enum rating_read_kind kind;
	bool estimated;
	struct decimal value;
	struct decimal temp_factor; /* gas volume correction; { 1, 0 } where not given */
	struct decimal cv_factor; /* gas calorific value; { 1, 0 } where not given */
};

struct rating_meter {
	/* code of the meter and name of the register, as the customer knows them */
	const char *code;
	const char *reg;
	const char *serial; /* "" if not known */
	const char *type; /* "ALLDAY", "PEAK", ..., "DEMAND" */
	struct decimal multiplier;
	/*
	 * one more than the highest value that the dial shows (100000 for dial_format 5); 0: no
	 * rollover
	 */
	struct decimal dial_max;
	bool exported; /* direction E: it feeds into the grid, and its use is credited */
	int32_t install; /* first day on site */
	int32_t removed; /* last day on site, or DATE_NONE */
	const struct rating_read *reads;
	size_t read_count;
};

struct rating_charge {
	int64_t id;
	const char *code;
	const char *description;
	const char *tax_code;
	int64_t amount_minor; /* before tax; negative is a credit */
	int32_t day; /* day of the first or only occurrence */
	int32_t end; /* no occurrence after this day, or DATE_NONE */
	int32_t billed_to; /* last day whose occurrences are billed, or DATE_NONE */
	enum rating_frequency frequency;
};

/*
 * A tax rate from a day on. Rows of one code are sorted by day. The rate on the period's last day
 * is used.
 */
struct rating_tax {
	const char *code;
	int32_t from;
	struct decimal percent;
};

struct rating_rules {
	int minor_places; /* decimal places of the currency: 2 for cents */
	/* tax_rounding = line: tax is rounded on each line; else on each code's sum */
	bool tax_per_line;
	/* tax code of rows and charges without one; NULL or "": they bear no tax */
	const char *default_tax;
	const struct rating_tax *taxes;
	size_t tax_count;
	enum rating_severity severity[EX_COUNT];
	/* clang-format off */
#define RATING_RULES_NUMBER(key, ...) int key;
#define RATING_RULES_AMOUNT(key, ...) int64_t key##_minor;
	RATING_THRESHOLDS(RATING_RULES_NUMBER, RATING_RULES_AMOUNT)
#undef RATING_RULES_NUMBER
#undef RATING_RULES_AMOUNT
	/* clang-format on */
	int due_slack_days; /* days by which an account may be billed before its cycle is over */
	int quantity_places; /* decimal places of quantities: 3 */
};

struct rating_case {
	const char *account;
	const char *plan_code;
	enum rating_cycle cycle;
	int32_t open;
	int32_t close; /* closing day, or DATE_NONE */
	int32_t billed_to; /* last billed day, or DATE_NONE */
	int32_t end_date; /* the bill may not go beyond this day */
	struct decimal discount_percent; /* the customer's own discount, 0 if none */
	bool wants_email; /* the account has invoice_delivery_class EMAIL */
	bool has_email; /* the account has a usable address */
	bool has_postal; /* the account has a name and at least one line of address */
	const struct rating_price *prices;
	size_t price_count; /* 0: the plan does not exist */
	const struct rating_meter *meters;
	size_t meter_count; /* 0: the account has no metered services */
	const struct rating_charge *charges;
	size_t charge_count;
	const struct rating_rules *rules;
};

enum rating_line_kind {
	LINE_USAGE,
	LINE_SUPPLY,
	LINE_FIXED,
	LINE_DEMAND,
	LINE_MINIMUM,
	LINE_DISCOUNT,
	LINE_CHARGE
};

/* One line before tax, with its working. Strings and steps live as long as the case or the arena.
 */
struct rating_line {
	enum rating_line_kind kind;
	const char *description;
	const char *meter; /* "meter/register", "" where it has none */
	const char *meter_type; /* "" likewise */
	int32_t from; /* the days of this line, both included */
	int32_t to;
	int days;
	int tier; /* number of the tier: 1, 2, ...; 0 where the plan has no tiers */
	/* months have 6 places; for a discount, the amount that it is taken off */
	struct decimal quantity;
	const char *unit;
	struct decimal price; /* percent for a discount */
	int64_t amount_minor;
	int64_t tax_minor; /* 0 unless tax_per_line */
	const char *tax_code;
	int64_t price_id; /* id of the price-plan row, 0 for a charge */
	int64_t charge_id; /* 0 unless LINE_CHARGE */
	struct steps working; /* 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90 */
};

/*
 * The two reads whose difference is a meter's usage of the period, as the invoice prints them. A
 * DEMAND meter has only the second, its highest read: from_day is DATE_NONE and from_value 0.
 */
struct rating_usage {
	const char *meter; /* "meter/register" */
	const char *serial;
	const char *meter_type;
	int32_t from_day; /* day at whose end the first read is */
	int32_t to_day;
	struct decimal from_value;
	struct decimal to_value;
	bool from_estimated;
	bool to_estimated;
	bool rolled_over;
	struct decimal multiplier;
	struct decimal quantity; /* in the plan's unit, signed: negative for exported energy */
	const char *unit;
};

struct rating_tax_sum {
	const char *code;
	struct decimal percent;
	int64_t net_minor; /* sum of the lines with this code */
	int64_t tax_minor;
};

/* The reading that somebody has to look at, for an exception about one. */
struct rating_reading {
	const char *meter; /* "meter/register"; NULL: all registers of meter_type together */
	/* NULL: the exception is about no reading, and the other members do not count */
	const char *meter_type;
	int32_t wanted; /* day of a read that is missing, else DATE_NONE */
	bool has_usual;
	/* use a day of the registers of this type before the period, if known */
	struct decimal usual;
};

struct rating_exception {
	enum rating_code code;
	enum rating_severity severity; /* WARNING or BLOCKING */
	const char *detail; /* a plain sentence: the fact, the rule, and how to mend it */
	struct rating_reading reading; /* set for READ_, USAGE_ and METER_ codes */
};

/* The outcome of rating an account: lines, or a reason why there are none. */
enum rating_outcome {
	RATING_BILLED, /* it has lines, taxes and totals */
	RATING_NOT_DUE, /* the cycle is not over: nothing to do, nothing wrong */
	RATING_ON_HOLD, /* bill_cycle_code HOLD */
	RATING_FULLY_BILLED, /* closed, and billed to its closing date */
	/* due, but facts are missing: see the exceptions, whatever their severity; no lines */
	RATING_EXCEPTED,
};

struct rating_result {
	enum rating_outcome outcome;
	const char *reason; /* the reason in a sentence; "" for RATING_BILLED */
	/* first day of the period, both ends included; DATE_NONE if it is not known */
	int32_t from;
	int32_t to;
	const struct rating_line *lines;
	size_t line_count;
	const struct rating_usage *usages;
	size_t usage_count;
	const struct rating_tax_sum *taxes;
	size_t tax_count;
	int64_t net_minor;
	int64_t tax_minor;
	int64_t total_minor;
	const struct rating_exception *exceptions;
	size_t exception_count;
	/* number of reads that this bill uses: the closing read of each usage (for the proof) */
	size_t reads_used;
};

#endif
