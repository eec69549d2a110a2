#ifndef SERVE_SCHEDULER_H
#define SERVE_SCHEDULER_H

#include <stdbool.h>
#include <stdint.h>

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * scheduler: a run that is due becomes an ordinary request in its agent's door: all after that is
 * the ordinary path.
 *
 * Commit point: the request, its text included, in table schedule_drop, together with the moment up
 * to which its schedule is done. From there on the file is a debt: whoever has the slot next writes
 * it before anything is claimed, under the same name and with the same bytes.
 */
struct scheduler {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;

	/* what the caller begins with as zero */
	bool begun; /* every schedule has been looked at: holidays and zones may have changed while
	               we were away */
	bool written; /* status/schedule.ics is true */
	int32_t day; /* of that file */
};

/*
 * Drop what is due now. Call with the slot's lock held, before something is claimed. Of several
 * runs that were missed one is dropped, the last, with a note. *dropped: something is new in the
 * doors. A schedule that cannot run stops no other (it is paused, with the reason). ERR_RETRY
 * when the database is in the way; nothing may be claimed then.
 */
int scheduler_turn(struct scheduler *scheduler, bool *dropped, struct err *e) NODISCARD;

/* Milliseconds until something is due, at most `most`. */
int scheduler_next_ms(struct scheduler *scheduler, int most);

/* A job of this type was done: does the calendar have to be written again? */
void scheduler_heard(struct scheduler *scheduler, const char *type);

#endif
