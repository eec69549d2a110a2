#ifndef MAIL_HOLD_H
#define MAIL_HOLD_H

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * hold: the decisions that the queue makes by itself. It makes them in the database transaction of
 * the job that gives the reason, so that an email that should stay cannot be sent in between.
 */

/*
 * Look over the new emails of a run that has just issued them: each gets its subject, as it will be
 * sent; one whose address looks mistyped, or from whose address mail came back before, is HELD; the
 * others are RELEASED where auto_release names their building.
 */
int hold_new(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, const char *claim_id, struct err *e) NODISCARD;

#endif
