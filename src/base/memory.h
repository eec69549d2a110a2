#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#include "base/compiler.h"

/*
 * memory: the heap, that either gives or does not return.
 *
 * Running out of memory ends the process (die_machine): everything that matters is on disk on
 * the right side of a commit point, and restart repairs.
 */

/* `count` objects of `size` bytes, zeroed. Freed with free(). */
void *memory_new(size_t count, size_t size) NODISCARD __attribute__((malloc));

/* Resize to `count` objects of `size` bytes; new bytes are not cleared. */
void *memory_resize(void *old, size_t count, size_t size) NODISCARD;

/* A copy of a string, freed with free(). */
char *memory_string(const char *text) NODISCARD __attribute__((malloc));

#endif
