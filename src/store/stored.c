#include "store/stored.h"

#include <string.h>

int
stored_word(const char *const *words, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return ((int)i);
	return (0);
}

struct decimal
stored_decimal(const char *text, struct decimal otherwise)
{
	struct decimal value;

	return (decimal_parse(text, '.', &value) ? value : otherwise);
}
