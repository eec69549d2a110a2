#ifndef REPORT_BILLS_H
#define REPORT_BILLS_H

#include "report/outfile.h"
#include "run/unbilled.h"

/*
 * bills: transaction-summary.csv and transaction-detail.csv of a run, written while its accounts
 * are billed.
 */

struct bills {
	int places; /* decimal places of the currency */
	struct outfile summary, detail;
	struct buf working; /* the working of the line that is being written */
};

/* Begin both files in the part of the run. */
void bills_open(struct bills *bills, const struct publish_part *part, int minor_places);

/* Add the bill of one account; context is a struct bills. It can be unbilled_order.billed. */
int bills_add(void *context, const struct unbilled_account *bill, struct err *e) NODISCARD;

/* Write the rest and release the files; or release them without writing, after an error. */
int bills_close(struct bills *bills, struct err *e) NODISCARD;
void bills_abandon(struct bills *bills);

#endif
