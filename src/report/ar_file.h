#ifndef REPORT_AR_FILE_H
#define REPORT_AR_FILE_H

#include "report/ar_format.h"
#include "report/model.h"
#include "report/outfile.h"

/* ar_file: the file of a run for the accounts department, by a format, written row by row. */

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

struct ar_file {
	const struct ar_format *format;
	char name[64]; /* "ar-import.csv" */
	struct outfile out;
	int64_t invoices, rows;
	int64_t net, tax, gross; /* of its invoices */
};

/* Begin the file in the part, with its heads. */
void ar_file_open(struct ar_file *file, const struct ar_format *format,
    const struct publish_part *part);

/*
 * Add an invoice: its row, or the rows of its lines or taxes. A model has those if it was read
 * whole (ar_file_needs_whole). Texts are made in arena.
 */
int ar_file_add(struct ar_file *file, const char *run, const struct model *model,
    struct arena *arena, struct err *e) NODISCARD;

/* Does a format list lines or taxes, so that models must be read with them? */
bool ar_file_needs_whole(const struct ar_format *format);

#endif
