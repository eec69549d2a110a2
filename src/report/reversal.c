#include "report/reversal.h"

void
reversal_turn(struct document_line *line, int places, struct arena *arena)
{
	/* A line that came to nothing has nothing to take back. */
	if (line->amount_minor == 0)
		return;
	working_turn(&line->working, line->amount_minor, places, arena);
	line->quantity.units = -line->quantity.units;
	line->amount_minor = -line->amount_minor;
}
