#ifndef REPORT_OVERVIEW_H
#define REPORT_OVERVIEW_H

#include <jansson.h>

#include "config/settings.h"
#include "store/database.h"

/*
 * overview: the present state of everything, as JSON for the dashboard: buildings with their
 * unbilled, due and blocked accounts and their debts; exceptions, and apart from them the readings
 * that somebody has to look at (sql_overview.def); emails; post; runs; sites that were not billed
 * for too long; agents with the buildings that they reach today. Buildings are arrays (id, code,
 * name, accounts, unbilled, amount, due, blocked), and so are readings, the rest objects. Lists are
 * cut at a fixed length, and have the full number beside them, so that the size does not grow with
 * the utility. Amounts are in minor units.
 */

/*
 * Make it as of `today`, in one read transaction: not while another is open. NULL on error. The
 * caller frees it by json_decref.
 */
json_t *overview_json(struct database *db, const struct settings *settings, int32_t today,
    struct err *e) NODISCARD;

#endif
