#ifndef STORE_METER_H
#define STORE_METER_H

#include "store/account.h"

/*
 * meter: the meters of an account and their reads, read from the database into an arena, as rating
 * takes them.
 *
 * Both functions set facts.meters of the account, whose site, product and facts.end_date are set:
 * meters by code and register, reads by day, an OPENING read before another of its day. 0, or -1
 * where the database failed.
 */

/*
 * Read the meters with the reads that rating a bill up to end_date can need: about 13 months before
 * the period, for comparison.
 */
int meter_read_all(struct database *db, struct arena *arena, struct account *account,
    struct err *e) NODISCARD;

/* Read the meters with their reads from the day `first` on. */
int meter_read_from(struct database *db, struct arena *arena, struct account *account,
    int32_t first, struct err *e) NODISCARD;

#endif
