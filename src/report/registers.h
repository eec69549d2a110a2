#ifndef REPORT_REGISTERS_H
#define REPORT_REGISTERS_H

#include "base/arena.h"
#include "document/document.h"

/*
 * registers: the names of registers on a bill. A register is called "E1/01": its meter's code and
 * its own. Where a bill has only one register of a meter, the customer needs the meter alone: "E1".
 */

struct registers {
	struct document_usage *usages;
	size_t usage_count;
	struct document_line *lines;
	size_t line_count;
};

/*
 * Shorten the names of registers that need not be told apart, in reads, lines and their workings.
 * New texts in arena.
 */
void registers_shorten(const struct registers *bill, struct arena *arena);

#endif
