#ifndef EXPORT_REPORTS_H
#define EXPORT_REPORTS_H

#include "run/settings.h"
#include "spool/publish.h"
#include "store/database.h"

/* reports: what a transaction run tells people (reports/<run>/), a pure function of the database's rows. */

/*
 * Write transaction-summary.csv, transaction-detail.csv, exceptions.csv and proof.txt of a run into its part. The transactions are
 * those of the run that are still there; call before another run replaces them.
 */
int reports_write(struct database *db, const struct settings *settings, const char *run, const struct publish_part *part,
    struct err *e) NODISCARD;

/* The email queue of all runs, for reports/email-queue.csv, appended to csv. */
int reports_email_queue(struct database *db, const struct settings *settings, struct buf *csv, struct err *e) NODISCARD;

/* The accounts with their balances and how old the debt is, for reports/ageing.csv, as of `today`. */
int reports_ageing(struct database *db, const struct settings *settings, int32_t today, struct buf *csv, struct err *e) NODISCARD;

#endif
