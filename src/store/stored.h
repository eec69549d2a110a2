#ifndef STORE_STORED_H
#define STORE_STORED_H

#include <stddef.h>

#include "base/decimal.h"

/*
 * stored: turns the texts that the database keeps into values of the program. Intake and the
 * schema's CHECKs let in nothing else.
 */

/* The index of a word in a list of `count` words; 0 if it is not there. */
int stored_word(const char *const *words, size_t count, const char *word);

/* The decimal of a text; `otherwise` if the text is empty. */
struct decimal stored_decimal(const char *text, struct decimal otherwise);

#endif
