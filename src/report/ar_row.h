#ifndef REPORT_AR_ROW_H
#define REPORT_AR_ROW_H

#include <stdint.h>

#include "base/decimal.h"
#include "layout/source.h"

/*
 * ar_row: the facts of a row of a file for the accounts department, and their names in its format.
 */

enum ar_rows { AR_INVOICE, AR_LINE, AR_TAX };

/* The facts of a row: those of its invoice, and of a line or a tax of it. Strings are never NULL.
 */
struct ar_row {
	const char *run, *invoice_number, *account_number, *account_name, *sales_cust_number;
	const char *building_code, *site, *supply_address, *plan, *currency, *file, *delivery;
	const char *email, *sender_name, *reverses;
	int32_t invoice_date, due_date, period_from, period_to;
	int64_t net_minor, tax_minor, gross_minor, balance_before_minor, balance_after_minor;
	/* of a line */
	const char *group, *description, *meter, *unit;
	struct decimal quantity, price;
	int32_t line_from, line_to;
	int line; /* from 1, within its invoice */
	int64_t line_net_minor;
	/* of a line or a tax */
	const char *tax_code;
	/* of a tax */
	struct decimal tax_percent;
	int64_t taxed_minor, tax_amount_minor;
};

/* The fields that a column may have, by what its rows are. The subject's facts are a struct ar_row.
 */
extern const struct source_list AR_ROW_FIELDS[AR_TAX + 1];

#endif
