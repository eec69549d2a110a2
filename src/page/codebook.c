#include "page/codebook.h"

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

/* May this byte be the code of a character? */
static bool
is_code(unsigned int code)
{
	return (code >= TABLE_NEW && code < 0xff && code != 0x7f && code != 0xa0 && code != 0xad);
}

/* The codes of one font, while tables are filled. */
struct filling {
	struct codebook *book;
	uint16_t *codes; /* book->code or book->other_code */
	unsigned int table, code; /* the last one given */
};

/* Write one pair into the book. */
static void
set_code(struct filling *f, uint32_t point)
{
	f->codes[point] = (uint16_t)(f->table << 8 | f->code);
	f->book->point[f->table][f->code] = (uint16_t)point;
}

/* The next free code; in the next table where this one is full. False if that was the last table.
 */
static bool
next_code(struct filling *f)
{
	do {
		f->code++;
	} while (f->code <= 0xff && !is_code(f->code));
	if (f->code > 0xff) {
		f->table++;
		f->code = TABLE_NEW + 1;
	}
	return (f->table < CODEBOOK_TABLES);
}

/*
 * Give codes to a set, from a table on. Returns the number of tables then, -1 if there are not
 * enough.
 */
static int
fill(struct codebook *book, uint16_t *codes, int table, const struct codebook_set *set)
{
	struct filling f = { book, codes, (unsigned int)table, 0 };
	uint32_t point;

	if (table >= CODEBOOK_TABLES)
		return (-1);

	/* ASCII is itself, needed or not: a fixed start that every text shares. */
	for (point = 0x20; point <= 0x7e; point++) {
		f.code = point;
		set_code(&f, point);
	}

	/*
	 * Blanks that do not break look like any other, and are one when text is copied out of the
	 * document.
	 */
	codes[0xa0] = codes[0x202f] = codes[' '];
	f.code = 0x7f;
	for (point = 0x80; point < CODEBOOK_POINTS; point++) {
		if (!codebook_has(set, point) || codes[point] != 0)
			continue;
		if (!next_code(&f))
			return (-1);
		set_code(&f, point);
	}
	return ((int)f.table + 1);
}

int
codebook_init(struct codebook *book, const struct codebook_set *set,
    const struct codebook_set *other, struct err *e)
{
	memset(book, 0, sizeof(*book));
	book->tables = book->other = fill(book, book->code, 0, set);
	if (book->tables > 0 && other != NULL)
		book->tables = fill(book, book->other_code, book->other, other);
	if (book->tables < 0)
		return (err_reject(e,
		    "The run needs more than %d different characters; split it by language.",
		    CODEBOOK_TABLES * 218));
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
codebook_next_long(const char **text, const char *end)
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
