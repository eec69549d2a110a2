#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

/*
 * decimal: exact decimal numbers for quantities and prices, and money as whole minor units (cents).
 *
 * A decimal is units / 10^places with 0 to 9 places: 0.2745 is { 2745, 4 }. A function rounds only
 * where its name or comment has that, and then half away from zero; nothing wraps around: overflow
 * is an answer (false), never a number.
 */
struct decimal {
	int64_t units;
	int places; /* 0 to DECIMAL_MAX_PLACES */
};
#define DECIMAL_MAX_PLACES 9
#define DECIMAL_SIZE 24 /* any decimal as text, with sign, point and NUL */
#define DECIMAL_ZERO ((struct decimal){ 0, 0 })

/* A product of several decimals is exact in this many bits or is refused. */
__extension__ typedef __int128 decimal_wide;

/*
 * Read "-1234.5600" (sign optional; the decimal mark is `mark`, '.' or ','). No grouping, no
 * exponent, no blanks. Returns false if the text is anything else, has more than nine places, or is
 * too large.
 */
bool decimal_parse(const char *text, char mark, struct decimal *value) NODISCARD;

/* Write with its own number of places and a '.'; returns text. */
char *decimal_format(struct decimal value, char text[static DECIMAL_SIZE]);

/* The same at `to`, which has room for DECIMAL_SIZE, without a NUL; returns where it ends. */
char *decimal_put(char *to, struct decimal value);

/* The same number without trailing zeros after the point. */
struct decimal decimal_trim(struct decimal value);

/* a <=> b: negative, 0 or positive. */
int decimal_compare(struct decimal a, struct decimal b);

/* Exact sum and difference, with the larger number of places. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum) NODISCARD;
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference) NODISCARD;

/* a x b rounded to `places`. */
bool decimal_multiply(struct decimal a, struct decimal b, int places,
    struct decimal *product) NODISCARD;

/*
 * value x numerator / denominator (denominator > 0) rounded to `places`: the way to take a share by
 * days.
 */
bool decimal_share(struct decimal value, int64_t numerator, int64_t denominator, int places,
    struct decimal *share) NODISCARD;

/*
 * Money: quantity x price in whole minor units, rounded once. `minor_places` is 2 where 100 cents
 * make one unit.
 */
bool decimal_money(struct decimal quantity, struct decimal price, int minor_places,
    int64_t *minor) NODISCARD;

/* percent of an amount (10 means 10%), rounded once. */
bool decimal_percent(int64_t amount_minor, struct decimal percent, int64_t *minor) NODISCARD;

/* numerator / denominator (denominator > 0) rounded half away from zero; false if it does not fit.
 */
bool decimal_divide_wide(decimal_wide numerator, decimal_wide denominator,
    int64_t *result) NODISCARD;

/* Read an amount of money with at most `minor_places` places that matter. */
bool decimal_parse_money(const char *text, char mark, int minor_places, int64_t *minor) NODISCARD;

/* Write minor units as "-1234.56"; returns text. */
char *decimal_format_money(int64_t minor, int minor_places, char text[static DECIMAL_SIZE]);

#endif
