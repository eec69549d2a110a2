#include "base/memory.h"

#include "base/die.h"

void *
memory_new(size_t count, size_t size)
{
	void *p = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

	if (p == NULL)
		die_machine("out of memory");
	return (p);
}

void *
memory_resize(void *old, size_t count, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes))
		die("memory_resize: size overflows");
	p = realloc(old, bytes > 0 ? bytes : 1);
	if (p == NULL)
		die_machine("out of memory");
	return (p);
}

char *
memory_string(const char *text)
{
	size_t length = strlen(text);
	char *copy = memory_new(length + 1, 1);

	memcpy(copy, text, length);
	return (copy);
}
