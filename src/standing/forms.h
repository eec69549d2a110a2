#ifndef STANDING_FORMS_H
#define STANDING_FORMS_H

#include "spool/spool.h"
#include "store/database.h"

/*
 * forms: requests/forms/, for those who live in Notepad and Excel: <agent>-<type>.req, a commented
 * request of every type that the agent's role may ask for, filled with the agent's buildings and
 * the end of last month; and import-<interface>.csv, the header row of every import.
 */

/*
 * Write all of them again. Durable: no; they are derived, and written whenever agents, deputies or
 * buildings were loaded, and when the date changes (standing.h). Forms of types that an agent may
 * not ask for any more are removed.
 */
int forms_write(const struct spool *spool, struct database *db, struct err *e) NODISCARD;

#endif
