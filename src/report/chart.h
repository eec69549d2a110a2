#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/model.h"

/*
 * chart: what an account used before an invoice.
 *
 * While an invoice is a draft we find that in the reads; an issued invoice has it in its own row,
 * because reads can be corrected later and the same invoice must come out the same. The row has it
 * as text: the unit, the first day, and then for each period its days and its use, one a line:
 * "kWh\n20362\n31 341.5\n30 352".
 */

/*
 * Set the history of model->document, and model->history to its text ("" if there is none). The
 * document's usages must have been read: the chart counts the registers in them. Strings in arena.
 * 0 or -1.
 */
int chart_read(struct database *db, const struct settings *settings, struct arena *arena,
    struct model *model, struct err *e) NODISCARD;

#endif
