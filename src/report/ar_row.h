#ifndef REPORT_AR_ROW_H
#define REPORT_AR_ROW_H

#include <stdint.h>

#include "base/decimal.h"
#include "layout/source.h"

/*
 * ar_row: the facts of a row of a file for the accounts department, and their names in its format.
 */

enum ar_rows { AR_INVOICE, AR_LINE, AR_TAX };

/*
 * The facts of a row: those of the invoice, and of one of its lines or taxes. Strings are never
 * NULL.
 */
struct ar_row {
	const char *run, *invoice_number, *account_number, *account_name, *sales_cust_number;
	const char *building_code, *site, *supply_address, *plan, *currency, *file, *delivery;
	const char *email, *sender_name, *reverses;
	int32_t invoice_date, due_date, period_from, period_to;
	int64_t net_minor, tax_minor, gross_minor, balance_before_minor, balance_after_minor;
	/* facts of a line */
	const char *group, *description, *meter, *unit;
	struct decimal quantity, price;
	int32_t line_from, line_to;
	int line; /* number of the line in its invoice, from 1 */
	int64_t line_net_minor;
	/* facts of a line or a tax */
	const char *tax_code;
	/* facts of a tax */
	struct decimal tax_percent;
	int64_t taxed_minor, tax_amount_minor;
};

/* The fields that columns may have, for each kind of rows. They read a struct ar_row. */
extern const struct source_list AR_ROW_FIELDS[AR_TAX + 1];

#endif
