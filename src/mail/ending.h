#ifndef MAIL_ENDING_H
#define MAIL_ENDING_H

#include "mail/journal.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * ending: the tries that the database has begun, and their outcomes by the journal: the debt of
 * manual/mail.md, "The sender".
 */

/*
 * Begin a write transaction, and wait for it however long a run holds the database. There is no
 * hurry: the journal and the queue keep all that is to be stored.
 */
int ending_begin(struct database *db, struct err *e) NODISCARD;

/*
 * End every open try, in one commit: each email gets its state, its reply and, where it is put off,
 * the time of its next try; then empty the journal, which is no longer needed. *sent: how many were
 * accepted. Durable.
 */
int ending_settle(struct database *db, struct journal *journal,
    const struct settings_mail *settings, struct arena *arena, int64_t *sent,
    struct err *e) NODISCARD;

#endif
