#ifndef REPORT_OVERVIEW_H
#define REPORT_OVERVIEW_H

#include <jansson.h>

#include "config/settings.h"
#include "store/database.h"

/*
 * overview: where everything stands, as JSON for the dashboard: buildings with what is unbilled,
 * due, blocked and owed; exceptions, and apart from them the readings to look at
 * (sql_overview.def); emails; post; runs; sites that were not billed for too long; agents with what
 * they have today. Buildings are arrays (id, code, name, accounts, unbilled, amount, due, blocked),
 * and so are readings, the rest objects. Lists are cut at a fixed length and say how many there
 * are, so that its size does not grow with the utility. Amounts are in minor units.
 */

/*
 * As of `today`, in one read transaction: not while another is open. NULL on error. Freed by
 * json_decref.
 */
json_t *overview_json(struct database *db, const struct settings *settings, int32_t today,
    struct err *e) NODISCARD;

#endif
