#include "page/script.h"

#include <math.h>

struct script_piece
script_piece(const char *text)
{
	return ((struct script_piece){ text, strlen(text) });
}

/* The codes of the font that the piece is set in: the first one, unless it lacks a character of it.
 */
static const uint16_t *
choose_codes(const struct script_fonts *fonts, struct script_piece piece)
{
	const struct codebook *book = fonts->book;
	const char *at = piece.text, *end = piece.text + piece.length;
	uint32_t point;

	if (book->other == book->tables)
		return (book->code);
	while (at < end) {
		point = codebook_next(&at, end);
		if (point < CODEBOOK_POINTS && book->code[point] == 0 &&
		    book->other_code[point] != 0)
			return (book->other_code);
	}
	return (book->code);
}

/* The code of a character in the chosen font, else in the first one; 0 if it is not in the book. */
static unsigned int
find_code(const struct script_fonts *fonts, const uint16_t *codes, uint32_t point)
{
	if (point >= CODEBOOK_POINTS)
		return (0);
	return (codes[point] != 0 ? codes[point] : fonts->book->code[point]);
}

/* Width of one character in 1/1000, 0 if it is not in the book. */
static unsigned int
point_width(const struct script_fonts *fonts, enum script_face face, const uint16_t *codes,
    uint32_t point)
{
	unsigned int code = find_code(fonts, codes, point);

	return (fonts->width[face][code >> 8][code & 0xff]);
}

float
script_width(const struct script_fonts *fonts, const struct script_style *style,
    struct script_piece piece)
{
	const char *at = piece.text, *end = piece.text + piece.length;
	const uint16_t *codes = choose_codes(fonts, piece);
	unsigned int total = 0;

	while (at < end)
		total += point_width(fonts, style->face, codes, codebook_next(&at, end));
	return ((float)total * style->size / 1000);
}

/* May a line be broken after this character, which stays on it? */
static bool
breaks_behind(uint32_t point)
{
	return (point == '-' || point == '/' || point == 0x2013 || point == 0x2014);
}

struct script_piece
script_wrap(const struct script_fonts *fonts, const struct script_style *style,
    struct script_piece piece, float width, struct script_piece *rest)
{
	const char *at = piece.text, *end = piece.text + piece.length, *cut = NULL, *next = end,
		   *before;
	unsigned int total = 0, most = (unsigned int)(width * 1000 / style->size);
	const uint16_t *codes = choose_codes(fonts, piece);
	bool whole = true;
	uint32_t point;

	while (at < end) {
		before = at;
		point = codebook_next(&at, end);
		if (point == '\n') {
			cut = before;
			next = at;
			whole = false;
			break;
		}
		total += point_width(fonts, style->face, codes, point);

		/* A blank may hang over the edge: it is where the line ends. */
		if (point == ' ') {
			cut = before;
			next = at;
			continue;
		}
		if (total > most && before > piece.text) {
			if (cut == NULL)
				cut = next = before;
			whole = false;
			break;
		}
		if (breaks_behind(point) && at < end)
			cut = next = at;
	}

	if (whole)
		cut = next = end;
	*rest = (struct script_piece){ next, (size_t)(end - next) };
	return ((struct script_piece){ piece.text, (size_t)(cut - piece.text) });
}

char *
script_number(char *to, int eighths)
{
	static const char *const FRACTIONS[] = { "", ".125", ".25", ".375", ".5", ".625", ".75",
		".875" };
	const char *fraction;
	char digits[12];
	unsigned int rest;
	int count = 0;

	if (eighths < 0)
		*to++ = '-';
	rest = eighths < 0 ? -(unsigned int)eighths : (unsigned int)eighths;
	fraction = FRACTIONS[rest & 7];
	rest >>= 3;
	if (rest == 0 && *fraction == '\0')
		digits[count++] = '0';
	for (; rest > 0; rest /= 10)
		digits[count++] = (char)('0' + rest % 10);
	while (count > 0)
		*to++ = digits[--count];
	while (*fraction != '\0')
		*to++ = *fraction++;
	return (to);
}

/*
 * Write a channel of a colour as thousandths: "0.122 ". No printf: this and its like were a fifth
 * of a page's cost.
 */
static char *
put_channel(char *to, uint32_t colour, int shift)
{
	unsigned int part = (colour >> shift & 0xff) * 1000 / 255;

	to[0] = (char)('0' + part / 1000);
	to[1] = '.';
	to[2] = (char)('0' + part / 100 % 10);
	to[3] = (char)('0' + part / 10 % 10);
	to[4] = (char)('0' + part % 10);
	to[5] = ' ';
	return (to + 6);
}

