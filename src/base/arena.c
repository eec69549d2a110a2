#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>

#include "base/die.h"

/*
 * Blocks grow no larger than what one account needs a hundred times over; larger wishes get a block
 * of their own.
 */
#define BLOCK_BYTES ((size_t)64 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes after this header */
	size_t used;
	_Alignas(max_align_t) char bytes[];
};

/* Put a fresh block with room for at least `bytes` in front. */
static struct arena_block *
add_block(struct arena *arena, size_t bytes)
{
	size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
	struct arena_block *block = malloc(sizeof(*block) + size);

	if (block == NULL)
		die_machine("out of memory");
	block->next = arena->blocks;
	block->size = size;
	block->used = 0;
	arena->blocks = block;
	return (block);
}

void *
arena_new(struct arena *arena, size_t count, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		die("arena_new: size overflows");
	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (block == NULL || block->size - block->used < bytes)
		block = add_block(arena, bytes);
	p = block->bytes + block->used;
	block->used += bytes;
	memset(p, 0, bytes);
	return (p);
}

void *
arena_grow(struct arena *arena, void *old, size_t count, size_t *room, size_t size)
{
	void *new;

	if (count < *room)
		return (old);
	*room = *room == 0 ? 8 : 2 * *room;
	new = arena_new(arena, *room, size);
	if (count > 0)
		memcpy(new, old, count * size);
	return (new);
}

char *
arena_bytes(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_new(arena, length + 1, 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	return (copy);
}

char *
arena_string(struct arena *arena, const char *text)
{
	return (arena_bytes(arena, text, strlen(text)));
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	char small[256], *text;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(small, sizeof(small), format, args);
	va_end(args);
	if (length < 0)
		die("arena_printf: bad format");
	text = arena_new(arena, (size_t)length + 1, 1);
	if ((size_t)length < sizeof(small))
		return (memcpy(text, small, (size_t)length + 1));
	va_start(args, format);
	(void)vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return (text);
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	struct arena_block *next;

	if (block == NULL)
		return;

	/* Keep the oldest block: it has the standard size more often than not. */
	while ((next = block->next) != NULL) {
		free(block);
		block = next;
	}
	block->used = 0;
	arena->blocks = block;
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block;

	while ((block = arena->blocks) != NULL) {
		arena->blocks = block->next;
		free(block);
	}
}
