#ifndef WORDS_TEXTS_H
#define WORDS_TEXTS_H

#include <stdbool.h>

/*
 * texts: the fixed words of a document in each language. "%s" is the gap for a value; its place is
 * the translator's choice. Languages and texts are those of templates/texts/: `make` generates the
 * enums from its files.
 */
#include "texts_languages.h" /* enum texts_language, TEXTS_LANGUAGES, TEXTS_LANGUAGE_LIST */

/* TEXT_INVOICE and the like: the keys of the files, in capitals. */
enum text {
#define TEXT(name, key) TEXT_##name,
#include "texts_keys.inc"
#undef TEXT
	TEXT_COUNT
};

/* The text. */
const char *texts_find(enum texts_language language, enum text text);

/* The text of this key, TEXT_COUNT if there is none; and the key of a text. */
enum text texts_key(const char *key);
const char *texts_name(enum text text);

/* Has `other` as many "%s" as the text itself, and no other percent sign? */
bool texts_same_gaps(enum text text, enum texts_language language, const char *other);

#endif
