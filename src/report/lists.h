#ifndef REPORT_LISTS_H
#define REPORT_LISTS_H

#include "report/outfile.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * lists: how things stand in all runs together, as CSV for people (reports/ itself). Each adds its
 * rows to out, which the caller has opened and closes.
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
 * reports/read-review.csv. With `decision` filled in it is taken like exceptions.csv; a row with
 * `meter_read` filled in is one of the interface meter-reads.
 */
int lists_read_review(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e) NODISCARD;

/* The accounts with their balances and how old the debt is, for reports/ageing.csv, as of `today`.
 */
int lists_ageing(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e) NODISCARD;

#endif
