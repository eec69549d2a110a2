#include "document/codebook.h"

#define REPLACEMENT 0xfffd
#define TABLE_NEW 0x20 /* where the codes of a table begin */

void
codebook_add(struct codebook_set *set, uint32_t point)
{
	if (point < CODEBOOK_POINTS)
		set->bits[point / 64] |= UINT64_C(1) << (point % 64);
}

bool
codebook_has(const struct codebook_set *set, uint32_t point)
{
	return (point < CODEBOOK_POINTS && (set->bits[point / 64] >> (point % 64) & 1) != 0);
}

/* May this byte stand for a character? */
static bool
is_code(unsigned int code)
{
	return (code >= TABLE_NEW && code < 0xff && code != 0x7f && code != 0xa0 && code != 0xad);
}

/* Write one pair into the book. */
static void
set_code(struct codebook *book, unsigned int table, unsigned int code, uint32_t point)
{
	book->code[point] = (uint16_t)(table << 8 | code);
	book->point[table][code] = (uint16_t)point;
}

int
codebook_init(struct codebook *book, const struct codebook_set *set, struct err *e)
{
	unsigned int table = 0, code = 0x7f;
	uint32_t point;

	memset(book, 0, sizeof(*book));

	/* ASCII is itself, needed or not: a fixed start that every text shares. */
	for (point = 0x20; point <= 0x7e; point++)
		set_code(book, 0, point, point);

	/* Blanks that do not break look like any other, and are one when text is copied out of the document. */
	book->code[0xa0] = book->code[0x202f] = ' ';
	for (point = 0x80; point < CODEBOOK_POINTS; point++) {
		if (!codebook_has(set, point) || book->code[point] != 0)
			continue;
		do {
			code++;
		} while (code <= 0xff && !is_code(code));

		/* This table is full: go on in the next one. */
		if (code > 0xff) {
			table++;
			code = TABLE_NEW + 1;
		}
		if (table >= CODEBOOK_TABLES)
			return (err_reject(e, "The run needs more than %d different characters; split it by language.",
			    CODEBOOK_TABLES * 218));
		set_code(book, table, code, point);
	}
	book->tables = (int)table + 1;
	return (0);
}

/* How many bytes follow this lead byte; -1 if it leads nothing. */
static int
followers(unsigned char lead)
{
	if (lead < 0xc2 || lead > 0xf4)
		return (-1);
	return (lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3);
}

uint32_t
codebook_next(const char **text, const char *end)
{
	const unsigned char *s = (const unsigned char *)*text;
	uint32_t point = s[0];
	int left, i;

	(*text)++;
	if (point < 0x80)
		return (point);
	left = followers(s[0]);
	if (left < 0 || (end != NULL && end - *text < left))
		return (REPLACEMENT);
	point &= 0x3fU >> left;

	/* A NUL is no continuation byte, so the end of the string stops this too. */
	for (i = 1; i <= left; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return (REPLACEMENT);
		point = point << 6 | (s[i] & 0x3fU);
	}
	*text += left;
	return (point);
}
