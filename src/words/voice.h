#ifndef WORDS_VOICE_H
#define WORDS_VOICE_H

#include "base/arena.h"
#include "words/locale.h"

/*
 * voice: the language in which a document speaks to its customer, with the texts that its layout
 * has in the place of ours.
 */
struct voice {
	struct arena *arena; /* memory of the texts */
	const struct locale *locale;
	const char *(*text)(const void *context, enum text text);
	const void *context;
};

#endif
