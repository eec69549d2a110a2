#ifndef REPORT_REGISTERS_H
#define REPORT_REGISTERS_H

#include "base/arena.h"
#include "document/document.h"

/*
 * registers: what the registers of a bill are called on it. A register is known as "E1/01", its
 * meter's code and its own; where a bill has one register of a meter, it is the meter alone that
 * the customer looks for: "E1".
 */

struct registers {
	struct document_usage *usages;
	size_t usage_count;
	struct document_line *lines;
	size_t line_count;
};

/*
 * Leave out the registers that nobody needs to tell apart, in reads, lines and their workings. New
 * texts in arena.
 */
void registers_shorten(const struct registers *bill, struct arena *arena);

#endif
