#ifndef REPORT_AR_FILE_H
#define REPORT_AR_FILE_H

#include "report/ar_format.h"
#include "report/model.h"
#include "report/outfile.h"

/*
 * ar_file: one file of a run for the accounts department, which is written row by row by a format.
 */

struct ar_file {
	const struct ar_format *format;
	char name[64]; /* "ar-import.csv" */
	struct outfile out;
	int64_t invoices, rows;
	int64_t net, tax, gross; /* sums of its invoices */
};

/* Begin the file in the part, with its header rows. */
void ar_file_open(struct ar_file *file, const struct ar_format *format,
    const struct publish_part *part);

/*
 * Add an invoice: its row, or the rows of its lines or taxes. The model must have been read whole
 * if the format lists them (ar_file_needs_whole). Texts are made in arena.
 */
int ar_file_add(struct ar_file *file, const char *run, const struct model *model,
    struct arena *arena, struct err *e) NODISCARD;

/* Does a format list lines or taxes? Then models must be read whole. */
bool ar_file_needs_whole(const struct ar_format *format);

#endif
