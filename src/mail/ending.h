#ifndef MAIL_ENDING_H
#define MAIL_ENDING_H

#include "mail/journal.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * ending: the tries that the database has begun, and what became of them, as the journal knows it:
 * the debt of manual/mail.md, "The sender".
 */

/*
 * Begin to write, however long a run holds the database: what waits is in the journal or in the
 * queue, so there is no hurry.
 */
int ending_begin(struct database *db, struct err *e) NODISCARD;

/*
 * Every open try ends, in one commit: each email gets its state, its reply and, where it is put
 * off, the time of its next try; then the journal owes nothing and is emptied. *sent: how many were
 * accepted. Durable.
 */
int ending_settle(struct database *db, struct journal *journal,
    const struct settings_mail *settings, struct arena *arena, int64_t *sent,
    struct err *e) NODISCARD;

#endif
