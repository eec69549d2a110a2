#ifndef PAGE_CODEBOOK_H
#define PAGE_CODEBOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * codebook: the byte by which each character is written in the page content of a run.
 *
 * PDF text in a simple font is one byte a character, which halves what a page has to pack against
 * two-byte (Identity-H) text. The characters of a run are cut into tables of at most 220: table 0
 * has ASCII as itself, then the other characters of the run in the order of Unicode. A run of one
 * language needs one table, that is one PDF font per face.
 *
 * Characters that the run's font lacks and a second font has (the e of Nguyen with its two marks)
 * are in tables of that font, from `other` on. These have all characters of the run, not only the
 * lacking ones, so that a text is set in one font from end to end.
 *
 * Invariants: code 0 means "not in the book"; codes are 0x20-0x7e and 0x80-0xfe without 0xa0 and
 * 0xad (which some readers take for blanks of their own); the same set of characters always gives
 * the same book.
 */
#define CODEBOOK_TABLES 16
#define CODEBOOK_POINTS \
	65536 /* the Basic Multilingual Plane: what a TrueType font of our kind can map */

struct codebook {
	int tables;
	int other; /* the first table of the second font; `tables` if there is none */
	uint16_t code[CODEBOOK_POINTS];              /* table << 8 | byte; 0: not in the book */
	uint16_t other_code[CODEBOOK_POINTS];        /* the same, in the second font */
	uint16_t point[CODEBOOK_TABLES][256]; /* the way back; 0 where the byte is unused */
};

/* A set of characters of the BMP. */
struct codebook_set {
	uint64_t bits[CODEBOOK_POINTS / 64];
};
void codebook_add(struct codebook_set *set, uint32_t point);
bool codebook_has(const struct codebook_set *set, uint32_t point);

/*
 * Make the book for this set, and, unless it is NULL, for the set of the second font. Returns 0, or
 * -1 with ERR_REJECT if it needs more than CODEBOOK_TABLES tables.
 */
int codebook_init(struct codebook *book, const struct codebook_set *set,
    const struct codebook_set *other, struct err *e) NODISCARD;

/*
 * The next character of text, which ends at NUL or at `end`; moves *text after it. Bytes that are
 * not UTF-8 give U+FFFD one at a time, so that damaged text ends where it ends.
 */
uint32_t codebook_next_long(const char **text, const char *end);

/* Most characters are one byte, and every text of every page comes through here: they cost no call.
 */
static inline uint32_t
codebook_next(const char **text, const char *end)
{
	return ((unsigned char)**text < 0x80 ? (unsigned char)*(*text)++
					     : codebook_next_long(text, end));
}

#endif
