#ifndef REPORT_REPORTS_H
#define REPORT_REPORTS_H

#include "base/hash.h"
#include "config/settings.h"
#include "spool/publish.h"
#include "store/database.h"

/*
 * reports: lists that runs make for people (reports/<run>/, and held.csv beside invoices), from the
 * database's rows alone.
 */

/*
 * Write exceptions.csv and proof.txt of a transaction run into its part (bills.h writes the two
 * summaries), in the run's database transaction. ERR_REJECT if its sums do not tie.
 */
int reports_write(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, struct err *e) NODISCARD;

/*
 * Write held.csv into the part of an invoice run: the exceptions that keep accounts of its
 * buildings out, as rows of exceptions.csv, so that it can be dropped back with decisions. hash
 * receives its SHA-256; "" if nothing is held, and then there is no file.
 */
int reports_held(struct database *db, const struct settings *settings, const char *run,
    const struct publish_part *part, char hash[static HASH_HEX_SIZE], struct err *e) NODISCARD;

#endif
