#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/decimal.h"

/*
 * digits: numbers and days, appended to a text that is being put together. Each line of each bill
 * has a dozen of them, so these do without printf.
 */

/* A number with its own places, as decimal_format writes it. */
void digits_decimal(struct buf *out, struct decimal value);

/* An amount of money in minor units. */
void digits_money(struct buf *out, int64_t minor, int minor_places);

/* A whole number. */
void digits_count(struct buf *out, int64_t number);

/* YYYY-MM-DD. */
void digits_day(struct buf *out, int32_t day);

#endif
