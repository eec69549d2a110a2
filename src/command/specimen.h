#ifndef COMMAND_SPECIMEN_H
#define COMMAND_SPECIMEN_H

#include "document/document.h"

/* specimen: a made-up document with everything that one of its kind may have, to see a layout with.
 */

#define SPECIMEN_LINES 4
#define SPECIMEN_USAGES 2
#define SPECIMEN_HISTORY 12
#define SPECIMEN_ENTRIES 3

struct specimen {
	struct document_model model; /* points into the others */
	struct document_line lines[SPECIMEN_LINES];
	struct document_usage usages[SPECIMEN_USAGES];
	struct document_history history[SPECIMEN_HISTORY];
	struct document_tax tax;
	struct document_entry entries[SPECIMEN_ENTRIES];
};

/*
 * An invoice, a statement or, of a level from 1, a reminder; in English and without a logo, which
 * the caller may change.
 */
void specimen_make(struct specimen *specimen, enum document_kind kind, int level);

#endif
