#ifndef REPORT_LISTS_H
#define REPORT_LISTS_H

#include "report/outfile.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * lists: the lists about all runs together, as CSV for people (in reports/ itself). Each function
 * adds its rows to out, which the caller opens and closes.
 */

/* The email queue of all runs, for reports/email-queue.csv. */
int lists_email_queue(struct database *db, const struct settings *settings, struct outfile *out,
    struct err *e) NODISCARD;

/*
 * The accounts that no bill covers for longer than two of their billing cycles, for
 * reports/sites-unbilled.csv, as of `today`.
 */
int lists_sites_unbilled(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e) NODISCARD;

/*
 * The readings that somebody has to look at before they are billed, of all runs, for
 * reports/read-review.csv. With `decision` filled in it can be dropped like exceptions.csv; a row
 * with `meter_read` filled in is a row of the interface meter-reads.
 */
int lists_read_review(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e) NODISCARD;

/*
 * The accounts with their balances and the age of the debt, for reports/ageing.csv, as of `today`.
 */
int lists_ageing(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e) NODISCARD;

#endif
