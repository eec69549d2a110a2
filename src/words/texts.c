#include "words/texts.h"

#include <stdbool.h>
#include <string.h>

#include "base/compiler.h"

/* As templates/texts/ has them. */
static const char *const TEXTS[TEXT_COUNT][TEXTS_LANGUAGES] = {
#include "texts.inc"
};

/* What layout files call them: the names above, in small letters and in the same order. */
static const char *const KEYS[] = {
	"invoice",
	"tax_invoice",
	"credit_note",
	"cancels",
	"copy",
	"continued",
	"page",
	"invoice_number",
	"credit_number",
	"invoice_date",
	"account_number",
	"account_name",
	"period",
	"supply_address",
	"site",
	"plan",
	"tax_number",
	"previous",
	"received",
	"adjusted",
	"this_bill",
	"this_credit",
	"amount_due",
	"due_by",
	"copy_paid",
	"nothing_to_pay",
	"settled",
	"in_credit",
	"credit_kept",
	"balance",
	"after_credit",
	"charges",
	"description",
	"days",
	"tier",
	"meter",
	"quantity",
	"unit_price",
	"tax",
	"amount",
	"subtotal",
	"carried",
	"brought",
	"no_charges",
	"electricity",
	"water",
	"gas",
	"service",
	"other_charges",
	"discounts",
	"all_day",
	"peak",
	"shoulder",
	"off_peak",
	"demand",
	"feed_in",
	"cold_water",
	"hot_water",
	"tax_summary",
	"rate",
	"net",
	"net_total",
	"tax_total",
	"gross",
	"total",
	"tax_per_line",
	"reads",
	"meter_type",
	"from",
	"to",
	"reading",
	"multiplier",
	"use",
	"estimated",
	"rolled_over",
	"use_over_time",
	"daily_average",
	"this_period",
	"last_period",
	"last_year",
	"change",
	"messages",
	"how_to_pay",
	"bank_transfer",
	"account_holder",
	"bank_account",
	"biller_code",
	"reference",
	"questions",
	"part_receipt",
	"part_payment",
	"part_account",
	"part_reference",
	"part_information",
	"part_payer",
	"part_payer_blank",
	"part_currency",
	"part_amount",
	"part_acceptance",
	"statement",
	"reminder",
	"second_reminder",
	"last_reminder",
	"letter_number",
	"movements",
	"overdue",
	"date",
	"entry",
	"due",
	"days_late",
	"level",
	"open",
	"running",
	"opening",
	"closing",
	"invoices",
	"payment",
	"adjustment",
	"as_of",
	"age",
	"not_due",
	"late",
	"working_days",
	"working_together",
	"working_between",
	"working_above",
	"working_up_to",
	"working_highest",
	"working_minimum",
	"working_once",
	"working_weekly",
	"working_monthly",
	"working_quarterly",
	"working_annual",
	"working_late",
	"working_unit_days",
	"working_unit_months",
};
_Static_assert(LENGTH(KEYS) == TEXT_COUNT, "a key for each text");

static const char *const MONTHS[TEXTS_LANGUAGES][12] = {
#include "months.inc"
};

const char *
texts_find(enum texts_language language, enum text text)
{
	return (TEXTS[text][language] != NULL ? TEXTS[text][language] : "");
}

enum text
texts_key(const char *key)
{
	int text;

	for (text = 0; text < TEXT_COUNT && strcmp(KEYS[text], key) != 0; text++)
		;
	return ((enum text)text);
}

bool
texts_same_gaps(enum text text, enum texts_language language, const char *other)
{
	const char *form = texts_find(language, text);
	int gaps = 0;

	/* Count them up in one and down in the other. */
	while ((form = strchr(form, '%')) != NULL) {
		gaps++;
		form++;
	}
	while ((other = strchr(other, '%')) != NULL) {
		if (other[1] != 's')
			return (false);
		gaps--;
		other++;
	}
	return (gaps == 0);
}

const char *
texts_name(enum text text)
{
	return (KEYS[text]);
}

const char *
texts_month(enum texts_language language, int month)
{
	return (MONTHS[language][month - 1]);
}
