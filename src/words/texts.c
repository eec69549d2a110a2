#include "words/texts.h"

#include <stdbool.h>
#include <string.h>

#include "base/compiler.h"

static const char *const TEXTS[TEXT_COUNT][TEXTS_LANGUAGES] = {
#include "texts_texts.inc"
};

static const char *const KEYS[] = {
#define TEXT(name, key) key,
#include "texts_keys.inc"
#undef TEXT
};

const char *
texts_find(enum texts_language language, enum text text)
{
	return (TEXTS[text][language]);
}

enum text
texts_key(const char *key)
{
	int text;

	for (text = 0; text < TEXT_COUNT && strcmp(KEYS[text], key) != 0; text++)
		;
	return ((enum text)text);
}

bool
texts_same_gaps(enum text text, enum texts_language language, const char *other)
{
	const char *form = texts_find(language, text);
	int gaps = 0;

	/* Count them up in one and down in the other. */
	while ((form = strchr(form, '%')) != NULL) {
		gaps++;
		form++;
	}
	while ((other = strchr(other, '%')) != NULL) {
		if (other[1] != 's')
			return (false);
		gaps--;
		other++;
	}
	return (gaps == 0);
}

const char *
texts_name(enum text text)
{
	return (KEYS[text]);
}
