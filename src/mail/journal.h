#ifndef MAIL_JOURNAL_H
#define MAIL_JOURNAL_H

#include "base/arena.h"
#include "mail/outcome.h"
#include "spool/spool.h"

/*
 * journal: db/mail.journal, what has happened on the network since the last commit. One sender a
 * spool: whoever has it open holds its lock.
 *
 * Two kinds of lines: "H <try>": the last byte of this try is about to be handed over (on disk
 * before it is); "R <try> <outcome> <delivered> <refused> <reply>": the server has answered. A line
 * that a crash has cut is none. What stands here is owed to the database.
 */
struct journal;

struct journal_entry {
	int64_t try;
	bool handed_over;
	bool ended; /* then outcome and reply say how */
	struct outcome outcome;
	const char *reply;
};

/*
 * Open it, made if missing: 1; 0 if another process is the sender now; -1. What a dead life has
 * left can be read with journal_find.
 */
int journal_open(const struct spool *spool, struct journal **journal, struct err *e) NODISCARD;
void journal_close(struct journal *journal);

/*
 * What stands there about a try; all false if nothing does. The reply is valid until
 * journal_forget.
 */
struct journal_entry journal_find(const struct journal *journal, int64_t try);

/* Durable when it returns. Does not return if the disk says no: then nothing must be handed over.
 */
void journal_hand_over(struct journal *journal, int64_t try);

/* Not durable by itself; the next journal_hand_over takes it along. */
void journal_end(struct journal *journal, int64_t try, const struct outcome *outcome,
    const char *reply);

/* All of it is in the database: begin anew. */
void journal_forget(struct journal *journal);

#endif
