#ifndef MAIL_MAILDIR_H
#define MAIL_MAILDIR_H

#include "base/err.h"
#include "spool/spool.h"

/*
 * maildir: puts the emails of a Maildir into the door imports/bounces/, like a report that somebody
 * drops there. Each is copied first and then moved from new/ to cur/ as seen: a crash between drops
 * it twice, which changes nothing. *count: how many.
 */
int maildir_collect(const struct spool *spool, const char *maildir, int64_t *count,
    struct err *e) NODISCARD;

#endif
