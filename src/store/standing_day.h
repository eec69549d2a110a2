#ifndef STORE_STANDING_DAY_H
#define STORE_STANDING_DAY_H

#include <stdint.h>

#include "store/database.h"

/*
 * standing_day: for which day the standing reports and forms that depend on the date were written
 * (table standing, one row).
 */

/* Find the day that they were written for; DATE_NONE: they were never written. 0, -1. */
int standing_day_get(struct database *db, int32_t *day, struct err *e) NODISCARD;

/* Record that they are written for this day. Durable: yes, a commit of its own. */
int standing_day_set(struct database *db, int32_t day, struct err *e) NODISCARD;

#endif
