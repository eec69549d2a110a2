#ifndef REPORT_REVERSAL_H
#define REPORT_REVERSAL_H

#include <stdint.h>

#include "base/arena.h"
#include "document/document.h"

/*
 * reversal: a line of an invoice as its credit note shows it. A credit note takes back quantities,
 * at the prices that they were billed at: "-341 kWh x 0.2745 = -93.60". So quantity x price is the
 * amount there, too; reads and tiers stay what they were.
 */

/*
 * Turn a line of the invoice into that of its credit note: negate its amount, quantity and working.
 * New texts in arena; `places` are the currency's.
 */
void reversal_turn(struct document_line *line, int places, struct arena *arena);

#endif
