#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/compiler.h"

/*
 * arena: many small allocations with one end. `struct arena a = ARENA_EMPTY;` Out of memory ends
 * the process.
 *
 * Pointers from it live until arena_reset or arena_release.
 */
struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
};
#define ARENA_EMPTY ((struct arena){ NULL })

/* `count` objects of `size` bytes, zeroed, aligned for anything. */
void *arena_new(struct arena *arena, size_t count, size_t size) NODISCARD;

/*
 * An array that grows: room for one more element of `size` bytes after the `count` that old (NULL
 * at first) has. Doubles *room when it must; the outgrown array stays until the arena is reset.
 */
void *arena_grow(struct arena *arena, void *old, size_t count, size_t *room, size_t size) NODISCARD;

/* A copy of a string, or of its first `length` bytes with a NUL after them. */
char *arena_string(struct arena *arena, const char *text) NODISCARD;
char *arena_bytes(struct arena *arena, const char *bytes, size_t length) NODISCARD;

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...) NODISCARD PRINTF_LIKE(2, 3);

/* Forget all, keeping one block for reuse: for a loop that handles one account after another. */
void arena_reset(struct arena *arena);

/* Forget all and give the memory back. */
void arena_release(struct arena *arena);

#endif
