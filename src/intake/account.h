#ifndef INTAKE_ACCOUNT_H
#define INTAKE_ACCOUNT_H

#include <stdint.h>

#include "intake/row.h"

/* account: finds the account that a row of charges, receipts or adjustments names. */

/* Is there an account with this number and zeros in front? 1 with *full (in load->arena), 0, -1. */
int account_find_zeros(struct load *load, const char *number, const char **full,
    struct err *e) NODISCARD;

/*
 * Find the account of a column: ROW_LOADED with *id, or ROW_REFUSED for an unknown number, or
 * ROW_FAILED.
 */
enum row_outcome account_find(struct load *load, size_t column, int64_t *id,
    struct err *e) NODISCARD;

/*
 * As account_find, but for an unknown number it finds the suspense account. It refuses only numbers
 * that are known with zeros in front: their account is clear, and a spreadsheet is at fault.
 */
enum row_outcome account_find_or_suspense(struct load *load, size_t column, int64_t *id,
    struct err *e) NODISCARD;

#endif
