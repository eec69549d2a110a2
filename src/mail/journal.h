#ifndef MAIL_JOURNAL_H
#define MAIL_JOURNAL_H

#include "base/arena.h"
#include "mail/outcome.h"
#include "spool/spool.h"

/*
 * journal: db/mail.journal, a record of what happened on the network since the last commit. The
 * process that has it open holds its lock, so that a spool has one sender.
 *
 * Two kinds of lines: "H <try>": the last byte of this try is about to be handed over (on disk
 * before it is); "R <try> <outcome> <delivered> <refused> <reply>": the server has answered. A line
 * that a crash has cut does not count. These lines are still to be stored in the database.
 */
struct journal;

struct journal_entry {
	int64_t try;
	bool handed_over;
	bool ended; /* the try has ended, with this outcome and reply */
	struct outcome outcome;
	const char *reply;
};

/*
 * Open it, made if missing: 1; 0 if another process is the sender now; -1. journal_find reads the
 * lines that an earlier process has left.
 */
int journal_open(const struct spool *spool, struct journal **journal, struct err *e) NODISCARD;
void journal_close(struct journal *journal);

/* Find the entry of a try; all false if there is none. The reply is valid until journal_forget. */
struct journal_entry journal_find(const struct journal *journal, int64_t try);

/*
 * Write the H line of a try; it is durable when this returns. If the disk fails this does not
 * return, for then nothing must be handed over.
 */
void journal_hand_over(struct journal *journal, int64_t try);

/* Write the R line of a try. Not durable by itself; the next journal_hand_over makes it durable. */
void journal_end(struct journal *journal, int64_t try, const struct outcome *outcome,
    const char *reply);

/* Empty the journal, once all of it is in the database. */
void journal_forget(struct journal *journal);

#endif
