#ifndef MAIL_DELIVER_H
#define MAIL_DELIVER_H

#include "base/err.h"
#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * deliver: sends the released emails, one round after another (manual/mail.md, "The sender"). Only
 * the process of `billspool mail send` or `mail watch` calls it: no other process uses the network.
 */
struct deliver;

/* The callback for a progress bar: how many have been sent. */
typedef void deliver_progress(void *context, int64_t sent);

/*
 * Become the sender of this spool: 1, after ending the tries of an earlier process that died; 0 if
 * another process is it; -1. settings and spool must outlive it.
 */
int deliver_open(const struct spool *spool, struct database *db, const struct settings *settings,
    struct deliver **deliver, struct err *e) NODISCARD;
void deliver_close(struct deliver *deliver);

/* Set the callback that is called between messages. NULL for none. */
void deliver_on_progress(struct deliver *deliver, deliver_progress *progress, void *context);

/*
 * One session: take the emails that may be sent now, at most as many as a session has, send them,
 * and store the outcomes. 1: something was done, call it again; 0: nothing to do until
 * deliver_wait_ms is over; -1 with the reason why nothing can be sent, which is also stored for
 * `status`.
 */
int deliver_round(struct deliver *deliver, struct err *e) NODISCARD;

/*
 * End the pause after trouble: somebody may have mended the cause. The settings are read anew in
 * each round.
 */
void deliver_again(struct deliver *deliver);

/*
 * How long nothing can be sent: until a pause is over, or a limit allows more. -1: no email waits.
 */
int deliver_wait_ms(struct deliver *deliver);

#endif
