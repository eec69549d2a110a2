#ifndef MAIL_HOLD_H
#define MAIL_HOLD_H

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * hold: what the queue decides by itself, in the database transaction of the job that gives the
 * reason, so that there is no moment in which an email could leave that should not.
 */

/*
 * Look over the new emails of a run that has just issued them: each gets its subject, as it will be
 * sent; one whose address looks mistyped, or whose mail came back before, is HELD; the others are
 * RELEASED where auto_release names their building.
 */
int hold_new(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, const char *claim_id, struct err *e) NODISCARD;

#endif
