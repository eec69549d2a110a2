#ifndef RATING_CODE_H
#define RATING_CODE_H

#include <stdbool.h>

/*
 * code: the exceptions that people decide on, a row each, and the thresholds at which some are
 * raised. A new exception is a row here and the code that raises it. Its name is used in reports,
 * decisions, billspool.conf and JSON; its settings follow from the row.
 */

/*
 * The severities: whether an exception is raised, and whether it keeps the account from being
 * invoiced.
 */
enum rating_severity { SEVERITY_OFF, SEVERITY_WARNING, SEVERITY_BLOCKING };

/*
 * ROW(code, severity unless billspool.conf has another, about)
 *
 * In the order of reports. A name never changes, for stored decisions have it. BLOCKING where money
 * would be wrong. An exception about a READING is in the read review, with the register's reads;
 * one about the BILL is in the list of exceptions.
 */
/* clang-format off */
#define RATING_CODES(ROW) \
	ROW(PRICE_PLAN_MISSING,  BLOCKING, BILL) \
	ROW(PRICE_MISSING,       BLOCKING, BILL) \
	ROW(READ_MISSING,        BLOCKING, READING) \
	ROW(READ_ESTIMATED,      WARNING,  READING) \
	ROW(USAGE_HIGH,          BLOCKING, READING) \
	ROW(USAGE_LOW,           WARNING,  READING) \
	ROW(USAGE_ZERO,          WARNING,  READING) \
	ROW(USAGE_NEGATIVE,      BLOCKING, READING) \
	ROW(METER_ROLLOVER,      WARNING,  READING) \
	ROW(METER_EXCHANGED,     WARNING,  READING) \
	ROW(BILL_HIGH,           BLOCKING, BILL) \
	ROW(BILL_ZERO,           WARNING,  BILL) \
	ROW(BILL_NEGATIVE,       BLOCKING, BILL) \
	ROW(PERIOD_LONG,         WARNING,  BILL) \
	ROW(PERIOD_SHORT,        WARNING,  BILL) \
	ROW(CLOSED_DATE_SET,     WARNING,  BILL) \
	ROW(NOT_BILLED_TO_CLOSE, WARNING,  BILL) \
	ROW(PENDING_MOVE_OUT,    WARNING,  BILL) \
	ROW(NO_EMAIL,            WARNING,  BILL) \
	ROW(NO_POSTAL_ADDRESS,   BLOCKING, BILL) \
	ROW(NOT_DRAWABLE,        BLOCKING, BILL) \
	ROW(VACANT_USAGE,        WARNING,  BILL)

/*
 * NUMBER(key, its default in rating; in billspool.conf: at least, at most, default, comment; in a
 * JSON case: at most), and AMOUNT(key, its default in rating in minor units; in billspool.conf:
 * default, comment). Each is a member of struct rating_rules; an amount's ends in _minor.
 *
 * usage_high_percent and usage_low_percent are percentages of the earlier daily average: 200 is
 * twice as much. 0 turns a threshold off. period_* are percentages of the cycle's usual length.
 * move_out_days: a closing date at most so many days after the period raises PENDING_MOVE_OUT.
 */
#define RATING_THRESHOLDS(NUMBER, AMOUNT) \
	NUMBER(usage_high_percent, 200, 100, 100000, "200", \
		"USAGE_HIGH: more than that of the earlier daily average", 1000000) \
	NUMBER(usage_low_percent, 25, 0, 100, "30", \
		"USAGE_LOW: less than that of the earlier daily average", 100) \
	AMOUNT(bill_high, 500000, "2000.00", "BILL_HIGH: a bill of more than that; 0: never") \
	NUMBER(period_long_percent, 150, 100, 1000, "150", \
		"PERIOD_LONG: longer than that of the cycle's usual length", 1000000) \
	NUMBER(period_short_percent, 50, 0, 100, "60", \
		"PERIOD_SHORT: shorter than that of the cycle's usual length", 100) \
	NUMBER(move_out_days, 14, 0, 366, "31", \
		"PENDING_MOVE_OUT: the account closes within so many days after the bill", 366)
/* clang-format on */

#define RATING_CODE_ENUM(code, severity, about) EX_##code,
enum rating_code { RATING_CODES(RATING_CODE_ENUM) EX_COUNT };
#undef RATING_CODE_ENUM

/* The name of a code ("READ_MISSING"), and the code of a name in any case, or EX_COUNT. */
const char *rating_code_name(enum rating_code code);
enum rating_code rating_code_from_name(const char *name);

/* The severity of a code unless the settings have another. */
enum rating_severity rating_code_severity(enum rating_code code);

#endif
