#ifndef DOCUMENT_TEXTS_H
#define DOCUMENT_TEXTS_H

#include <stdbool.h>

/*
 * texts: the fixed words of a document in each language. "%s" stands for a value; its place is the translator's choice.
 */
enum texts_language { TEXTS_EN, TEXTS_DE, TEXTS_FR, TEXTS_PL };
#define TEXTS_LANGUAGES 4

enum text {
	/* titles */
	TEXT_INVOICE,
	TEXT_TAX_INVOICE,
	TEXT_CREDIT_NOTE,
	TEXT_CANCELS,
	TEXT_COPY,
	TEXT_CONTINUED,
	TEXT_PAGE,
	/* facts */
	TEXT_INVOICE_NUMBER,
	TEXT_CREDIT_NUMBER,
	TEXT_INVOICE_DATE,
	TEXT_ACCOUNT_NUMBER,
	TEXT_ACCOUNT_NAME,
	TEXT_PERIOD,
	TEXT_SUPPLY_ADDRESS,
	TEXT_SITE,
	TEXT_PLAN,
	TEXT_TAX_NUMBER,
	/* summary */
	TEXT_PREVIOUS,
	TEXT_RECEIVED,
	TEXT_ADJUSTED,
	TEXT_THIS_BILL,
	TEXT_THIS_CREDIT,
	TEXT_AMOUNT_DUE,
	TEXT_DUE_BY,
	TEXT_NOTHING_TO_PAY,
	TEXT_SETTLED,
	TEXT_IN_CREDIT,
	TEXT_CREDIT_KEPT,
	TEXT_BALANCE,
	TEXT_AFTER_CREDIT,
	/* charges */
	TEXT_CHARGES,
	TEXT_DESCRIPTION,
	TEXT_DAYS,
	TEXT_TIER,
	TEXT_METER,
	TEXT_QUANTITY,
	TEXT_UNIT_PRICE,
	TEXT_TAX,
	TEXT_AMOUNT,
	TEXT_SUBTOTAL,
	TEXT_CARRIED,
	TEXT_BROUGHT,
	TEXT_NO_CHARGES,
	/* services, and what registers measure */
	TEXT_ELECTRICITY,
	TEXT_WATER,
	TEXT_GAS,
	TEXT_SERVICE,
	TEXT_OTHER_CHARGES,
	TEXT_DISCOUNTS,
	TEXT_ALL_DAY,
	TEXT_PEAK,
	TEXT_SHOULDER,
	TEXT_OFF_PEAK,
	TEXT_DEMAND,
	TEXT_COLD_WATER,
	TEXT_HOT_WATER,
	/* totals */
	TEXT_TAX_SUMMARY,
	TEXT_RATE,
	TEXT_NET,
	TEXT_NET_TOTAL,
	TEXT_TAX_TOTAL,
	TEXT_GROSS,
	TEXT_TOTAL,
	TEXT_TAX_PER_LINE,
	/* reads */
	TEXT_READS,
	TEXT_METER_TYPE,
	TEXT_FROM,
	TEXT_TO,
	TEXT_READING,
	TEXT_MULTIPLIER,
	TEXT_USE,
	TEXT_ESTIMATED,
	TEXT_ROLLED_OVER,
	/* chart */
	TEXT_USE_OVER_TIME,
	TEXT_DAILY_AVERAGE,
	TEXT_THIS_PERIOD,
	TEXT_LAST_PERIOD,
	TEXT_LAST_YEAR,
	TEXT_CHANGE,
	/* foot */
	TEXT_MESSAGES,
	TEXT_HOW_TO_PAY,
	TEXT_BANK_TRANSFER,
	TEXT_ACCOUNT_HOLDER,
	TEXT_BANK_ACCOUNT,
	TEXT_BILLER_CODE,
	TEXT_REFERENCE,
	TEXT_QUESTIONS,
	/* statements and reminders */
	TEXT_STATEMENT,
	TEXT_REMINDER,
	TEXT_SECOND_REMINDER,
	TEXT_LAST_REMINDER,
	TEXT_LETTER_NUMBER,
	TEXT_MOVEMENTS,
	TEXT_OVERDUE,
	TEXT_DATE,
	TEXT_ENTRY,
	TEXT_DUE,
	TEXT_DAYS_LATE,
	TEXT_LEVEL,
	TEXT_OPEN,
	TEXT_RUNNING,
	TEXT_OPENING,
	TEXT_CLOSING,
	TEXT_INVOICES,
	TEXT_PAYMENT,
	TEXT_ADJUSTMENT,
	TEXT_AS_OF,
	TEXT_AGE,
	TEXT_NOT_DUE,
	TEXT_LATE,
	TEXT_COUNT
};

/* The text; "" for one that a language leaves out. */
const char *texts_find(enum texts_language language, enum text text);

/* The text that layout files call so, TEXT_COUNT if there is none; and the other way round. */
enum text texts_key(const char *key);
const char *texts_name(enum text text);

/* Has `other` as many "%s" as the text itself, and no other percent sign? */
bool texts_same_gaps(enum text text, enum texts_language language, const char *other);

/* Names of the months, 1 to 12, abbreviated as the language writes them beside numbers. */
const char *texts_month(enum texts_language language, int month);

#endif
