#include "report/reversal.h"

#include "base/decimal.h"

/*
 * Where the sum begins that the working ends with: behind its last semicolon, and behind the words
 * that say what it is.
 */
static const char *
find_sum(const char *working)
{
	const char *sum = working, *next;

	while ((next = strstr(sum, "; ")) != NULL)
		sum = next + 2;
	next = strstr(sum, ": ");
	return (next == NULL ? sum : next + 2);
}

/*
 * Its left side (`length` bytes, up to " = ") with the other sign; a sum of several things is put
 * in brackets for that.
 */
static const char *
turn_side(struct arena *arena, const char *side, size_t length)
{
	char *copy = arena_bytes(arena, side, length);

	if (length > 3 && copy[0] == '-' && copy[1] == '(' && copy[length - 1] == ')')
		return (arena_bytes(arena, copy + 2, length - 3));
	if (copy[0] == '-')
		return (copy + 1);
	if (strstr(copy, " - ") != NULL && copy[0] != '(')
		return (arena_printf(arena, "-(%s)", copy));
	return (arena_printf(arena, "-%s", copy));
}

/*
 * The working, of which only the last sum is turned; one that does not end with the line's amount
 * is left as it is.
 */
static const char *
turn_working(struct arena *arena, const char *working, int64_t minor, int places)
{
	const char *sum = find_sum(working), *equals = strstr(sum, " = ");
	char old[DECIMAL_SIZE], new[DECIMAL_SIZE];

	decimal_format_money(minor, places, old);
	decimal_format_money(-minor, places, new);
	if (equals == NULL || strcmp(equals + 3, old) != 0)
		return (working);
	return (arena_printf(arena, "%.*s%s = %s", (int)(sum - working), working,
	    turn_side(arena, sum, (size_t)(equals - sum)), new));
}

void
reversal_turn(struct document_line *line, int places, struct arena *arena)
{
	/* What came to nothing has nothing to take back. */
	if (line->amount_minor == 0)
		return;
	line->working = turn_working(arena, line->working, line->amount_minor, places);
	line->quantity.units = -line->quantity.units;
	line->amount_minor = -line->amount_minor;
}