/* Set the colour of the text that follows. */
static void
put_colour(struct buf *out, uint32_t colour)
{
	char line[24], *to = line;

	to = put_channel(to, colour, 16);
	to = put_channel(to, colour, 8);
	to = put_channel(to, colour, 0);
	memcpy(to, "rg\n", 3);
	buf_add(out, line, (size_t)(to + 3 - line));
}

/* Select the font of a face and table: "/A0 9 Tf". */
static void
put_font(struct script *s, enum script_face face, int table, float size)
{
	char line[40], *to = line;

	*to++ = '/';
	*to++ = face == SCRIPT_BOLD ? 'B' : 'A';
	if (table > 9)
		*to++ = '1';
	*to++ = (char)('0' + table % 10);
	*to++ = ' ';
	to = script_number(to, (int)(size * 8));
	memcpy(to, " Tf\n", 4);
	buf_add(&s->text, line, (size_t)(to + 4 - line));
	s->table = table;
}

/* Set what differs from the text before. */
static void
put_style(struct script *s, const struct script_style *style)
{
	if (!s->styled || s->style.colour != style->colour)
		put_colour(&s->text, style->colour);
	if (!s->styled || s->style.face != style->face || s->style.size != style->size)
		s->table = -1;
	s->style = *style;
	s->styled = true;
}

/* Move the beginning of the line, relative to where the last one began. */
static void
put_move(struct script *s, int x, int y)
{
	char *to = buf_reserve(&s->text, 48), *start = to;

	to = script_number(to, x - s->x);
	*to++ = ' ';
	to = script_number(to, y - s->y);
	memcpy(to, " Td\n", 4);
	s->text.length += (size_t)(to + 4 - start);
	s->x = x;
	s->y = y;
}

/* Show the piece as strings, one for each change of table. */
static void
put_strings(struct script *s, struct script_piece piece)
{
	const char *at = piece.text, *end = piece.text + piece.length;
	const uint16_t *codes = choose_codes(s->fonts, piece);
	char *to = NULL, *start = NULL;
	unsigned int code;
	uint32_t point;

	while (at < end) {
		point = codebook_next(&at, end);
		code = find_code(s->fonts, codes, point);
		if (code == 0) {
			s->missing = s->missing == 0 ? point : s->missing;
			continue;
		}

		/* Another table is another font: end the string before it. */
		if (start == NULL || (int)(code >> 8) != s->table) {
			if (start != NULL) {
				s->text.length += (size_t)(to - start);
				buf_add(&s->text, ")Tj\n", 4);
			}
			if ((int)(code >> 8) != s->table)
				put_font(s, s->style.face, (int)(code >> 8), s->style.size);
			to = start = buf_reserve(&s->text, 2 * (size_t)(end - at) + 8);
			*to++ = '(';
		}
		code &= 0xff;
		s->uses.codes[s->style.face][s->table][code / 64] |= UINT64_C(1) << (code % 64);
		if (code == '(' || code == ')' || code == '\\')
			*to++ = '\\';
		*to++ = (char)code;
	}
	if (start != NULL) {
		s->text.length += (size_t)(to - start);
		buf_add(&s->text, ")Tj\n", 4);
	}
}

void
script_reset(struct script *s, const struct script_fonts *fonts)
{
	struct buf kept = s->text;

	*s = (struct script){ .fonts = fonts, .text = kept, .table = -1 };
	buf_reset(&s->text);
}

void
script_release(struct script *s)
{
	buf_release(&s->text);
}

void
script_put(struct script *s, const struct script_style *style, int x, int y,
    struct script_piece piece)
{
	if (piece.length == 0)
		return;
	put_style(s, style);
	put_move(s, x, y);
	put_strings(s, piece);
}

void
script_uses_add(struct script_uses *to, const struct script_uses *from)
{
	int face, table, i;

	for (face = 0; face < SCRIPT_FACES; face++)
		for (table = 0; table < CODEBOOK_TABLES; table++)
			for (i = 0; i < 256 / 64; i++)
				to->codes[face][table][i] |= from->codes[face][table][i];
}

bool
script_uses_any(const struct script_uses *uses, int face, int table)
{
	static const struct script_uses NONE = { .codes = { { { 0 } } } };

	return (!script_uses_within(uses, &NONE, face, table));
}

bool
script_uses_within(const struct script_uses *uses, const struct script_uses *all, int face,
    int table)
{
	int i;

	for (i = 0; i < 256 / 64; i++)
		if ((uses->codes[face][table][i] & ~all->codes[face][table][i]) != 0)
			return (false);
	return (true);
}
