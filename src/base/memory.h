#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#include "base/compiler.h"

/*
 * memory: the heap, and an arena over it, that either give or do not return.
 *
 * Running out of memory ends the process (log_die_machine): everything that matters is on disk on the right side
 * of a commit point, and restart repairs.
 */

/* `count` objects of `size` bytes, zeroed. Freed with free(). */
void *memory_new(size_t count, size_t size) NODISCARD __attribute__((malloc));

/* Resize to `count` objects of `size` bytes; new bytes are not cleared. */
void *memory_resize(void *old, size_t count, size_t size) NODISCARD;

/* A copy of a string, freed with free(). */
char *memory_string(const char *text) NODISCARD __attribute__((malloc));

/*
 * An arena: many small allocations with one end. `struct arena a = ARENA_EMPTY;`
 * Pointers from it live until arena_reset or arena_release.
 */
struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
};
#define ARENA_EMPTY ((struct arena){ NULL })

/* `count` objects of `size` bytes, zeroed, aligned for anything. */
void *arena_new(struct arena *arena, size_t count, size_t size) NODISCARD;

/* A copy of a string, or of its first `length` bytes with a NUL behind them. */
char *arena_string(struct arena *arena, const char *text) NODISCARD;
char *arena_bytes(struct arena *arena, const char *bytes, size_t length) NODISCARD;

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...) NODISCARD PRINTF_LIKE(2, 3);

/* Forget all, keeping one block for reuse: for a loop that handles one account after another. */
void arena_reset(struct arena *arena);

/* Forget all and give the memory back. */
void arena_release(struct arena *arena);

#endif
