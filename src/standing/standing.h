#ifndef STANDING_STANDING_H
#define STANDING_STANDING_H

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * standing: the files that show the state of all runs together, and not the results of one:
 * reports/email-queue.csv, reports/ageing.csv, reports/sites-unbilled.csv, reports/read-review.csv
 * and the forms. All are derived from the database and the date, and replaced as a whole.
 */

struct standing {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
};

/* Write the lists of balances, bills and emails again, after a change of these. Durable: yes. */
int standing_balances(const struct standing *standing, struct err *e) NODISCARD;

/*
 * Write again which readings somebody has to look at, after what raises or decides exceptions.
 * Durable: yes.
 */
int standing_readings(const struct standing *standing, struct err *e) NODISCARD;

/* Write the forms again, after what changes who may do what where. Durable: no. */
int standing_forms(const struct standing *standing, struct err *e) NODISCARD;

/*
 * Write forms and reports again if the date is not the one for which they were written: loans begin
 * and end, debts grow older. The date is kept in table standing, written last: a crash before it
 * means once more.
 */
int standing_begin_day(const struct standing *standing, struct err *e) NODISCARD;

#endif
