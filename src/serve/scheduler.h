#ifndef SERVE_SCHEDULER_H
#define SERVE_SCHEDULER_H

#include <stdbool.h>
#include <stdint.h>

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * scheduler: a schedule that is due drops an ordinary request into its agent's door; from there on
 * it goes the way of all requests.
 *
 * Commit point: the request, its text included, in table schedule_drop, together with the moment up
 * to which its schedule is done. From there on the file is a debt: the next process that has the
 * slot writes it before anything is claimed, under the same name and with the same bytes.
 */
struct scheduler {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;

	/* the caller sets these to zero at first */
	bool begun; /* every schedule has been looked at: holidays and zones may have changed while
	               we were away */
	bool no_holidays; /* the list of holidays could not be read, and the log has it */
	bool written; /* status/schedule.ics is true */
	int32_t day; /* of that file */
};

/*
 * Drop the requests that are due now. Call with the slot's lock held, before something is claimed.
 * Of several runs that were missed only the last is dropped, with a note about the others.
 * *dropped: something is new in the doors. A fault of one schedule stops that one only (it is
 * paused, and keeps the reason). ERR_RETRY when the database is in the way; nothing may be claimed
 * then.
 */
int scheduler_turn(struct scheduler *scheduler, bool *dropped, struct err *e) NODISCARD;

/* Milliseconds until something is due, at most `most`. */
int scheduler_next_ms(struct scheduler *scheduler, int most);

/* A job of this type was done: does the calendar have to be written again? */
void scheduler_heard(struct scheduler *scheduler, const char *type);

#endif
