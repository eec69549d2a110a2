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
 * that comes of them (struct rating_result). Nothing here does anything: rating.h rates.
 */

enum rating_cycle { CYCLE_WEEKLY, CYCLE_MONTHLY, CYCLE_BIMONTHLY, CYCLE_QUARTERLY, CYCLE_HOLD };

/* What a price-plan row charges for. */
enum rating_schedule {
	SCHED_USAGE,    /* price per unit of metered use, in tiers */
	SCHED_SUPPLY,   /* price per day */
	SCHED_FIXED, /* price per `per`: once a period, a calendar month (shared out by its days),
	                or a day */
	SCHED_DEMAND, /* price per unit of the highest DEMAND read in the period, per `per` */
	SCHED_MINIMUM, /* usage lines are topped up to at least price per `per` */
	SCHED_DISCOUNT, /* price is a percentage taken off the usage, supply, fixed, demand and
	                   minimum lines */
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
	int64_t id; /* the row's identity: "price-plan version" of a line */
	enum rating_schedule schedule;
	const char *meter_type; /* "PEAK"; "" fits each type that no other USAGE row names, else the
	                           whole account */
	struct decimal tier_from; /* the tier begins above this many units per `per` */
	enum rating_per per;
	struct decimal
	    price; /* per unit, day, period or month, before tax; percent for a discount */
	const char *unit; /* "kWh"; "" if not given */
	const char *description; /* as printed on the invoice */
	const char *tax_code; /* "" is the default tax code */
	int32_t start;
	int32_t end; /* last day, or DATE_NONE */
};

/*
 * A read stands for the end of its day, an OPENING one for the start of it. Sorted by day; the
 * order within one day does not matter, but of two reads of one kind on one day the later in the
 * list is used.
 */
struct rating_read {
	int32_t day; /* as written on the read */
	enum rating_read_kind kind;
	bool estimated;
	struct decimal value;
	struct decimal temp_factor; /* gas volume correction; { 1, 0 } where not given */
	struct decimal cv_factor; /* gas calorific value; { 1, 0 } where not given */
};

struct rating_meter {
	const char *code; /* meter and register as the customer knows them */
	const char *reg;
	const char *serial; /* "" if not known */
	const char *type; /* "ALLDAY", "PEAK", ..., "DEMAND" */
	struct decimal multiplier;
	struct decimal dial_max; /* one more than the dials show at most (100000 for dial_format 5);
	                            0: no rollover */
	bool exported; /* direction E: feeds into the grid, its use is credited */
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
	int32_t day; /* of the first or only occurrence */
	int32_t end; /* no occurrence after this day, or DATE_NONE */
	int32_t billed_to; /* occurrences up to this day are billed already, or DATE_NONE */
	enum rating_frequency frequency;
};

/*
 * A tax rate from a day on. Rows of one code are sorted by day. The day that decides is the
 * period's last.
 */
struct rating_tax {
	const char *code;
	int32_t from;
	struct decimal percent;
};

struct rating_rules {
	int minor_places; /* of the currency: 2 for cents */
	bool tax_per_line; /* tax_rounding = line; else on the sum of each code's lines */
	const char *default_tax; /* tax code of rows and charges that name none; NULL or "": they
	                            bear no tax */
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
	int due_slack_days; /* an account is due when its cycle is over, less this many days */
	int quantity_places; /* places to which quantities are rounded: 3 */
};

struct rating_case {
	const char *account;
	const char *plan_code;
	enum rating_cycle cycle;
	int32_t open;
	int32_t close; /* or DATE_NONE */
	int32_t billed_to; /* last day already billed, or DATE_NONE */
	int32_t end_date; /* bill up to here at most */
	struct decimal discount_percent; /* the customer's own, 0 if none */
	bool wants_email; /* invoice_delivery_class EMAIL */
	bool has_email; /* a usable address */
	bool has_postal; /* name and at least one line of address */
	const struct rating_price *prices;
	size_t price_count; /* 0: the plan does not exist */
	const struct rating_meter *meters;
	size_t meter_count; /* 0: an account without metered services */
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
	int32_t from; /* days this line covers, both included */
	int32_t to;
	int days;
	int tier; /* 1, 2, ... where the plan has tiers, else 0 */
	struct decimal quantity; /* months are shown to 6 places; of a discount, the amount that it
	                            is taken off */
	const char *unit;
	struct decimal price; /* percent for a discount */
	int64_t amount_minor;
	int64_t tax_minor; /* 0 unless tax_per_line */
	const char *tax_code;
	int64_t price_id; /* price-plan row, 0 for a charge */
	int64_t charge_id; /* 0 unless LINE_CHARGE */
	struct steps working; /* 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90 */
};

/*
 * The two reads behind a meter's usage of the period, as they are printed on the invoice. A DEMAND
 * meter has only the second, its highest: from_day is DATE_NONE and from_value 0.
 */
struct rating_usage {
	const char *meter; /* "meter/register" */
	const char *serial;
	const char *meter_type;
	int32_t from_day; /* day whose end the first value stands for */
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
	int64_t net_minor; /* sum of this code's lines */
	int64_t tax_minor;
};

/* The reading that somebody has to look at. */
struct rating_reading {
	const char *meter; /* "meter/register"; NULL: all registers of meter_type together */
	const char *meter_type; /* NULL: none, and the rest says nothing */
	int32_t wanted; /* the day of a read that is missing, else DATE_NONE */
	bool has_usual;
	struct decimal usual; /* what the registers of this type used a day before the period, if
	                         that is known */
};

struct rating_exception {
	enum rating_code code;
	enum rating_severity severity; /* WARNING or BLOCKING */
	const char *detail; /* one plain sentence: what was found, against which rule, what to do */
	struct rating_reading reading; /* READ_, USAGE_ and METER_ codes */
};

/* Why there are no lines, where there are none. */
enum rating_outcome {
	RATING_BILLED, /* lines, taxes, totals */
	RATING_NOT_DUE, /* the cycle is not over: nothing to do, nothing wrong */
	RATING_ON_HOLD, /* bill_cycle_code HOLD */
	RATING_FULLY_BILLED, /* closed, and billed to its closing date */
	RATING_EXCEPTED, /* due, but facts are missing, whatever the severity: see the exceptions;
	                    no lines */
};

struct rating_result {
	enum rating_outcome outcome;
	const char *reason; /* one sentence for every outcome but RATING_BILLED, else "" */
	int32_t from; /* the period, both days included; DATE_NONE where none could be determined */
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
	size_t reads_used; /* reads that this bill uses up: the closing read of each usage (for the
	                      proof) */
};

#endif
