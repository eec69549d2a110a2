#ifndef RATING_WORDS_H
#define RATING_WORDS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "rating/bill.h"

/*
 * words: puts together the working of a line, fast. Internal to this room.
 *
 * Every line of every bill has its working, so these do without printf. Each appends to out.
 */

/* A number with its own places, as decimal_format writes it. */
void words_decimal(struct buf *out, struct decimal value);

/* An amount of money in minor units. */
void words_money(struct buf *out, int64_t minor, int minor_places);

/* A whole number. */
void words_count(struct buf *out, int64_t number);

/* YYYY-MM-DD. */
void words_day(struct buf *out, int32_t day);

/* " unit", or nothing where there is none. */
void words_unit(struct buf *out, const char *unit);

/* A span in calendar months, as a calculator takes it: "1", "3", or "(16/31 + 1 + 15/28)". */
void words_months(struct buf *out, struct bill_span span);

#endif
