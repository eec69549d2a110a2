#ifndef SERVE_SCHEDULER_H
#define SERVE_SCHEDULER_H

#include <stdbool.h>
#include <stdint.h>

#include "config/settings.h"
#include "spool/spool.h"
#include "store/database.h"

/*
 * scheduler: drops an ordinary request into the agent's door for each schedule that is due. From
 * there on it is done as all requests are.
 *
 * Commit point: the request, its text included, in table schedule_drop, together with the moment up
 * to which its schedule is done. After that commit the file is a debt: the next process that has
 * the slot writes it before anything is claimed, under the same name and with the same bytes.
 */
struct scheduler {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;

	/* the caller sets these to zero at first */
	/*
	 * every schedule has been looked at since the start: holidays and zones may have changed
	 * before it
	 */
	bool begun;
	bool no_holidays; /* the list of holidays could not be read, and the log has that */
	bool written; /* status/schedule.ics is up to date */
	int32_t day; /* day of that file */
};

/*
 * Drop the requests that are due now. Call with the slot's lock held, before something is claimed.
 * Of several runs that were missed only the last is dropped, with a note about the others.
 * *dropped: there are new files in the doors. If one schedule has a fault, only that one is paused,
 * with the reason. ERR_RETRY when the database fails; then nothing may be claimed.
 */
int scheduler_turn(struct scheduler *scheduler, bool *dropped, struct err *e) NODISCARD;

/* Milliseconds until a schedule is due, at most `most`. */
int scheduler_next_ms(struct scheduler *scheduler, int most);

/* Note that a job of this type was done: it may have changed the calendar. */
void scheduler_heard(struct scheduler *scheduler, const char *type);

#endif
