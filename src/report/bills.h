#ifndef REPORT_BILLS_H
#define REPORT_BILLS_H

#include "report/outfile.h"
#include "run/unbilled.h"

/*
 * bills: transaction-summary.csv and transaction-detail.csv of a run, written while its accounts
 * are billed.
 */

struct bills {
	int places; /* of the currency */
	struct outfile summary, detail;
	struct buf working; /* of the line that is being written */
};

/* Begin both in the part of the run. */
void bills_open(struct bills *bills, const struct publish_part *part, int minor_places);

/* Add one account; context is the struct bills: fits unbilled_order.billed. */
int bills_add(void *context, const struct unbilled_account *bill, struct err *e) NODISCARD;

/* Write what is left and release; or only release, on the way out of an error. */
int bills_close(struct bills *bills, struct err *e) NODISCARD;
void bills_abandon(struct bills *bills);

#endif
