#include "document/drawable.h"

#include <stddef.h>

#include "base/compiler.h"

/*
 * Blocks of Unicode that are drawn right as one glyph a character, from left to right. Scripts that
 * need shaping or run from right to left, and marks that are combined with the letter before them,
 * are not among them. Source: Blocks.txt of the Unicode Character Database.
 */
static const struct {
	uint32_t first, last;
} DRAWABLE[] = {
	{ 0x0020, 0x007e }, /* Basic Latin */
	{ 0x00a0, 0x02af }, /* Latin-1, Latin Extended, IPA */
	{ 0x0370, 0x052f }, /* Greek, Cyrillic */
	{ 0x1e00, 0x1fff }, /* Latin Extended Additional, Greek Extended */
	{ 0x2010, 0x2027 }, /* dashes, quotation marks, bullets */
	{ 0x202f, 0x205e }, /* narrow no-break space, per mille, primes */
	{ 0x2070, 0x209c }, /* superscripts and subscripts */
	{ 0x20a0, 0x20bf }, /* currency signs */
	{ 0x2100, 0x22ff }, /* letterlike, fractions, arrows, mathematical operators */
	{ 0x2500, 0x26ff }, /* lines, shapes, symbols */
};

/* Characters that people meet and cannot see or name, and what to do about each. */
static const struct {
	uint32_t first, last;
	const char *what;
} FAMILIES[] = {
	{ 0x0000, 0x001f, "a control character; remove it" },
	{ 0x007f, 0x009f, "a control character; remove it" },
	{ 0x0300, 0x036f,
	    "a mark combined with the letter before it; type the accented letter as one "
	    "character" },
	{ 0x0590, 0x05ff, "Hebrew; write it in Latin letters" },
	{ 0x0600, 0x06ff, "Arabic; write it in Latin letters" },
	{ 0x0900, 0x0dff, "an Indian script; write it in Latin letters" },
	{ 0x0e00, 0x0fff, "a script that needs shaping; write it in Latin letters" },
	{ 0x200b, 0x200f, "an invisible character; delete it and type the text again" },
	{ 0x2028, 0x202e, "an invisible character; delete it and type the text again" },
	{ 0x3000, 0x9fff, "East Asian; write it in Latin letters" },
	{ 0xac00, 0xd7ff, "Korean; write it in Latin letters" },
	{ 0xfeff, 0xfeff, "an invisible character; delete it and type the text again" },
	{ 0x1f000, 0x1ffff, "an emoji or symbol; remove it" },
};

bool
drawable_is(uint32_t point)
{
	size_t i;

	for (i = 0; i < LENGTH(DRAWABLE); i++)
		if (point >= DRAWABLE[i].first && point <= DRAWABLE[i].last)
			return (true);
	return (false);
}

const char *
drawable_describe(uint32_t point)
{
	size_t i;

	for (i = 0; i < LENGTH(FAMILIES); i++)
		if (point >= FAMILIES[i].first && point <= FAMILIES[i].last)
			return (FAMILIES[i].what);
	return ("not in the document's fonts; write it another way");
}
