#ifndef STORE_STORED_H
#define STORE_STORED_H

#include <stddef.h>

#include "base/decimal.h"

/*
 * stored: values that the database keeps as text, as the program has them. Intake and the schema's
 * CHECKs let in nothing else.
 */

/* The index of a word in a list of `count`, 0 if it is not there. */
int stored_word(const char *const *words, size_t count, const char *word);

/* A decimal; `otherwise` for a column that is empty. */
struct decimal stored_decimal(const char *text, struct decimal otherwise);

#endif
