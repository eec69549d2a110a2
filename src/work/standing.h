#ifndef WORK_STANDING_H
#define WORK_STANDING_H

#include "run/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * standing: the files that show how things stand, and not what one run has made: reports/email-queue.csv, reports/ageing.csv,
 * reports/sites-unbilled.csv and the forms. All are derived from the database and the date, and replaced as a whole.
 */

struct standing {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
};

/* Write the reports again, after what changes balances, bills or emails. Durable: yes. */
int standing_reports(const struct standing *standing, struct err *e) NODISCARD;

/* Write the forms again, after what changes who may do what where. Durable: no. */
int standing_forms(const struct standing *standing, struct err *e) NODISCARD;

/*
 * Write forms and reports again if the date is not the one for which they were written: loans begin and end, debts grow older. The date
 * is kept in table standing, written last: a crash before it means once more.
 */
int standing_begin_day(const struct standing *standing, struct err *e) NODISCARD;

#endif
