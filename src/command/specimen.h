#ifndef COMMAND_SPECIMEN_H
#define COMMAND_SPECIMEN_H

#include "base/arena.h"
#include "base/err.h"
#include "config/settings.h"
#include "document/document.h"

/*
 * specimen: makes a document with which people see a layout. Its account is made up; its bill is
 * rated with the settings of a spool, so that lines, reads, workings, tax and averages agree.
 */

#define SPECIMEN_ENTRIES 3

struct specimen {
	struct document_model model; /* it points into the other members, and into settings */
	struct document_entry entries[SPECIMEN_ENTRIES];
	struct arena arena;
};

/*
 * Make an invoice, a statement or, with a level from 1, a reminder, in this language and without a
 * logo, which the caller may set. ERR_REJECT if nothing can be billed by these settings (a
 * default_tax without a rate). Call specimen_release in any case.
 */
int specimen_make(struct specimen *specimen, enum document_kind kind, int level,
    const struct settings *settings, const char *language, struct err *e) NODISCARD;
void specimen_release(struct specimen *specimen);

#endif
