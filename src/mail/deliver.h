#ifndef MAIL_DELIVER_H
#define MAIL_DELIVER_H

#include "base/err.h"
#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * deliver: released emails leave, one round after another (manual/mail.md, "The sender"). Only in
 * the sender's process, `billspool mail send` or `mail watch`: nothing else has the network.
 */
struct deliver;

/* How many have been sent, for a bar. */
typedef void deliver_progress(void *context, int64_t sent);

/*
 * Become the sender of this spool: 1, with the debts of a dead life paid; 0 if another process is
 * it; -1. settings and spool must outlive it.
 */
int deliver_open(const struct spool *spool, struct database *db, const struct settings *settings,
    struct deliver **deliver, struct err *e) NODISCARD;
void deliver_close(struct deliver *deliver);

/* Called between messages. NULL for none. */
void deliver_on_progress(struct deliver *deliver, deliver_progress *progress, void *context);

/*
 * One session: take what may go now, at most as many as fit, send it, and store what became of it.
 * 1: something was done, come again; 0: nothing to do until deliver_wait_ms is over; -1 with what
 * is in the way, which is stored for `status` as well.
 */
int deliver_round(struct deliver *deliver, struct err *e) NODISCARD;

/*
 * What was in the way may have been mended: do not wait for the end of the pause. The settings are
 * read anew in each round.
 */
void deliver_again(struct deliver *deliver);

/* How long nothing can go: until a pause is over, or a limit allows more. -1: nothing waits. */
int deliver_wait_ms(struct deliver *deliver);

#endif
