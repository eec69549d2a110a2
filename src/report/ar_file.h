#ifndef REPORT_AR_FILE_H
#define REPORT_AR_FILE_H

#include "report/ar_format.h"
#include "report/model.h"
#include "report/outfile.h"

/* ar_file: the file of a run for the accounts department, by a format, written row by row. */

struct ar_file {
	const struct ar_format *format;
	char name[64]; /* "ar-import.csv" */
	struct outfile out;
	int64_t invoices, rows;
	int64_t net, tax, gross; /* of its invoices */
};

/* Begin the file in the part, with its heads. */
void ar_file_open(struct ar_file *file, const struct ar_format *format,
    const struct publish_part *part);

/*
 * Add an invoice: its row, or the rows of its lines or taxes. A model has those if it was read
 * whole (ar_file_needs_whole). Texts are made in arena.
 */
int ar_file_add(struct ar_file *file, const char *run, const struct model *model,
    struct arena *arena, struct err *e) NODISCARD;

/* Does a format list lines or taxes, so that models must be read with them? */
bool ar_file_needs_whole(const struct ar_format *format);

#endif
