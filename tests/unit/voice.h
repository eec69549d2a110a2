#ifndef UNIT_VOICE_H
#define UNIT_VOICE_H

#include "base/date.h"
#include "words/voice.h"

/* voice: a language as documents speak it whose layout has no texts of its own. */

static const char *
voice_text(const void *locale, enum text text)
{
	return (locale_text(locale, text));
}

static struct voice
voice_of(const char *language, struct arena *arena)
{
	const struct locale *locale = locale_find(language);

	return ((struct voice){ arena, locale, voice_text, locale });
}

#endif
