#ifndef STANDING_EMAIL_QUEUE_H
#define STANDING_EMAIL_QUEUE_H

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * email_queue: reports/email-queue.csv, which the watcher and the sender both rewrite: one at a
 * time, by a lock, so that it is always the state of some moment, and at the end that of the last
 * change. Durable: yes.
 */
int email_queue_publish(const struct spool *spool, struct database *db,
    const struct settings *settings, struct err *e) NODISCARD;

#endif
